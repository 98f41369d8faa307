import { isNoName } from '../../fields/credit-line.ts'
import { isFullName } from '../../fields/surnames.ts'
import { sentenceEnd } from '../../tree/characters.ts'
import { isPaper } from '../names/agencies.ts'
import { dateInFront } from '../names/by-words.ts'
import { isWriter } from '../names/callings.ts'
import { koreanReporters } from '../names/korean-bylines.ts'
import {
  beforeDate,
  beginsAsByline,
  isPersonal,
  leadingPersons,
  namesIn,
  withoutPictures,
} from '../names/names.ts'
import { isInstitution, isPerson } from '../names/persons.ts'
import { nameBesidePlace } from '../names/placed-names.ts'
import { isUserName, saidName } from '../names/said-lines.ts'
import type { Candidate } from './byline-elements.ts'
import type { CreditLines } from './credit-lines.ts'
import { withoutOtherRoles } from './role-lines.ts'

/** The persons of a line that is a byline: By Jane Doe and John Roe, The Courier; [] where it is none. */
export function personsOfByline(said: string): string[] {
  const line = withoutOtherRoles(said)
  const koreans = koreanReporters(line)
  if (koreans.length > 0) return koreans
  const placed = nameBesidePlace(line)
  if (placed !== '') return [placed]
  const spoken = withRoles.exec(line)?.groups
  const behind = byBehind.exec(line)?.groups ?? asker.exec(line)?.groups
  const speaker = spoken?.asked ?? spoken?.wrote ?? behind?.agent ?? behind?.reporter ?? ''
  if (isPersonal(speaker)) return [speaker]
  const isClear = beginsAsByline(line) && leadingPersons(line).length > 0
  const bare = isClear ? line : line.replace(dateInFront, '')
  const text = withoutPictures(bare).split(/ (?:in|on|at)(?= |$)(?! \S+ and )/i)[0] ?? ''
  const [writer = '', office = '', ...others] = text.split(/,\s*/)
  if (
    others.length === 0 &&
    /^[\p{Lu}\p{Lo}]\S* [\p{Lu}\p{Lo}]/u.test(writer) &&
    isPersonal(writer) &&
    isWriter(office)
  )
    return [writer]
  if (line.length > 100 || !beginsAsByline(text) || (sentenceEnd.test(text) && !shortEnd.test(text)))
    return []
  const persons = leadingPersons(text)
  return persons.length > 5 ? [] : persons
}

/** Where By stands behind the name */
const byBehind =
  /^(?<agent>\p{L}[^,;:|]{3,40}) (?:द्वारा|tarafından)$|^(?:\p{L}{1,8}[＝=・])?(?<reporter>\p{Script=Han}{2,3} ?\p{Script=Han}{1,3})(?<![社報紙局台網])(?:記者|特派員|編集委員|論説委員)$/u

/** Z Henrykiem Malcem, zegarmistrzem, rozmawia Tomasz Jurek: under a headline */
const asker =
  /^[ZС]e? \p{Lu}.{3,90} (?:rozmawiał?a?|беседу(?:ет|вала?)|беседовала?) (?<reporter>\p{Lu}\S{1,20} \p{Lu}\S{1,24})$/u

/** Interview: Jane Doe | Photos: John Roe; Jane Doe (text) and John Roe (photos) */
const withRoles =
  /^(?:interview|gespräch|entretien|entrevista|intervista|wywiad|интервью|rozhovor) ?: (?<asked>[^|,;:]{4,40}?) ?[|,;/·•–-]? ?(?:fotos?|photos?|bild(?:er)?|zdjęcia|foto's|фото) ?:|^(?<wrote>\p{L}[^(),]{4,40}?) \((?:text|texte|texto|testo|tekst|teksti|words|текст)\)/iu

/** By Jane Doe, Jr. ends in a point and is no sentence. */
const shortEnd = /[\s.,]\p{Lu}\p{L}{0,3}\.$/u

/** Kim Minsu reporter kim@…: at the end of nearly every Korean story. */
const koreanReporter =
  /^(?:[[【(［（][^\])】］）]{1,20}[\])】］）]\s?)?(?:[\p{Script=Hangul}A-Za-z]{2,12}\s?=\s?)?(?<names>[\p{Script=Hangul}·,\s]{2,24}?)\s?(?:선임|수습|인턴|전문|객원)?\s?(?:기자|특파원|논설위원)(?=\s?(?:$|[^\p{Script=Hangul}\s])|\s\p{Script=Hangul}{2,4}\s?(?:기자|특파원))/u
/** [한강일보 김민수 기자] in front of the first paragraph */
const koreanLead =
  /^[[【(［（][^\])】］）]{0,20}?[\s=](?<names>\p{Script=Hangul}{2,4}(?:[·,]\s?\p{Script=Hangul}{2,4}){0,3})\s?(?:선임|수습|인턴|전문|객원)?\s?(?:기자|특파원)[\])】］）]/u
