import type { Document } from 'domhandler'
import type { Warning } from '../../article.ts'
import { zoneOf } from '../fields/date/zones.ts'
import { readLanguage } from '../fields/declared-language.ts'
import { isForeign, languageOf } from '../fields/script-language.ts'
import { type Fields, type Found, noFields, type TraceStep } from '../fields.ts'
import type { PageBlock } from '../tree/block.ts'
import { collectWarnings, type Warn } from '../warnings.ts'
import { readAuthors } from './authors/author.ts'
import { creditLinesOf, noCreditLines } from './authors/credit-lines.ts'
import { readRoleLines } from './authors/role-lines.ts'
import { readSourceLines } from './authors/source-lines.ts'
import { type Choice, chooseBody } from './body/body.ts'
import { doubtBody } from './body/body-doubts.ts'
import { bulletinTitle, titleInPath } from './body/bulletin.ts'
import { leftOut } from './body/left-out.ts'
import { promisedBy } from './body/promise.ts'
import { type Refusal, refusalOf } from './body/refusal.ts'
import { readText } from './body/text.ts'
import { readPublished } from './date/date.ts'
import { readImage } from './image.ts'
import { sectionInLines } from './keywords/keyword-labels.ts'
import { readSection } from './keywords/section.ts'
import { readTags } from './keywords/tags.ts'
import { type Layout, layOut, lettersOf, type Region, type TextBlock } from './layout/layout.ts'
import { anyOf } from './layout/marks.ts'
import { addressOf, type Metadata, readPageMetadata } from './metadata/metadata.ts'
import { placeOfTitle } from './metadata/place.ts'
import { type SiteNames, siteNamesOf } from './metadata/sites.ts'
import { shownHeadline } from './title/shown-headline.ts'
import { readTitle } from './title/title.ts'
import { folded, unescaped } from './words.ts'

/** What is known of the page besides its tree. */
export type GenericContext = {
  /** The page's address, where the sender or the mirror named it. */
  url: string | null
}

/** What a page of an unknown site yields. */
export type GenericReading = {
  fields: Fields
  /** The body as the page's blocks, with their links. */
  blocks: PageBlock[]
  /** Why the page is no article (a front page, a list, an error page); null where it is one. */
  refusal: Refusal | null
  /** What was left out of the body, and why; whoever stores the article never asks for it. */
  removed: () => TraceStep[]
  /** Which fields are doubtful, and why. */
  warnings: Warning[]
}

/**
 * Reads a page that no source claims: metadata, visible bylines and dates, and the article's text.
 * Never throws; where the page is no article, `body` is empty and `refusal` says why.
 *
 * @param document the page as htmlparser2 reads it
 */
export function readGeneric(document: Document, { url }: GenericContext): GenericReading {
  const { warnings, warn } = collectWarnings()
  const metadata = readPageMetadata(document, url)
  const layout = layOut(document)
  const site = siteNamesOf(metadata)
  const title = readTitle(
    metadata,
    site,
    linesOf(layout, metadata.title),
    (except) => shownHeadline(layout, except, metadata.title),
    warn,
  )
  const description =
    metadata.metas.get('og:description')?.[0] ?? metadata.metas.get('description')?.[0] ?? null
  const articleBody = articleBodyOf(metadata)
  const choice = chooseBody(layout, title?.value ?? null, promisedBy(articleBody, description))
  const fields = fieldsOf(metadata, site, title, { layout, choice }, warn)
  const facts = {
    title: fields.title?.value ?? null,
    description,
    authors: fields.credits.flatMap(({ value: { role, name } }) =>
      role === 'author' || role === 'reporter' ? [name] : [],
    ),
    articleBody,
  }
  const text = readText(document, layout, choice, facts, metadata.url)
  const refusal = refusalOf(metadata, layout, choice, facts.title, text.length)
  const body = refusal === null ? text.body : []
  const replaced = text.isShown ? null : 'a fuller text in the scripts'
  const removed = () => leftOut(layout, choice, refusal?.rule ?? replaced)
  const wordCount = wordCountOf(metadata)
  const length = refusal === null ? text.length : 0
  doubtBody(warn, { layout, choice, facts, refusal, length, wordCount, removed })
  return {
    fields: {
      ...fields,
      section: readSection(document, metadata, facts.title, site) ?? fields.section,
      body,
      image: readImage(metadata, text.images),
    },
    blocks: refusal === null ? text.blocks : [],
    refusal,
    removed,
    warnings,
  }
}

/** What is no longer behind a kicker is no headline. */
const shortestPart = 10

/** Above a text in its block stand no more lines. */
const linesOfHead = 4

/** A headline is no longer (weighted characters). */
const longestHeadline = 400

