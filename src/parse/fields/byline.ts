import type { Credit, CreditRole } from '../../article.ts'
import { simplified } from '../../fold.ts'
import { readNote } from './byline-notes.ts'
import { readPhrase, withoutQuotes } from './byline-phrases.ts'
import { labelsIn, rolesOf } from './credit-labels.ts'
import { isName, isOutlet, splitNames, splitTitled, withoutPaper } from './person-names.ts'

/** What a text that is a byline names. `credits` is empty for 作者提供; a label without a name is no byline at all. */
export type Byline = { credits: Credit[]; isEmpty: boolean }

/** 本文为《民报》授权《看中国》转载 */
const permission =
  /^(?:本文|此文)(?:为|经|由)*《(?<outlet>[^》]{1,20})》(?:独家|特别|正式)?(?:授权|提供|允许|供稿)/u
/** 本文作者Jamie McGeever为路透专栏作家, Trevor Kincaid曾在…仅代表其个人观点 */
const authorNote =
  /^(?:本文)?(?:作者)?(?<name>[\p{Script=Han}]{2,4}|[\p{Lu}][\p{L}.'’ -]{2,40}?)\s?(?:[为是系曾现]|，)[^\n]{2,400}(?:个人观点|专栏作家|立场|观点)/u
/** Each note on an author says one of these; to look for them costs less than to look for the note. */
const aboutAuthor = /^作者|本文作者|作者单位|个人观点/u
/** 祝峰（本文作者为中国大陆政治流亡人士） */
const signedNote = /^(?<name>[\p{Script=Han}]{2,4})\s?[（(](?:本文作者|作者单位)[^）)]{2,60}[）)]$/u
/** Zero-width characters that editors leave behind. */
const invisible = /[\u200b-\u200d\ufeff]/g
const longestByline = 160
const longestNote = 500

/**
 * Reads a text that may be a byline: a whole paragraph, a line of one, or a bracket behind the dateline.
 *
 * @returns what it names; null where it is no byline
 */
export function readByline(text: string): Byline | null {
  const written = text.replace(invisible, '')
  const plain = simplified(written)
  const byline = readPlain(plain)
  return byline === null || plain === written
    ? byline
    : { ...byline, credits: byline.credits.map((credit) => asWritten(credit, plain, written)) }
}

/** A credit with its name as the page writes it: the characters of `written` in the place that it has in `plain`. */
function asWritten({ role, name }: Credit, plain: string, written: string): Credit {
  const at = plain.indexOf(name)
  if (at >= 0) return { role, name: written.slice(at, at + name.length) }
  // 王 允 is one name, and a name can be put together from two places side by side.
  const bare = name.replace(/\s/g, '')
  const place = plain.replace(/\s/g, '').indexOf(bare)
  return { role, name: place < 0 ? name : written.replace(/\s/g, '').slice(place, place + bare.length) }
}

/** @param text in Simplified, without zero-width characters */
function readPlain(text: string): Byline | null {
  const plain = text
    .trim()
    .replace(/(?<![#＃◇])[#＃◇]+$/u, '')
    .trim()
  const inner = withoutBrackets(withoutBrackets(plain))
  const isBracketed = inner !== plain
  if (inner === '' || inner.length > longestNote) return null
  if (aboutAuthor.test(inner)) {
    const note = authorNote.exec(inner)?.groups ?? signedNote.exec(inner)?.groups
    if (note?.name !== undefined)
      return { credits: [{ role: 'author', name: note.name.trim() }], isEmpty: false }
  }
  const outlet = permission.exec(inner)?.groups?.outlet
  if (outlet !== undefined) return { credits: [{ role: 'source', name: outlet }], isEmpty: false }
  const noted = readNote(inner, isBracketed)
  if (noted !== null) return { credits: noted, isEmpty: false }
  // 记者：您怎么看？ is an interview's question.
  if (inner.length > longestByline || (!isBracketed && /[？?！!]$/u.test(inner))) return null
  return readParts(inner, isBracketed)
}

function withoutBrackets(text: string): string {
  const [, inner] =
    /^[（(【［[]([^（）()【】]*(?:[（(][^（）()]*[）)][^（）()【】]*)*)[）)】］\]]$/u.exec(text) ?? []
  return (inner ?? text).trim()
}

const edges = /^[\s/／；;，,、|│？?]+|(?<![\s/／；;，,、|│？?])[\s/／；;，,、|│？?]+$/gu

/** 采访编辑/刘惠 */
const twoLabels = /采访编辑/gu

/** Every part must say who did what; one that does not makes the whole no byline. */
function readParts(written: string, isBracketed: boolean): Byline | null {
  const text = written.replace(twoLabels, '采访/编辑')
  const found = labelsIn(text)
  const head = text.slice(0, found[0]?.start ?? text.length).replace(edges, '')
  const credits: Credit[] = []
  if (head !== '') {
    const phrases = readPhrases(head, isBracketed || found.length > 0)
    if (phrases === null) return null
    credits.push(...phrases)
  }
  let isEmpty = head === ''
  for (const [index, { roles, start, end }] of found.entries()) {
    const list = text.slice(end, found[index + 1]?.start ?? text.length).replace(edges, '')
    if (list === '') continue
    isEmpty = false
    const label = text.slice(start, end).replace(/(?<![\s：:／/])[\s：:／/]+$/u, '')
    const named = namesBehind(withoutPaper(list, label), roles)
    if (named === null) return null
    credits.push(...named)
  }
  // 资料来源： with nothing behind it is a heading.
  return isEmpty && found.some(({ roles }) => roles.includes('source')) ? null : { credits, isEmpty }
}

const betweenPhrases = [/\s?[/／；;]\s?/u, /[，,、]/u, /(?=[（(])/u]

/** Parts without a label, one behind another: 记者何雅婷综合报导, 转自看中国; 转自《大纪元》（记者罗琼报导）. */
function readPhrases(text: string, isAccompanied: boolean): Credit[] | null {
  const whole = readPhrase(text, isAccompanied)
  if (whole !== null) return whole
  for (const between of betweenPhrases) {
    const credits = readAll(text.split(between))
    if (credits !== null) return credits
  }
  return null
}

/** @returns what the phrases name; null where they are fewer than two, or one is none: nearly always the first */
function readAll(phrases: readonly string[]): Credit[] | null {
  if (phrases.length < 2) return null
  const all: Credit[] = []
  for (const phrase of phrases) {
    const credits = readPhrase(withoutBrackets(phrase.trim()), true)
    if (credits === null) return null
    all.push(...credits)
  }
  return all
}

/** A sentence, a date, a time of day. */
const notInOutlet = /[。！？]|\d{4}[-/.年]\d|\d:\d\d/u

/** 摄像 between two names is a label. */
function isPerson(name: string): boolean {
  return isName(name) && !isOutlet(name) && rolesOf(name).length === 0
}

function namesBehind(list: string, roles: readonly CreditRole[]): Credit[] | null {
  const isSource = roles.includes('source')
  const bare = list.replace(/(?:综合)?(?:报导|报道|综合)$|\s发自\s?\S{2,10}$|^综合(?:自)?(?=.{2,40}、)/gu, '')
  const names = isSource ? splitNames(bare).map(withoutQuotes) : splitTitled(bare)
  const fits = isSource ? (name: string) => name.length <= 30 && !notInOutlet.test(name) : isPerson
  if (names.length === 0 || names.length > 12 || !names.every(fits)) return null
  return roles.flatMap((role) => names.map((name) => ({ role, name })))
}
