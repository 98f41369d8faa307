import type { Credit } from '../../../article.ts'
import { simplified } from '../../../fold.ts'
import type { Found } from '../../fields.ts'
import type { Choice } from '../body/body.ts'
import { headingParts, type Layout, lettersOf, startsWithLine, type TextBlock } from '../layout/layout.ts'
import { folded } from '../words.ts'
import { profileIn } from './blog-owners.ts'
import { entryNote } from './entry-notes.ts'
import { nameAbove } from './head-names.ts'
import { creditsIn } from './line-credits.ts'
import { readReprint } from './reprints.ts'
import { linesInFront, linesOf, longestBracket, longestLine } from './short-lines.ts'
import { signatureAmong, tellsOfAuthor } from './signature-line.ts'

/** The lines around an article's text in which pages say who made it. */
export type CreditLines = {
  /** Between the headline and the text, in page order. */
  head: readonly string[]
  /** The line right above the headline, in the same element. */
  above: readonly string[]
  /** Short lines above the headline. */
  over: readonly string[]
  /** Whether the headline stands above them: else lines of the page's own head can be among them. */
  isBelowTitle: boolean
  /** A name alone in bold, in italics or at the right between headline and text; '' where none is. */
  name: string
  /** How the first paragraph begins: 新华社巴黎12月9日电（记者唐霁）. */
  lead: string
  /** The last lines of the text and those behind it, in page order. */
  foot: readonly string[]
  /** How longer lines there begin: notes on who wrote the text. */
  notes: readonly string[]
  /** How what stands under a heading like "About the author" begins, behind that heading. */
  about: readonly (readonly [heading: string, told: string])[]
  /** What the content system says of the entry; '' where it says nothing. */
  note: string
  /** Who opened the thread of a forum that the page is; '' where nobody did. */
  poster: string
  /** The text's last line where it is set apart from the text, as a signature is; '' where it is not. */
  signature: string
  /** Whom a box on a blog's owner names; '' where there is none. */
  owner: string
}

/** Of a page whose text is not looked for. */
export const noCreditLines: CreditLines = {
  head: [],
  above: [],
  over: [],
  isBelowTitle: false,
  name: '',
  lead: '',
  foot: [],
  notes: [],
  about: [],
  note: '',
  poster: '',
  signature: '',
  owner: '',
}

const linesAbove = 16
const linesUnderTitle = 10
const linesOver = 8
const linesBelow = 18
/** The text's last lines: an appeal can stand behind a byline. */
const lastLines = 9
export const longestLead = 90
/** Behind so many lines of links in a row come other articles. */
const mostLinkLines = 5