/** The lines that the page shows and that could be a headline, folded. */
function linesOf({ blocks }: Layout, title: string | null): Set<string> {
  const isShort = ({ kind, length, region }: TextBlock) =>
    kind !== 'image' && length > 5 && length < longestHeadline && !region.hidden && !isLogo(region)
  const lines = new Set<string>()
  for (const block of blocks) {
    if (isShort(block) && !path.test(block.text)) lines.add(lettersOf(block))
    // お知らせ : 渡船場の廃止が決まりました
    const isLabelled = block.links === 1 && block.linked > 0 && block.linked < block.length / 2
    if (block.length < longestHeadline && block.text.includes(': ')) {
      const [, behind] = block.text.split(isLabelled ? /\s?: / : ' : ', 2)
      if (behind !== undefined && behind.length > shortestPart) lines.add(folded(behind))
    }
    const told = bulletinTitle(block.text) || titleInPath(block.text, title)
    if (told !== '') lines.add(folded(told))
    // Kicker, headline, date and byline parted by br
    if (!/^(?:paragraph|row)$/.test(block.kind) || block.region.hidden || !block.text.includes('\n')) continue
    for (const line of block.text.split('\n', linesOfHead))
      if (line.length > 5 && line.length < longestHeadline) lines.add(folded(line))
  }
  return lines
}

/** 东方河网 >> 要闻: the page's place on its site, which a title can repeat */
const path = /\S\s?(?:>>|[»＞›→])\s?\S/u

const siteMarks = anyOf('logo site-title site-name sitename brand branding masthead')

/** Whether an element holds the site's own name. */
function isLogo({ marks, parent }: Region): boolean {
  return siteMarks.test(marks) || (parent !== null && siteMarks.test(parent.marks))
}

/** The same without the body: for the fields that a source leaves empty. */
export function readMetadata(document: Document, { url }: GenericContext): GenericReading {
  const { warnings, warn } = collectWarnings()
  const metadata = readPageMetadata(document, url)
  const site = siteNamesOf(metadata)
  const fields = fieldsOf(
    metadata,
    site,
    readTitle(metadata, site, new Set(), () => null, warn),
    null,
    warn,
  )
  return {
    fields: {
      ...fields,
      section: readSection(document, metadata, fields.title?.value ?? null, site),
      image: readImage(metadata, []),
    },
    blocks: [],
    refusal: null,
    removed: () => [],
    warnings,
  }
}

function fieldsOf(
  metadata: Metadata,
  site: SiteNames,
  title: Found<string> | null,
  text: Text,
  warn: Warn,
): Fields {
  const place = placeOfTitle(metadata, title?.value ?? null)
  const language = readLanguage(metadata)
  const written = writtenIn(title, text)
  const shown = text === null ? noCreditLines : creditLinesOf(text.layout, text.choice, title?.value ?? null)
  const { byline, credits } = readAuthors(metadata, place, site, shown, warn)
  const sources = readSourceLines(shown, credits, site)
  const others = readRoleLines(shown, metadata, credits)
  const dated = {
    metadata,
    title: title?.value ?? null,
    place,
    layout: text?.layout ?? null,
    choice: text?.choice ?? null,
    language: written ?? tongueOf(language?.value ?? null, title, text),
    zone: zoneOf(metadata.url?.hostname ?? null, language?.value ?? null, written),
  }
  const lines = [...shown.head, ...shown.foot]
  return {
    ...noFields,
    url: readAddress(metadata),
    title,
    published: readPublished(dated, warn),
    byline: byline ?? sources.map(({ rule, where }) => ({ value: where, rule, where }))[0] ?? null,
    credits: [...credits, ...sources, ...others],
    section: fieldSection(lines),
    tags: readTags(metadata, place, site, lines),
    language,
  }
}

/** 栏目：社会新闻 */
function fieldSection(lines: readonly string[]): Found<string> | null {
  const value = sectionInLines(lines)
  return value === null ? null : { value, rule: 'field of the section', where: value }
}

type Text = { layout: Layout; choice: Choice | null } | null

/** The language that headline and text are written in, where their script tells. */
function writtenIn(title: Found<string> | null, text: Text): string | null {
  return languageOf(textsIn(title, text))
}

/** The language by which dates are read: templates in English hold texts of all languages, or say nothing. */
function tongueOf(declared: string | null, title: Found<string> | null, text: Text): string | null {
  const isEnglish = declared === null || /^en(?:$|[-_]US)/i.test(declared)
  return isEnglish && isForeign(textsIn(title, text)) ? 'und' : declared
}

function textsIn(title: Found<string> | null, text: Text): string[] {
  const { container } = text?.choice ?? { container: { first: 0, end: 0 } }
  const blocks = text?.layout.blocks.slice(container.first, container.end) ?? []
  return [title?.value ?? '', ...blocks.map((block) => block.text)]
}

function wordCountOf({ linked }: Metadata): number | null {
  const count = Number(linked.article?.wordCount)
  return Number.isInteger(count) && count > 0 ? count : null
}

function articleBodyOf({ linked }: Metadata): string | null {
  const body = linked.article?.articleBody
  return typeof body === 'string' ? unescaped(body) : null
}

/** The canonical address, unless it is the front page's. */
function readAddress({ canonical, url }: Metadata): Found<string> | null {
  const address = addressOf(canonical)
  if (address === null || (address.pathname === '/' && url !== null && url.pathname !== '/')) return null
  return { value: canonical!, rule: 'canonical address', where: canonical! }
}