/** 【山田太郎】, （文・山田太郎）, 【北京=山田太郎記者】 */
const japaneseReporter =
  /^[【（(〔［[](?!.{0,8}(?:記事|画像|動画|速報|特集|一覧|詳細|解説|広告|関連|イメージ|つづく|続く|おわり|終わり|次回|未完|待续|待續|共同|時事|敬称|作者|编|編))(?:[\p{L}]{1,8}[=＝・、\s])?(?:取材・文|文|記者)?[・=＝：:\s]?(?<names>(?!写真)[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー、・]{3,24}?)(?:記者|特派員|編集委員)?(?:[／/]写真.{2,16})?[】）)〕］\]]$/u

/** Autorin: …, เรื่อง: …: a word for the author and a colon. */
const labelled = /^[\p{L}\p{M}]{2,12}(?: [\p{L}\p{M}]{2,8})? ?[:：]/u

/** Nguyễn Văn Hòa, Lê Minh (theo Báo Sông Lam): a family name and more alone, with letters that only Vietnamese has. */
const vietnamese =
  /^(?=.{0,40}[\u01a0\u01a1\u01af\u01b0\u0110\u0111\u1ea0-\u1ef9])(?<names>(?:Nguyễn|Trần|Lê|Phạm|Huỳnh|Hoàng|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Ngô|Dương|Đinh|Trương|Trịnh|Đoàn|Lương)(?: \p{Lu}\p{Ll}{1,7}){1,3})(?: ?\((?:theo|T\/h) [^()]{1,40}\))?$/u

/** So many lines of the foot are the text's own: By Jane Doe among them names its writer. */
const nearText = 6

/** Interview: Jane Doe below a text names who asked; above one it can name who was asked. */
const interviewer =
  /^\P{L}{0,3}(?:interview(?: by)?|interviewet (?:af|av)|das (?:gespräch|interview) führten?|(?:die fragen|fragen) stellten?|gespräch|entretien|propos recueillis par|entrevista|intervista|wywiad|rozmawiała?|haastattelu|intervju|rozhovor|беседовала?|интервью|розмовляла?)\s?:?\s(?<names>\p{Lu}.{2,60}?)[.)]?$/iu

/** The lines at the foot that say who wrote the text: Written by Jane Doe, 김민수 기자 kim@…, 【山田太郎】. */
export function signedLines(foot: readonly string[]): Candidate[] {
  for (const [at, line] of foot.entries()) {
    if (line.length > 120) continue
    const koreans = koreanReporters(line).join(', ')
    const names =
      koreans === '' ? (japaneseReporter.exec(line) ?? vietnamese.exec(line))?.groups?.names : koreans
    if (names !== undefined) return [{ rule: 'byline below the text', text: names, where: line }]
    const isClear =
      at < nearText ||
      /^\P{L}{0,3}(?:written|authored|reported|posted|article|story) by\s/iu.test(line) ||
      labelled.test(line)
    const asked = interviewer.exec(line)?.groups?.names
    const persons =
      asked !== undefined ? namesIn(asked, true).filter(isPersonal) : isClear ? personsOfByline(line) : []
    const text = persons.length > 0 ? persons.join(', ') : saidName(line, false)
    const rule = isUserName(text) ? 'user below the text' : 'byline below the text'
    if (text !== '') return [{ rule, text, where: line }]
  }
  return []
}

/** How a first paragraph names its reporter: [한강일보 김민수 기자], (서울=한강) 김민수 기자 = */
export function leadingReporter(lead: string): Candidate[] {
  const found = koreanLead.exec(lead) ?? koreanReporter.exec(lead)
  const names = found?.groups?.names
  return names === undefined ? [] : [{ rule: 'byline in front of the text', text: names, where: lead }]
}