/** What begins no sentence, wherever in the text it stands. */
const surely = /^[（([【]?\s?(?:责任编辑|责编|本文编辑)|^(?:written|posted) by\b/iu

/** @param title the headline: lines above it are not the article's */
export function creditLinesOf({ blocks }: Layout, choice: Choice | null, title: string | null): CreditLines {
  if (choice === null) return noCreditLines
  const { container, inside, masses, alike, reasons } = choice
  let first = container.first
  while (first < container.end && !(inside[first] && masses[first]! > 60 && alike(blocks[first]!))) first++
  const headline = placeOfHeadline(blocks, first, title)
  const wanted = folded(title ?? '')
  // Date and byline can stand in the headline's own block, parted by br.
  const isShared =
    headline >= 0 && blocks[headline]!.kind !== 'heading' && lettersOf(blocks[headline]!) !== wanted
  const top = isShared ? headline : headline + 1
  const from = Math.max(top, first - linesAbove)
  const below = headline < 0 ? [] : blocks.slice(top, Math.min(from, top + linesUnderTitle))
  const foot: TextBlock[] = []
  for (let i = first + 1; i < container.end; i++)
    if (
      blocks[i]!.kind !== 'quote' &&
      (i >= container.end - lastLines || surely.test(simplified(blocks[i]!.text.slice(0, 12))))
    )
      foot.push(blocks[i]!)
  const signature = signatureAmong(foot)
  let links = 0
  for (let i = container.end; i < Math.min(blocks.length, container.end + linesBelow); i++) {
    const block = blocks[i]!
    links = block.linked > block.length * 0.6 ? links + 1 : 0
    // A heading below the text begins something else: related stories, comments.
    if (
      links > mostLinkLines ||
      (block.kind === 'heading' &&
        !/[：:]/u.test(block.text) &&
        !tellsOfAuthor(block.text, blocks[i + 1]?.text))
    )
      break
    if (reasons[i] !== 'comments') foot.push(block)
  }
  return {
    head: [
      ...(headline < 0 ? [] : [headingParts(blocks[headline]!)[1]]),
      ...linesOf([...below, ...blocks.slice(from, first)]).filter((line) => folded(line) !== wanted),
      ...blocks.slice(first, first + 1).flatMap(linesInFront),
    ],
    above:
      headline > 0 && isBeside(blocks[headline - 1]!, blocks[headline]!)
        ? linesOf([blocks[headline - 1]!])
        : [],
    over: linesOf(blocks.slice(Math.max(0, headline - linesOver), Math.max(0, headline))),
    isBelowTitle: headline >= 0,
    name:
      headline < 0
        ? ''
        : nameAbove(
            blocks.slice(Math.max(top, first - linesUnderTitle), first),
            blocks.slice(first, container.end),
            wanted,
          ),
    lead: blocks[first]?.text.slice(0, longestLead) ?? '',
    foot: linesOf(foot, blocks[first]?.region.hidden),
    about: foot.flatMap(({ text }, i) => {
      const told = foot[i + 1]?.text ?? ''
      return tellsOfAuthor(text, told) ? [[text, told.slice(0, longestLead)] as const] : []
    }),
    notes: foot.filter(({ text }) => text.length > longestLine).map(({ text }) => text.slice(0, longestLead)),
    note: entryNote(blocks, choice.reasons, container.first),
    poster: choice.thread?.poster ?? '',
    signature,
    owner: profileIn(blocks),
  }
}

/** Whether a line stands in the element that holds the headline, by itself or in one of its own. */
function isBeside({ region, kind }: TextBlock, headline: TextBlock): boolean {
  const holder = headline.region.parent
  return (
    kind === 'paragraph' && holder !== null && (region.parent === holder || region.parent?.parent === holder)
  )
}

/** @returns the place of the last heading, else of the last line, above the text that is the headline; -1 where none is */
function placeOfHeadline(blocks: readonly TextBlock[], first: number, title: string | null): number {
  const wanted = title === null ? '' : folded(title)
  let line = -1
  if (wanted === '') return -1
  for (let i = first - 1; i >= 0; i--) {
    const block = blocks[i]!
    const longest = title!.length * 2 + (block.text.includes('\n') ? 160 : 20)
    if (block.text.length > longest || !startsWithLine(block, wanted)) continue
    if (block.kind === 'heading') return i
    line = Math.max(line, i)
  }
  return line
}

/** （记者唐霁） behind a dateline, and nothing but a dateline in front */
const bracketInLead =
  /^(?:[^（()）。，]{0,40}[（(]([^（()）。]{0,20}(?:记者|通讯员)[^（()）。]{1,40})[）)]|[【〔［[]([^】〕］\]。]{0,20}(?:记者|通讯员)(?:[^】〕］\]。]{1,40}(?:报[导道]|电)|[\p{Script=Han}\s、]{2,16}))[】〕］\]])/du

/** 本报记者 张三 in front of the first sentence, without brackets */
const bareInLead =
  /^[□■○●◎▲△◇◆\s]{0,2}(?:\p{Script=Han}{0,8}(?:记者|通讯员)\s(?:\p{Script=Han}{2,4}[\s、]){1,3}){1,2}(?=\S{8})/u

/** 晨报讯（林小满 何其）, 云溪网石桥3月9日电 (林小满) */
const namesInLead =
  /^\p{Script=Han}{1,8}(?:\d{1,2}月\d{1,2}日)?[讯电]\s?(?<names>[（(](?:\p{Script=Han}{2,3}[\s、]{0,2}){1,3}[）)])/u

