import type { Element } from 'domhandler'
import { elementsBelow } from '../../tree/outline.ts'
import { noteReason, noteTest } from '../authors/entry-notes.ts'
import { countsComments } from '../removals/comment-headings.ts'
import { chapterTest } from './chapters.ts'
import { type Layout, lettersOf, type Region } from './layout.ts'
import { articleMarks, contentMarks, guessed, noiseOf } from './noise.ts'
import { noiseBesideHeadings } from './slugs.ts'

/** The part of a page's text that a region must hold to be spared although its markup calls it something else. */
const sparedShare = 0.4

/** Reasons that hold for a paragraph however much it says; others only mark a short one. */
const evenLong = new Set([
  'hidden',
  'caption',
  'comments',
  'advertisement',
  'author biography',
  'legal notice',
])

/** A paragraph this long (weighted characters) is no label, whatever its class says. */
const longParagraph = 120

/** Whether a paragraph or heading is text although its class, or its anchor's name, suggests otherwise. */
function isPlainText({ element }: Region, reason: string, held: number): boolean {
  if (evenLong.has(reason)) return false
  if (element.name === 'p') return held > longParagraph
  return headingName.test(element.name) && misleading.has(reason)
}

const headingName = /^h[1-6]$/
const misleading = new Set(['navigation', 'widget', 'media player', 'byline or date'])

/** An element of more running text than this is called a caption for another reason. */
const longestCaption = 1_500

/** Readers can write more than the article says: comments count only where there is next to nothing else. */
const nothingElse = 250

/** A hidden article is believed in until the page shows this much text beside it, as a part of the article's. */
const visibleShare = 0.5

/** Pages hide their article until a script has run: `<div id="js_content" style="visibility: hidden">`. */
function isHiddenArticle(region: Region): boolean {
  return (articleMarks.test(region.marks) || contentMarks.test(region.marks)) && noiseOf(region) === null
}

/** Whether an element holds all of one that calls itself the article's text. */
function isWholeArticle({ parent, first, end }: Region): boolean {
  for (let at = parent; at !== null && at.first === first && at.end === end; at = at.parent)
    if (articleMarks.test(at.marks) && noiseOf(at) === null) return true
  return false
}

/** A box around a form has no more lines, and no more running text (weighted characters). */
const mostLines = 6
const mostText = 400

/** Whether an element is a form that asks for an e-mail address or a telephone's number: what stands beside it in its box asks as well. */
function asksForAddress(element: Element): boolean {
  if (element.name !== 'form') return false
  for (const { name, attribs } of elementsBelow(element))
    if (name === 'input' && (/^(?:email|tel)$/.test(attribs.type ?? '') || /mail/i.test(attribs.name ?? '')))
      return true
  return false
}

/** The element around a form that holds a few lines about it, or the form. */
function boxOf(form: Region, upTo: ArrayLike<number>): Region {
  let box = form
  for (
    let at = form.parent;
    at !== null && !/^(?:article|main|body|html)$/.test(at.element.name);
    at = at.parent
  ) {
    if (at.end - at.first > mostLines || upTo[at.end]! - upTo[at.first]! > mostText) break
    box = at
  }
  return box
}

