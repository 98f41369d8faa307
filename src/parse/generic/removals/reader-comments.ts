import type { Choice } from '../body/body.ts'
import { piecesOf } from '../date/pieces.ts'
import type { Layout, TextBlock } from '../layout/layout.ts'
import { countsComments, headsComments, longestHeading } from './comment-headings.ts'

/** Tom says:, schrieb am …, a écrit :, on a line of its own or in front of what was written */
const saying =
  /(?<!\p{L})(?:says|said|wrote|writes|schrieb|schreibt|meint|sagte?|hat gesagt|a écrit|a dit|dijo|dice|escribió|scrive|ha scritto|ha detto|disse|skrev|schreef|zegt|napisał|пишет|написала?)(?:[\s:…,(]|$)/iu
const endOfLine = 60
/** A whole date or a time of day, as in Tom, June 13, 2013; a year alone stands in many lines. */
const stamp =
  /(?<!\d)\d{1,2}[^\d\n]{1,14}(?:19|20)\d\d|(?:19|20)\d\d ?[-/.年] ?\d|\d{1,2}:\d\d(?!\d)|\d{1,2}[./-]\d{1,2}[./-]\d\d|\d{1,2}\.\d\d Uhr/u
const reply =
  /^(?:reply|antworten|répondre|responder|rispondi|beantwoorden|svara?|odpowiedz|ответить|回复|回覆)$/iu
const longestStamp = 100
/** As many blocks below its heading hold the first comment, and who wrote it when. */
const reach = 5

/** Whether a block says, on one of its first two lines, who wrote a comment, and when. */
function isStamped({ text, kind }: TextBlock): boolean {
  return kind !== 'heading' && text.split('\n', 2).some(isStamp)
}

function isStamp(line: string): boolean {
  if (line.length > longestStamp) return false
  return (
    reply.test(line) ||
    ((saying.test(line.slice(-endOfLine)) || stamp.test(line)) && !/[.!?。！？]$/u.test(line))
  )
}

/** A question with as little text (weighted characters) has no answers of readers below it. */
const enoughAbove = 60

/** What readers wrote, below a heading that counts it or above lines with their names, in elements that are named for nothing. */
export function removeComments({ blocks }: Layout, { container, inside, reasons, masses }: Choice): void {
  let mass = 0
  for (let i = container.first; i < container.end; i++) {
    if (mass > enoughAbove && (isLaterFloor(blocks[i]!) || opensComments(blocks, i, container.end))) {
      for (let k = i; k < container.end; k++) reasons[k] ??= 'comments'
      return
    }
    if (inside[i] && reasons[i] === null) mass += masses[i]!
  }
}

/** 绿杯子 2011-03-02 09:00 2楼, #3 发表于 2011-3-2: who answers a thread, and when */
const laterFloor =
  /(?:^|\s|[[【])(?:第\s?)?(?:[2-9]|1\d)\s?(?:[楼樓]|#)(?:$|[\s\]】])|(?:^|\s)#(?:[2-9]|1\d)(?:[楼樓]|\s|$)/u

/** A day with a time, or a word for posting: rooms have floors, and places in races numbers, with times. */
const postedAt =
  /(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}.{0,8}\d{1,2}:\d\d|[发發][表布佈][于於在]?\s?[:：]?\s?\d|回[复覆][于於]/u

const linesOfPost = 40

function isLaterFloor({ text, kind, region }: TextBlock): boolean {
  if (kind === 'heading' || text.length > longestHeading || !/[楼樓#]/u.test(text)) return false
  // In an element of many lines each would be looked for among all.
  const line = region.end - region.first > linesOfPost ? text : piecesOf(region.element, text).join(' ')
  return laterFloor.test(line) && postedAt.test(line)
}

function opensComments(blocks: readonly TextBlock[], at: number, end: number): boolean {
  const { text, kind } = blocks[at]!
  if (kind === 'heading' && countsComments(text)) return true
  if (kind === 'image') return false
  // Comments⏎Tom, 2006-07-12 18:11⏎…, parted by br
  if (text.includes('\n')) {
    const [heading = '', ...lines] = text.split('\n', 3)
    if (headsComments(heading) && lines.some(isStamp)) return true
  }
  // Headline | 2 comments | Create an account
  if (!text.split(' | ', 4).some((part) => part.length <= longestHeading && headsComments(part))) return false
  return blocks.slice(at + 1, Math.min(end, at + 1 + reach)).some(isStamped)
}