/** 云溪网讯 记者林小满石桥报道： */
const saidInLead =
  /^(?:\p{Script=Han}{2,12}[讯电]?[\s，,]{1,3})?(?<line>(?:\p{Script=Han}{0,6})(?:记者|通讯员)\s?[\p{Script=Han}、\s]{2,20}?(?:综合|摄影|现场)?报[导道])[：:，,\s]/du

/** 2011年06月15日 来源：《侨民报》 【侨民报记者管黎明纽约报道】 */
const boxedReporter = /[【〔][^【〔】〕。]{0,12}(?:记者|通讯员)[^【〔】〕。]{2,30}[】〕]/u
/** 【王吟芳╱台南報導】 */
const placedInLead =
  /^[【〔［[（(](?<line>\p{Script=Han}{2,4}(?:[、\s]\p{Script=Han}{2,4}){0,3}\s?[／╱/]\s?\p{Script=Han}{2,6}报[导道])[】〕］\]）)]/du

/** 【本報訊】 in front of 記者李樂詩報道： */
const datelineInFront = /^【\p{Script=Han}{2,8}[讯訊电電]】\s?/u

/**
 * Whom the lines around a text name, each with what the person did. Each line under the last one can name more editors;
 * of the lines that name authors or reporters, and of those that name sources, only the first counts.
 */
export function readCreditLines({ head, above, over, lead, foot }: CreditLines): Found<Credit>[] {
  const found: Found<Credit>[] = []
  let isBehindAuthor = false
  const take = (line: string, isInText: boolean) => {
    // ※ 来源:．水草社区: what boards say of themselves
    const credits = /^[^※]*\p{Script=Han}/u.test(line) ? creditsIn(line) : []
    const known = new Set(found.map(({ value }) => kindOf(value)))
    // 【记者】张三⏎【通讯员】李四: each in a line of its own
    if (isBehindAuthor && /^.{0,6}(?:记者|通讯员)/u.test(simplified(line))) known.delete('author')
    isBehindAuthor = false
    // 作者：宣传部 under the headline names no reporter: who stands in the text comes on top.
    for (const value of credits) {
      const kind = kindOf(value)
      if (!isInText && kind !== 'editor' && known.has(kind)) continue
      found.push({ value, rule: 'byline', where: line })
      isBehindAuthor ||= kind === 'author'
    }
  }
  const bracketOf = (text: string) => {
    const [, inRound, inSquare] = bracketInLead.exec(simplified(text))?.indices ?? []
    const begin = inRound ?? inSquare
    return begin === undefined ? '' : `（${text.slice(...begin)}）`
  }
  for (const line of head) {
    take(line, false)
    // A dateline can have a line of its own.
    if (line.length < longestBracket) take(bracketOf(line), false)
    const boxed = boxedReporter.exec(simplified(line))
    if (boxed !== null && boxed.index > 0) take(line.slice(boxed.index, boxed.index + boxed[0].length), false)
  }
  for (const line of above) take(line, false)
  // 2007-07-13 09:12 青石在线 编辑：刘元, above the headline
  for (const line of over.slice(-2)) if (datedLabel.every((one) => one.test(line))) take(line, false)
  if (readReprint(lead).length > 0) take(lead, true)
  take(bracketOf(lead), true)
  const bare = lead.replace(datelineInFront, '')
  const said = saidInLead.exec(simplified(bare))?.indices?.groups?.line
  if (said !== undefined) take(bare.slice(...said), true)
  const names = namesInLead.exec(simplified(lead))?.groups?.names
  if (names !== undefined) take(names, true)
  const placed = placedInLead.exec(simplified(lead))?.indices?.groups?.line
  if (placed !== undefined) take(lead.slice(...placed), true)
  const front = said === undefined ? bareInLead.exec(simplified(lead))?.[0] : undefined
  if (front !== undefined) take(lead.slice(0, front.length).trim(), true)
  for (const line of foot) take(line, false)
  return found
}

const datedLabel = [/(?:19|20)\d\d\s?[-/.年]\s?\d/u, /\p{Script=Han}\s?[：:]\s?\p{Script=Han}/u]

function kindOf({ role }: Credit): string {
  if (role === 'author' || role === 'reporter') return 'author'
  return role === 'web_editor' || role === 'reviewer' ? 'editor' : role
}
