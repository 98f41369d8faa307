import { type Layout, lettersOf, type TextBlock } from '../layout/layout.ts'
import type { Metadata } from '../metadata/metadata.ts'
import { folded } from '../words.ts'
import type { Choice } from './body.ts'

/** What error pages and walls call themselves. */
const errorTitle =
  /^\s*(?:error\b|(?:error |http )?(?:403|404|410|429|500|502|503)\b|(?:page|file|site|article) (?:not found|can(?:no|')t be found|unavailable)|not found|access denied|forbidden|just a moment|attention required|are you (?:a )?(?:robot|human)|please wait|verifying|service unavailable|bad gateway|seite nicht gefunden|page introuvable|página no encontrada|pagina non trovata|página não encontrada|pagina niet gevonden|sidan (?:kunde )?(?:inte|hittades)|siden (?:blev )?(?:ikke|finnes)|nie znaleziono|stránka nenalezena|страница не найдена|页面不存在|找不到|ページが見つかりません|페이지를 찾을 수)|\b404\b.{0,20}(?:not found|error|nicht gefunden)|(?:not found|nicht gefunden|introuvable|no encontrada)\s*[|–-]/iu

/** Weighted length of text under which an error's name in the title is believed. */
const errorLength = 800
/** A page of so many linked headlines is a front page or a list, unless it holds an article's worth of text. */
const manyHeadlines = 8
const articleLength = 1200

/** Content systems show each article at the site's root: /index.php?m=content&id=1234, /?p=12, /?q=node/7, /?post/2010/11/23/Well */
const numbered =
  /[?&](?:p|\w*id|article|news)=\d|[?&](?:slug|story|entry|post|artikel)=\w|[?&](?:q=)?(?:node|post|article|billet)\/\w/i

/** Why a page is no article: the rule's name in kebab case, and a sentence. */
export type Refusal = { rule: string; message: string }

const refusals = {
  error: { rule: 'error-page', message: 'The page is an error page or asks its reader to wait.' },
  front: { rule: 'front-page', message: 'The page is a front page.' },
  list: { rule: 'list-of-articles', message: 'The page is a list of articles.' },
  empty: { rule: 'empty-page', message: 'The page holds neither a title nor text.' },
  links: { rule: 'links-only', message: 'The page holds links but no text of an article.' },
} satisfies Record<string, Refusal>

/**
 * Why a page is no article: an error page, a front page, a list of articles, or nothing to read.
 *
 * @param choice where the text was found
 * @param length weighted length of the text that was found
 * @returns null where the page is an article or may be one
 */
export function refusalOf(
  metadata: Metadata,
  layout: Layout,
  choice: Choice | null,
  title: string | null,
  length: number,
): Refusal | null {
  const heading = title ?? metadata.title ?? ''
  if (length < errorLength && (errorTitle.test(heading) || errorTitle.test(metadata.title ?? '')))
    return refusals.error
  if (saysArticle(metadata)) return null
  const headlines = headlinesIn(layout.blocks)
  const { pathname = null, search = '' } = metadata.url ?? {}
  const isFront =
    pathname !== null &&
    /^\/(?:index\.\w+|[a-z]{2}(?:-[a-z]{2})?\/?)?$/i.test(pathname) &&
    !numbered.test(search)
  if (isFront && (headlines >= manyHeadlines || length < articleLength)) return refusals.front
  // Headlines beside the text are the site's; a list of articles holds its own between its lines.
  const own = choice === null || length === 0 ? headlines : headlinesIn(blocksOf(layout, choice))
  const isFew = own >= manyHeadlines && length < Math.min(articleLength, own * 60)
  if (isFew && !(choice !== null && length > 0 && isReport(layout, choice, heading))) return refusals.list
  if (length === 0 && title === null) return refusals.empty
  if (length === 0 && headlines > 0) return refusals.links
  return null
}

function headlinesIn(blocks: readonly TextBlock[]): number {
  return blocks.filter(({ linked, length, region }) => linked > length * 0.8 && length > 30 && !region.hidden)
    .length
}

/** Between the headline of a report and its text stand no more lines. */
const linesOfHead = 4
const fullDate = /(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}|\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d/u

/** Whether headline, date and text follow each other, with the list of other articles behind: a report of one paragraph. */
function isReport(
  { blocks }: Layout,
  { container, inside, masses, reasons }: Choice,
  title: string,
): boolean {
  const isText = (i: number) => inside[i] === true && masses[i]! > 0 && reasons[i] === null
  let first = container.first
  while (first < container.end && !isText(first)) first++
  let last = container.end - 1
  while (last > first && !isText(last)) last--
  const head = blocks.slice(Math.max(0, first - linesOfHead), first)
  const wanted = folded(title)
  const below = head.slice(head.findLastIndex((block) => lettersOf(block) === wanted) + 1)
  return (
    below.length < head.length &&
    below.some(({ text }) => fullDate.test(text)) &&
    headlinesIn([...below, ...blocks.slice(first, last)]) === 0
  )
}

function blocksOf({ blocks }: Layout, { container }: Choice): readonly TextBlock[] {
  return blocks.slice(container.first, container.end)
}

/** Whether the page's metadata call it an article. */
function saysArticle({ linked, metas }: Metadata): boolean {
  if (linked.article !== null && linked.article.headline !== undefined) return true
  return metas.get('og:type')?.[0]?.toLowerCase() === 'article' || metas.has('article:published_time')
}
