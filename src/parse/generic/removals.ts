import type { Choice } from './body.ts'
import type { Layout, TextBlock } from './layout.ts'
import { appeal, byline, credit, legal, placeholder, related } from './phrases.ts'
import { folded } from './words.ts'

/** What is known of the article besides its text. */
export type BodyFacts = {
  title: string | null
  /** What the page's metadata say that it is about. */
  description: string | null
  authors: readonly string[]
  /** The text as the linked data hold it. */
  articleBody: string | null
}

/** A line that does not read as a sentence is a label if it is no longer than this (weighted characters). */
const labelLength = 90

/** No appeal, notice or credit is longer than this; a paragraph that begins like one is. */
const noticeLength = 420

const sentenceEnd = /[.!?…。！？।؟][”"»“’')\]）」』]*$/

/**
 * Marks what the container holds besides the article's text.
 * Reasons are written into `choice.reasons`; a block without one is article text.
 */
export function removeForeign(layout: Layout, choice: Choice, facts: BodyFacts): void {
  spareText(layout, choice)
  removeLinkRegions(layout, choice)
  removeCaptions(layout, choice)
  removeBeforeTitle(layout, choice, facts)
  removeNextArticle(layout, choice, facts)
  removeLines(layout, choice)
  removeRuns(layout, choice)
  removeRepetitions(layout, choice)
  removeBiographies(layout, choice, facts)
  removeLabels(layout, choice)
  removeEmptySections(layout, choice)
  removeEdges(layout, choice)
}

/** The kept blocks of the container, in order. */
function* kept(layout: Layout, { container, inside, reasons }: Choice): Generator<[number, TextBlock]> {
  for (let i = container.first; i < container.end; i++) {
    const block = layout.blocks[i]!
    if (inside[i] && reasons[i] === null && block.kind !== 'image') yield [i, block]
  }
}

/** Markup that calls a paragraph a widget is wrong where it is set exactly as the article's paragraphs are. */
function spareText({ blocks }: Layout, { container, inside, reasons, alike }: Choice): void {
  for (let i = container.first; i < container.end; i++) {
    const block = blocks[i]!
    if (!inside[i] || !spared.has(reasons[i] ?? '') || block.length < 100) continue
    if (block.linked < block.length * 0.3 && alike(block)) reasons[i] = null
  }
}

const spared = new Set(['widget', 'sharing', 'tags', 'newsletter or subscription', 'media player'])

/** Lists, boxes and teasers that are links for the most part, or a linked headline with a line of text. */
function removeLinkRegions({ blocks, regions }: Layout, { container, inside, reasons, alike }: Choice): void {
  for (const region of regions) {
    if (region.first < container.first || region.end > container.end || region.end === region.first) continue
    if (region.end - region.first >= container.end - container.first) continue
    if (region.element.name === 'p' || region.element.name === 'li' || region.element.name === 'table')
      continue
    let length = 0
    let linked = 0
    let headlines = 0
    let own = false
    let sentences = 0
    let lines = 0
    for (let i = region.first; i < region.end; i++) {
      const block = blocks[i]!
      if (reasons[i] !== null || !inside[i] || block.kind === 'image') continue
      length += block.length
      linked += block.linked
      lines++
      if (sentenceEnd.test(block.text) && block.linked < block.length * 0.8) sentences += block.length
      if (block.linked > block.length * 0.8 && block.length > 15) headlines++
      else if (alike(block)) own = true
    }
    if (length === 0) continue
    const share = linked / length
    if (
      (lines > 1 && share > 0.5 && sentences < length * 0.5) ||
      (!own && headlines > 0 && lines > 1 && share > 0.2 && length < 1200)
    )
      for (let i = region.first; i < region.end; i++) reasons[i] ??= 'links'
  }
}

/** What stands around an image without being set as the text is. */
function removeCaptions({ blocks, regions }: Layout, { container, inside, reasons, alike }: Choice): void {
  for (const region of regions) {
    if (region.first < container.first || region.end > container.end || region.end === region.first) continue
    if (region.end - region.first >= container.end - container.first) continue
    let images = 0
    let length = 0
    let own = false
    for (let i = region.first; i < region.end && length < 600; i++) {
      const block = blocks[i]!
      if (block.kind === 'image') images++
      else if (reasons[i] === null && inside[i]) {
        length += block.length
        if (block.kind === 'heading' || (alike(block) && block.length > 60)) own = true
      }
    }
    if (images === 0 || own || length === 0 || length >= 600) continue
    for (let i = region.first; i < region.end; i++) reasons[i] ??= 'caption'
  }
}

/** Loose text in an article that is written in paragraphs: labels of players, polls, galleries and live blogs. */
function removeLabels(layout: Layout, choice: Choice): void {
  let paragraphs = 0
  let loose = 0
  for (const [i, block] of kept(layout, choice))
    if (block.isParagraph) paragraphs += choice.masses[i]!
    else if (block.kind === 'paragraph') loose += choice.masses[i]!
  if (loose > paragraphs * 0.2) return
  for (const [i, block] of kept(layout, choice)) {
    if (block.isParagraph || block.kind !== 'paragraph' || block.length > 140) continue
    if (!choice.alike(block)) choice.reasons[i] = 'label'
  }
}

const emptying = new Set([
  'links',
  'link',
  'related article',
  'related articles',
  'newsletter or subscription',
  'appeal',
  'comments',
  'tags',
  'label',
])

/** Headings of which everything below was taken out. */
function removeEmptySections({ blocks }: Layout, { container, inside, reasons }: Choice): void {
  let next: TextBlock | null = null
  let removed = false
  for (let i = container.end - 1; i >= container.first; i--) {
    const block = blocks[i]!
    if (!inside[i]) continue
    if (block.kind === 'image') {
      removed = false
      continue
    }
    if (reasons[i] !== null) {
      removed = emptying.has(reasons[i]!)
      continue
    }
    if (
      block.kind === 'heading' &&
      removed &&
      (next === null || (next.kind === 'heading' && next.level <= block.level))
    )
      reasons[i] = 'heading of what was taken out'
    else next = block
    removed = false
  }
}

/** The title, repeated above the text, and what stands over it: breadcrumbs, kickers, dates. */
function removeBeforeTitle(layout: Layout, choice: Choice, { title }: BodyFacts): void {
  if (title === null) return
  const wanted = folded(title)
  if (wanted.length < 4) return
  let at = -1
  let mass = 0
  for (const [i, block] of kept(layout, choice)) {
    const own = folded(block.text)
    if (mass < 200 && isFirstLevel(block)) at = i
    if (
      own === wanted ||
      (block.kind === 'heading' && own.length > wanted.length * 0.6 && wanted.includes(own))
    )
      at = i
    mass += choice.masses[i]!
    // A title after this much text is one of a teaser, or of the next article.
    if (mass > 600) break
  }
  for (let i = choice.container.first; i <= at; i++) choice.reasons[i] ??= 'title or above it'
}

/** Whether a line is the page's own headline by its markup, whatever metadata call the page. */
function isFirstLevel({ region }: TextBlock): boolean {
  let at: TextBlock['region'] | null = region
  for (let i = 0; at !== null && i < 4; i++, at = at.parent) if (at.element.name === 'h1') return true
  return false
}

/** Weighted length of text after which a headline of the first level begins another article. */
const enoughForOne = 250

/** Pages that scroll on without end hold the next article behind the first. */
function removeNextArticle(layout: Layout, choice: Choice, { title }: BodyFacts): void {
  const wanted = title === null ? '' : folded(title)
  let mass = 0
  for (const [i, block] of kept(layout, choice)) {
    const isNext =
      block.kind === 'heading' && block.level === 1 && mass > enoughForOne && folded(block.text) !== wanted
    if (isNext) {
      for (let k = i; k < choice.container.end; k++) choice.reasons[k] ??= 'another article'
      return
    }
    mass += choice.masses[i]!
  }
}

/** Lines that say by themselves what they are. */
function removeLines(layout: Layout, choice: Choice): void {
  for (const [i, block] of kept(layout, choice)) choice.reasons[i] = foreignLine(block, choice.alike(block))
}

function foreignLine(block: TextBlock, ownSetting: boolean): string | null {
  const { text, length, linked, kind } = block
  const share = length === 0 ? 0 : linked / length
  if (!/[\p{L}\p{N}]/u.test(text)) return 'no words'
  // What stands in a table stands there for a reason.
  if (kind === 'row') return null
  // Promotion is set as a headline: without a full stop, or in capitals.
  const isSentence = ownSetting && /[.。]$/.test(text) && !related.test(text) && text !== text.toUpperCase()
  if (kind !== 'heading' && share > 0.85 && !isSentence && (length < 160 || share > 0.97)) return 'link'
  if (kind === 'paragraph' && share > 0.5 && block.links > 2 && /[|•·]/.test(text)) return 'links'
  if (kind === 'heading' && share > 0.85 && related.test(text)) return 'link'
  if (kind === 'paragraph' && block.links === 1 && share > 0.45 && length < 250 && !sentenceEnd.test(text))
    return 'link'
  if (tweetSignature.test(text)) return 'signature of a post'
  if (length > noticeLength) return null
  const short = length < labelLength && !sentenceEnd.test(text)
  if (placeholder.test(text) && kind !== 'heading') return 'placeholder'
  if (legal.test(text) && kind !== 'heading') return 'legal notice'
  if (credit.test(text) && length < 200) return 'credit'
  if (related.test(text) && (share > 0.3 || (short && kind !== 'heading' && /[:：»›→>]$/.test(text))))
    return 'related article'
  if (appeal.test(text) && (share > 0.1 || length < 200)) return 'appeal'
  if (byline.test(text) && short && kind !== 'heading') return 'byline or date'
  if (isDateLine(text) && kind !== 'heading') return 'byline or date'
  return null
}

/** — Plymouth Citybus (@plymouthbus) August 5, 2024 */
const tweetSignature = /^[—–-]\s?.{1,80}\(@\w+\)/u

/** 15.04.2026 - 15:48 Uhr, May 3, 2024 at 10:00am, 2 min read */
function isDateLine(text: string): boolean {
  if (text.length > 60 || !/\d/.test(text)) return false
  const words = text.match(/\p{L}{4,}/gu) ?? []
  if (/^\D{0,20}\d{1,2} ?(?:min|minutes?|minuten|minut[io]s?|мин)\b.{0,20}$/i.test(text)) return true
  return words.length <= 2 && /(?:\b(?:19|20)\d\d\b|\d{1,2}[:.h]\d\d\b)/.test(text) && !sentenceEnd.test(text)
}

/** A heading or label that opens related articles, a newsletter box or comments, with what hangs on it. */
function removeRuns(layout: Layout, choice: Choice): void {
  const blocks = [...kept(layout, choice)]
  for (let at = 0; at < blocks.length; at++) {
    const [i, block] = blocks[at]!
    if (block.length > labelLength) continue
    const opens = related.test(block.text) || (block.kind === 'heading' && appeal.test(block.text))
    if (!opens || sentenceEnd.test(block.text)) continue
    let end = at + 1
    while (end < blocks.length && hangsOn(blocks[end]![1], block, choice)) end++
    // A heading that says more than "Read more" may open a section of the article.
    const isBare = (related.exec(block.text)?.[0].length ?? 0) > block.text.length - 3
    if (end === at + 1 && block.kind === 'heading' && end < blocks.length && !isBare) continue
    choice.reasons[i] = 'related articles'
    for (let k = at + 1; k < end; k++) choice.reasons[blocks[k]![0]] = 'related articles'
  }
}

function hangsOn(block: TextBlock, opener: TextBlock, choice: Choice): boolean {
  if (choice.alike(block) && block.length > 60 && block.linked < block.length * 0.6) return false
  if (block.kind === 'heading') return opener.kind === 'heading' && block.level > opener.level
  return block.linked > block.length * 0.4 || block.length < labelLength
}

/** Pull quotes and summaries that repeat a sentence of the text. */
function removeRepetitions(layout: Layout, choice: Choice): void {
  const blocks = [...kept(layout, choice)]
  const texts = blocks.map(([, block]) => folded(block.text))
  const seen = new Map<string, number>()
  for (let at = 0; at < blocks.length; at++) {
    const text = texts[at]!
    if (text.length < 25 || blocks[at]![1].kind === 'heading') continue
    const before = seen.get(text)
    if (before === undefined) seen.set(text, at)
    else choice.reasons[blocks[at]![0]] = 'repetition'
  }
  const whole = texts.join(' ')
  if (whole.length > 200_000) return
  for (let at = 0; at < blocks.length; at++) {
    const [i, block] = blocks[at]!
    const text = texts[at]!
    if (choice.reasons[i] !== null || text.length < 20 || text.length > 400) continue
    if (block.kind === 'heading' || choice.alike(block)) continue
    const first = whole.indexOf(text)
    if (first !== -1 && whole.indexOf(text, first + 1) !== -1) choice.reasons[i] = 'repetition'
  }
}

/** Jane Doe is a senior reporter at …; Jane Doe, a professor of law, writes … */
const biography =
  /^(?:about the authors?|(?:\p{Lu}[\p{L}'’.-]+ ){2,4}(?:is|was|are|covers|writes|can be reached|has (?:covered|been|worked|written)|joined|ist|schreibt|arbeitet|est|es)\s|(?:\p{Lu}[\p{L}'’.-]+ ){1,3}\p{Lu}[\p{L}'’.-]+, (?:an?|the) )/u
const calling =
  /report(?:er|s)|writer|editor|journalist|columnist|correspondent|author|professor|blogger|founder|fellow|freelance|redakt|korrespondent|journaliste|periodista|autor|@|twitter/iu
/** Somebody whom the article quotes. */
const spoken = /["“”«»„]|\b(?:said|says|told|added|according)\b/i
/** Additional reporting by …; Jane Doe contributed to this report; Reporting by …; Editing by … */
const closingCredit =
  /^[([—–-]?\s*(?:additional )?(?:reporting|editing|writing|compiled|graphics?|production) by\b|\b(?:contributed (?:to this|reporting)|(?:also )?reported from|contributed from)\b/i

function isBiography({ text, emphasised, length }: TextBlock): boolean {
  if (!biography.test(text) || !calling.test(text) || spoken.test(text)) return false
  return emphasised || (length < 350 && !/^[^.]{3,60}, (?:an?|the) /.test(text))
}

/** The last paragraphs, where they are about the writers or name those who helped. */
function removeBiographies(layout: Layout, choice: Choice, { authors }: BodyFacts): void {
  const names = authors.map(folded).filter((name) => name.length > 4)
  for (const [i, block] of [...kept(layout, choice)].slice(-4)) {
    if (block.length > 700 || block.kind === 'heading') continue
    const start = folded(block.text.slice(0, 80))
    const isAuthor = names.some((name) => start.startsWith(name) || start.slice(0, 12).includes(name))
    if (isAuthor || isBiography(block)) choice.reasons[i] = 'author biography'
    else if (closingCredit.test(block.text) && block.length < 400) choice.reasons[i] = 'credit'
  }
}

/** Labels before the first paragraph and after the last. */
function removeEdges(layout: Layout, choice: Choice): void {
  const blocks = [...kept(layout, choice)]
  const isText = (block: TextBlock) => block.length >= labelLength || sentenceEnd.test(block.text)
  const first = blocks.findIndex(([, block]) => block.kind !== 'heading' && isText(block))
  if (first < 0) return
  for (let at = 0; at < first; at++) {
    const [i, block] = blocks[at]!
    if (block.kind === 'paragraph' && !choice.alike(block)) choice.reasons[i] = 'label above the text'
  }
  let last = blocks.length - 1
  while (last > first) {
    const [i, block] = blocks[last]!
    if (block.kind !== 'heading' && (isText(block) || block.kind === 'list-item' || block.kind === 'row'))
      break
    choice.reasons[i] = 'label below the text'
    last--
  }
}