/** 14 thoughts on “The ferry returns”, 3 comments: no heading of a text, which has thoughts on a matter. */
function headsReaders(heading: string): boolean {
  return (heading.length < 20 || /["“«„‘']/.test(heading)) && countsComments(heading)
}

/** 【免责声明】…, 违法和不良信息举报电话：…, …ICP备12345678号: at the foot of Chinese sites, longer than short reports are */
const imprint =
  /^[【（(]?\s?(?:(?:免[责責]|版[权權]|[郑鄭]重|特[别別])[声聲]明\s?[】：:）)]|[违違]法[和及与與]?不良信息|[^。]{0,80}ICP[备證证備][\s（(]?\d{6}|[^。]{0,80}[许許]可[证證](?:[编編][号號])?\s?[：:])/u

type Noise = { region: Region; reason: string; held: number }

/**
 * Why blocks are no article text by the markup around them.
 * @param guesses whether class names that often mislead (widget, sharing) count as well
 */
export function noiseReasons(layout: Layout, masses: readonly number[], guesses: boolean): (string | null)[] {
  const { blocks, regions } = layout
  const upTo = new Float64Array(blocks.length + 1)
  for (let i = 0; i < blocks.length; i++) upTo[i + 1] = upTo[i]! + masses[i]!
  const reasons: (string | null)[] = new Array(blocks.length).fill(null)
  const noise: Noise[] = []
  let total = upTo[blocks.length]!
  let foreignEnd = 0
  const noiseIn = noiseBesideHeadings(layout)
  const isChapter = chapterTest(layout, upTo)
  for (const found of regions) {
    const isForm = asksForAddress(found.element)
    const region = isForm ? boxOf(found, upTo) : found
    if (region.end === region.first) continue
    // What is hidden inside of something hidden is a part of it.
    if (region.hidden && region.parent?.hidden === true) continue
    const reason = region.hidden ? 'hidden' : isForm ? 'newsletter or subscription' : noiseIn(region)
    if (reason === null || (!guesses && guessed.has(reason)) || isChapter(region, reason)) continue
    // Readers mark what they comment on, and the whole text is that.
    if (reason === 'comments' && isWholeArticle(region)) continue
    const held = upTo[region.end]! - upTo[region.first]!
    noise.push({ region, reason, held })
    if ((reason !== 'comments' && reason !== 'hidden') || region.first < foreignEnd) continue
    const isArticle = reason === 'hidden' && isHiddenArticle(region)
    if (total - held > (isArticle ? Math.max(nothingElse, held * visibleShare) : nothingElse)) {
      total -= held
      foreignEnd = region.end
      reasons.fill(reason, region.first, region.end)
    }
  }
  for (let i = 0; i < blocks.length; i++) {
    const block = blocks[i]!
    if (block.kind !== 'heading' || reasons[i] !== null || !headsReaders(block.text)) continue
    const end = block.region.parent?.end ?? i
    const held = upTo[end]! - upTo[i]!
    if (upTo[i]! > nothingElse && total - held > nothingElse) reasons.fill('comments', i, end)
  }
  const together = heldTogether(layout, masses, noise)
  for (const { region, reason, held } of noise) {
    if (guessed.has(reason) && (together.get(kindOf(region, reason)) ?? 0) > total * sparedShare) continue
    if (held > total * sparedShare || (reason === 'caption' && held > longestCaption)) continue
    if (isPlainText(region, reason, held)) continue
    for (let i = region.first; i < region.end; i++) reasons[i] ??= reason
  }
  const isNote = noteTest(layout)
  for (let i = 0; i < blocks.length; i++)
    if (reasons[i] === null && isNote(blocks[i]!)) reasons[i] = noteReason
    else if (reasons[i] === null && masses[i]! > 0 && imprint.test(blocks[i]!.text))
      reasons[i] = 'legal notice'
  return reasons
}

/** What regions of the same markup and reason hold together: a class that most paragraphs stand in is the text's. */
function heldTogether(
  { blocks }: Layout,
  masses: readonly number[],
  noise: readonly Noise[],
): Map<string, number> {
  const together = new Map<string, number>()
  const seen = new Set<string>()
  for (const { region, reason, held } of noise) {
    if (!guessed.has(reason)) continue
    const kind = kindOf(region, reason)
    let first = region.first
    while (first < region.end && masses[first] === 0) first++
    if (first === region.end) continue
    const words = `${kind} ${lettersOf(blocks[first]!)}`
    if (!seen.has(words)) together.set(kind, (together.get(kind) ?? 0) + held)
    seen.add(words)
  }
  return together
}

/** Builders number the elements that they set alike: `cta_0`, `cta_1`. */
function kindOf({ marks }: Region, reason: string): string {
  return `${reason} ${marks.replace(/\d+/g, '')}`
}