/** posted @ 2012-03-05 10:22 林小满 阅读(123): a user between the date and how often the page was read */
const beforeCounts =
  /\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?(?:\s+\d{1,2}:\d\d(?::\d\d)?)?\s+(?<name>[^\s|·:：()（）\d][^\s|·:：()（）]{1,19})\s+(?:[阅閱][读讀]|[浏瀏][览覽]|[评評][论論]|查看|[点點][击擊]|人[气氣]|view|reads?)[数數量次]{0,2}\s?[(（:：\d]/iu

export function besideCounts(lines: readonly string[]): Candidate[] {
  for (const line of lines) {
    const name = line.length > 160 ? undefined : beforeCounts.exec(line)?.groups?.name
    if (name !== undefined && !isNoName(name) && namesIn(name).length === 1)
      return [{ rule: 'byline beside the counts', text: name, where: line }]
  }
  return []
}

const separator = / ?[|•·●⋅–—] ?| [/~-] /u
const dated =
  /\d{4}|\d{1,2}[./-]\d{1,2}|^\d{1,2}:\d\d|\d+\s?(?:min|hours?|days?|weeks?|months?)|^(?:last )?updated|^published|^posted/iu

/**
 * Names without By beside a date right under the headline, in its line or in the next: Elliot Raba⏎23.07.2025.
 *
 * @param isTopic tells whether a text is one of the page's sections or keywords, which stand there as well
 */
export function namesBesideDate(
  { head, isBelowTitle }: CreditLines,
  isTopic: (text: string) => boolean,
): Candidate[] {
  if (!isBelowTitle) return []
  const pieces = head
    .slice(0, linesUnderTitle)
    .filter((line) => line.length < 120)
    .flatMap((line) =>
      line
        .split(/\p{Script=Han}/u.test(line) ? /[\s|｜·•/／–—]+/u : separator)
        .flatMap((piece) => piece.split(/(?<=\p{Nd}{4}),? (?=\p{Lu})/u))
        .flatMap((piece) => partedAtDate(piece))
        .map((text) => ({ text: withoutPaper(text).replace(/[，,]$/u, ''), line })),
    )
    .filter(({ text }) => text !== '')
  for (const [at, { text, line }] of pieces.entries()) {
    const mayName = text.length < 80 && (/^\p{Lu}/u.test(text) || beginsAsByline(text) || isFullName(text))
    const written = mayName && !dated.test(text) && !/\d$/.test(text) ? namesIn(text, true) : []
    // Jane Doe, Riverside
    const names = written.filter((name, i) => i === 0 || (!isPaper(name) && name.includes(' ')))
    const isPeople = names.length > 0 && names.every((name) => name.split(' ').length < 5 && isPerson(name))
    // 2023-05-06 10:12 清河财经网 林小满
    const twoInFront = isFullName(text) ? pieces[at - 2] : undefined
    const beside = [twoInFront, pieces[at - 1], pieces[at + 1], pieces[at + 2]]
    // 林小满 摄
    const isPhotographer = /^[摄攝]/u.test(pieces[at + 1]?.text ?? '')
    if (
      isPeople &&
      !isPhotographer &&
      !names.some(isTopic) &&
      beside.some((one) => one !== undefined && dated.test(one.text))
    ) {
      // 2023-05-06 清河财经网 林小满 何其
      const next = pieces[at + 1]
      const second = isFullName(text) && next?.line === line && isFullName(next.text) ? [next.text] : []
      return [{ rule: 'name beside the date', text: [...names, ...second].join(', '), where: line }]
    }
  }
  return []
}

/** Jane Doe in Politics, Jane Doe for Valley Post */
function withoutPaper(piece: string): string {
  const [name = '', paper] = piece.split(/ for (?=\p{Lu})/u)
  return (paper !== undefined && isPaper(paper) ? name : piece).split(/ [Ii]n(?: (?=\p{Lu})|$)/u)[0] ?? ''
}

/** Jane Doe, Valley Post May 3, 2019: what stands in front of a date without a mark between is a name, not a place or a column. */
function partedAtDate(piece: string): string[] {
  // 25 січня 2022, 15:30 Оксана Гнатюк
  const end = /\p{Nd}[:.]\p{Nd}\p{Nd}/u.test(piece) ? piece.replace(dateInFront, '') : piece
  if (end !== piece && /^\p{Lu}/u.test(end) && isPerson(end)) return [piece.slice(0, -end.length), end]
  const front = beforeDate(piece)
  const [name = ''] = front.split(',')
  return front !== piece && /^\p{Lu}/u.test(name) && isPerson(name)
    ? [front, piece.slice(front.length)]
    : [piece]
}

const linesUnderTitle = 6

/** Jane Doe/John Roe: names and nothing else on the line above the text; one name alone can as well be a place. */
export function namesAlone({ head, isBelowTitle }: CreditLines): Candidate[] {
  for (const line of isBelowTitle ? head.slice(0, linesUnderTitle) : [])
    if (line.length < 20 && line.split(/[\s、]+/u).every(isFullName))
      return [{ rule: 'byline above the text', text: line, where: line }]
  const line = head.at(-1) ?? ''
  const names = line.length < 90 && /^\p{Lu}[\p{L}'’.-]+ \p{Lu}/u.test(line) ? namesIn(line, true) : []
  const persons = names.filter(isPerson)
  // Jane Doe, Riverside University
  const isPeople = names.length > 1 && names.every((name) => isPerson(name) || isInstitution(name))
  return isPeople && persons[0] === names[0]
    ? [{ rule: 'byline above the text', text: persons.join(', '), where: line }]
    : []
}

/** A name alone on a line above the text that somebody is told about at the foot: Elliot Raba … Elliot Raba is a … */
export function introducedNames({ head, foot, notes }: CreditLines): Candidate[] {
  const isName = (line: string) => /^\p{Lu}/u.test(line) && line.split(' ').length > 1 && isPersonal(line)
  const tells = [...foot, ...notes].filter((line) =>
    /^(?:about (?:the author:? )?)?(?:dr\.? )?\p{Lu}\S* .*\b(?:is|was|has|writes|works)\b/iu.test(line),
  )
  for (const line of head)
    if (line.length < 40 && isName(line) && tells.some((told) => told.includes(line)))
      return [{ rule: 'name above the text', text: line, where: line }]
  return []
}
