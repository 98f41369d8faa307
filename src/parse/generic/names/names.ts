import { simplified } from '../../../fold.ts'
import { alternatives } from '../../alternatives.ts'
import { isChineseName } from '../../fields/surnames.ts'
import { collapsed } from '../../tree/outline.ts'
import { unescaped } from '../words.ts'
import { isAgency, isPaper, withAgency } from './agencies.ts'
import { by, byWithoutSpace } from './by-words.ts'
import { isOffice, namesOffice, role } from './callings.ts'

/** Parts of the name in front of it: Jr., III, PhD. */
const suffix =
  /[,，]\s*(?=(?:jr|sr|snr|jnr|esq|ph\.?\s?d|m\.?d|d\.?o|j\.?d|ed\.?d|psy\.?d|pharm\.?d|d\.?v\.?m|d\.?d\.?s|m\.?p\.?h|m\.?b\.?a|m\.?sc?|m\.?a|b\.?sc?|ll\.?[mb]|rdn?|rn|cpa|cfa|lcsw|mph|facp|ldn|cns|cscs|csc|drsc|ll\.?d|m\.?phil|m\.?eng|i{1,3}|iv)\.?(?:[,，;|]|\s*$|\s+(?:and|&)\s))/giu
/** FAND, behind another suffix. */
const furtherSuffix = /(?<=\u2060[^,;]{0,12}),\s*(?=\p{Lu}{2,5}\s*(?:,|$))/gu
/** Holds a suffix to its name while a list is taken apart. */
const joint = '\u2060'

/** Between two names: commas, and, und, et, y, e, och, og, i, и, та, & and /. */
const between = /\s*(?:[,;،、；|•·]|\s[/／&+]\s|(?<=\s)(?:and|und)(?=\s))\s*/iu
/** And in languages where it may also be a part of a house's name (Le Figaro et AFP). */
const and = /\s+(?:et|y|e|och|og|en|ja|i|oraz|ve|и|та|şi|și|és)\s+|\//iu

/** Where a name ends and something else begins. */
const ends =
  /\s*(?:\((?:[^)]*)\)|（[^）]*）|\[[^\]]*\]|<[^>]*>|\s[–—−|•·-]\s.*|@\S+|\S+@\S+|https?:.*|(?:published|updated|posted|veröffentlicht|aktualisiert|publié|mis à jour|publicado|actualizado|pubblicato)(?!\p{L}).*|\b\d{1,2}[.:/-]\d.*|\s\d.*|\s(?:leave a (?:comment|reply)|no comments|keine kommentare|einen kommentar|laisser un commentaire|deja un comentario|lascia un commento)(?!\p{L}).*|\s(?:date|time|source|views|category)\s?[:：].*)$/iu

/** Written with a capital, or in a script that has none; with the small words of names between. */
const word = "(?:(?:[dl]|dell|dall)['’])?(?:\\p{Lu}[\\p{L}\\p{M}'’.`´-]*|[\\p{Lo}][\\p{L}\\p{M}・·'’-]*)"
const particle =
  '(?:de|da|do|dos|das|di|du|del|della|dei|van|von|der|den|ten|ter|la|le|el|al|bin|ibn|zu|zum|af|av|y|e|dr\\.?|prof\\.?)'
const personal = new RegExp(`^(?:${particle}\\s+)*${word}(?:\\s+(?:${particle}\\s+)*${word}){1,5}$`, 'u')
/** 小島みなと as well, but no adjective or verb: 新しい, 見つかる */
const eastAsian =
  /^(?:[\p{Script=Han}\p{Script=Hangul}\p{Script=Katakana}・·]{2,12}|\p{Script=Han}{2,3} ?(?!.*[いくすたてなむりるせえをは]$)\p{Script=Hiragana}{2,4})$/u

/** What is no name whatever its letters. */
const never =
  /^(?:admin(?:istrator)?|unknown|null|undefined|none|n\/a|anonymous|webmaster|guest|user|editor|author|新規登録|会員登録|ログイン|登[录錄]|[注註][册冊]|[关關]注|已?(?:[关關]注|[订訂][阅閱])|\+?\s?加?[关關]注|私信|[举舉][报報]|收藏|分享|[点點][赞贊]|打[赏賞]|回[复覆]|[发發][布表佈][于於在]|留言|引用|人[气氣]|展[开開]|更多|本[站网網报報刊](?:[编編][辑輯]|[记記]者|[讯訊])|로그인|회원가입|www\..*|.*\.(?:html?|php|jpe?g|png)|(?:\p{L}+ ){1,3}time)$|(?:^|\s)(?:copyright|home|share|follow|subscribe|view all|read more|images?|photos?|fotos?|getty|facebook|twitter|instagram|linkedin|whatsapp|email|e-mail|copy link|comments?|kommentare?|artikel|articles?|watch live|log in|sign in|advertisement|privacy|cookies?)(?:\s|$)/iu

/**
 * The names in a byline or an author's metadata.
 * @param shown whether a reader sees the text: roles then stand behind names without a comma
 * @returns each name once, without By, roles, handles, addresses and brackets; [] where there is none
 */
export function namesIn(text: string, shown = false): string[] {
  const names: string[] = []
  if (text.length > 1000) return names
  let rest = collapsed(unescaped(text)).replace(/^"(.*)"$|^@(?=\p{Script=Han})/u, '$1')
  if (shown) rest = beforeDate(withoutPictures(rest)).replace(placeInFront, '')
  if (ofNewsroom.test(rest)) return [rest]
  if (rest.length > 300 || /^https?:\/\/\S+$|^@\S+$/.test(rest)) return []
  for (let i = 0; i < 2; i++) rest = rest.replace(by, '').replace(byWithoutSpace, '')
  rest = rest.replace(suffix, joint).replace(furtherSuffix, joint)
  for (const part of rest.split(between).flatMap(atAnd)) {
    // Jane Doe, Europe correspondent in Brussels
    if (shown && names.length > 0 && (fromPlace.test(part) || isPost(part))) continue
    const name = nameOf(part, shown)?.replaceAll(joint, ', ') ?? null
    if (name !== null && !names.includes(name)) names.push(name)
  }
  return shown ? withoutHouses(names) : names
}

/** Da Redação: how a newsroom signs; the first word belongs to it. */
const ofNewsroom = /^(?:da|dalla|della|de la) reda\p{L}{3,6}$/iu

/** Jane Doe, de Lisboa */
const fromPlace = /^\s*(?:de|da|do|desde|depuis|à|aus|z|we?|из|från|fra|iz) \p{Lu}[\p{L}-]+\s*$/u

/** Whether a part of a byline is what somebody is, without a person in front of it. */
export function isPost(part: string): boolean {
  const [person] = startsWithName.exec(part) ?? []
  return isOffice(part.trim()) && (person === undefined || namesOffice(person))
}

/** Mark Ellis Sports Writer: a person behind another one, with a role. */
const startsWithName = /^\s*(?:and |und |by )?\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+ (?!.* (?:in|for) )/u

/** A byline's persons without the agency or the paper behind them; all of it where it names no person. */
function withoutHouses(names: string[]): string[] {
  const isHouse = (name: string) => isAgency(name) || isPaper(name)
  const persons = names.filter((name) => isPersonal(name) && !isHouse(name))
  return persons.length === 0 || !isPersonal(names[0]!) ? names : names.filter((name) => !isHouse(name))
}

/** BEIRUT - Layla Haddad: one word in front of a dash and a name */
const placeInFront = /^\p{L}[\p{L}\p{M}]+ [-–—] (?=\p{L}[\p{L}\p{M}]+ \p{L}[\p{L}\p{M} ]+$)/u

/** Text: Karin Lindahl Foto: Nils Berg */
const pictures =
  /(?<!(?<!\p{L})(?:and|und|et|y|e|och|og|en|và|и|та)|[&+/])[\s.,;|·–—-]{1,4}(?:fotos?|photos?|photography|foto's|фото|bild(?:er)?|kuvat?|zdjęcia|fotografie?|fotografía|imagen|ảnh|写真|撮影|사진|צילום|عکس|تصوير|video)(?: by)?\s?[:：／/＝=].*$|\s(?:beeld|kuvat?|foto|bild(?:er)?|zdjęcia|фото)\s(?=\p{L}+ \p{L}+$).*$/isu

/** @returns a byline without who took the pictures */
export function withoutPictures(byline: string): string {
  return byline.replace(pictures, '')
}

/** The persons that a byline begins with: what stands behind them can be their paper. */
export function leadingPersons(text: string): string[] {
  const names = namesIn(text, true)
  const end = names.findIndex((name) => !isPersonal(name))
  return end < 0 ? names : names.slice(0, end)
}

const agencies = /^(?:reuters|afp|dpa|ap|ansa|efe|tass|xinhua|bloomberg|staff|editor|reporter)$/i
const oneWord = /^\p{Lu}[\p{L}\p{M}'’-]+$/u
const particles = '(?: (?:de|da|del|della|di|du|van|von|der|den|ten|la|le|el|al|bin))*'
const lastFirst = new RegExp(
  `^(?<last>(?:(?:de|da|van|von|der|den|la|le|el|al)\\s)*\\p{Lu}[\\p{L}\\p{M}'’ -]{1,40}),\\s*(?<first>\\p{Lu}[\\p{L}\\p{M}'’.-]*(?: \\p{Lu}[\\p{L}\\p{M}'’.-]*)?)(?<of>${particles})$`,
  'u',
)

/**
 * Turns the names of a list as catalogues write them: Stonehill, Emma; Jong, Michiel de.
 *
 * @param isCatalogue whether the list is known to put the family name in front; else only Word, Word is turned
 */
export function turned(list: string, isCatalogue: boolean): string {
  return list
    .split(';')
    .map((one) => {
      const { last = '', first = '', of = '' } = lastFirst.exec(one.trim())?.groups ?? {}
      const isClear =
        oneWord.test(last) && (/^\p{Lu}[\p{L}\p{M}'’-]+(?: \p{Lu}\.)?$/u.test(first) || of !== '')
      const isPair = agencies.test(last) || agencies.test(first) || `, ${first}`.search(suffix) >= 0
      return last === '' || isPair || !(isCatalogue || isClear) ? one : `${first}${of} ${last}`
    })
    .join(';')
}

const month =
  '(?:jan|feb|mar|mär|apr|avr|may|mai|maj|mei|jun|jui|jul|aug|août|ago|sep|oct|okt|out|nov|dec|dez|déc|dic|ene|fév|gen|mag|giu|lug|set|ott|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)\\p{L}{0,7}\\.?'
/** In front of a date without a preposition: such a word is no name. */
const weekday = alternatives(
  '(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend',
  'lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo',
  '(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?|(?:lune|marte|mercole|giove|vener)dì|sabato|domenica',
  '(?:maan|dins|woens|donder|vrij|zater|zon)dag|(?:mån|tis|ons|tors|fre|lör|sön|man|tirs|lør|søn)dag',
  'poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela|pondělí|úterý|středa|čtvrtek|pátek|neděle',
  'понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|понеділок|вівторок|середа|четвер|субота|неділя|пн|вт|ср|чт|пт|сб|вс|нд',
  'δευτέρα|τρίτη|τετάρτη|πέμπτη|παρασκευή|σάββατο|κυριακή|hétfő|kedd|szerda|csütörtök|péntek|szombat|vasárnap',
  'الأحد|ال[اإ]ثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|(?:(?:یک|دو|سه|چهار|پنج)\u200c?)?شنبه|\\p{L}\\p{M}?\\p{L}?\\p{M}?वार',
  'senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|pazartesi|salı|çarşamba|perşembe|cumartesi|pazar|thứ \\p{L}{2,4}',
)
const dateBehind = new RegExp(
  `[\\s,;|•·–—−(-](?:(?:on|am|le|el|il|den|dne|dnia|em|en|at|à|às|um|op|la|w|published|updated|posted|last)\\s+){0,3}(?:(?:(?:${weekday})\\.?,?|(?<=\\s(?:on|am|le|el|il|em|op|la|w|den)\\s)\\p{L}{2,4}\\.?,?|(?:po|út|st|čt|pá|so|ne),)\\s+)?(?:${month}\\s+\\d|\\d{1,2}(?:st|nd|rd|th|\\.)?\\s+(?:de\\s+)?${month}|\\p{Nd}{1,2}\\.?\\s+[\\p{L}\\p{M}.]{2,14},?\\s+\\p{Nd}{4}|\\d{4}[-/.年]|\\d{1,2}[-/.:] ?\\d|\\d+\\s?(?:min|hours?|days?|weeks?|months?|comments?|views?))`,
  'iu',
)

/** @returns a byline without the date, the reading time and all else behind it */
export function beforeDate(text: string): string {
  const at = text.search(dateBehind)
  return at > 0 ? text.slice(0, at) : text
}

/** Two persons joined by "and"; a single word on either side may be an agency. */
function atAnd(part: string): string[] {
  const pieces = part.trim().split(/\s+/u)
  if (pieces.length > 1 && pieces.every((piece) => isChineseName(simplified(piece)))) return pieces
  const sides = part.split(and)
  return sides.every((side) => side.trim().includes(' ') && isPersonal(side.replace(by, '').trim()))
    ? sides
    : [part]
}

function nameOf(part: string, shown: boolean): string | null {
  let name = part.trim().replace(addressInWords, '')
  if (emptyField.test(name)) return null
  if (shown) name = beforeField(name)
  // Jane Doe, Political Editor: the second part is a role and nothing else.
  if (` ${name}`.replace(role, '') === '' || (shown && /^\p{L}+ staff$/iu.test(name))) return null
  for (let i = 0; i < 3; i++) {
    name = name.replace(ends, '').trim()
    const bare = name.replace(role, '').trim()
    if (shown || isRoleAfterName(name, bare)) name = bare
  }
  name = name
    .replace(by, '')
    .replace(byWithoutSpace, '')
    .replace(/^[\s:–—−-]+|(?<![\s:,;–—−-])[\s:,;–—−-]+$/gu, '')
    .replace(
      /(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{2})(?:記者|记者|特派員|編集委員|[＝=]\p{L}{1,8}(?:支局|総局|本社))$/u,
      '',
    )
    .replace(/(?<=\p{L}) ?(?:[为為].{2,12}(?:撰[稿文]|供稿)|[发發][布表佈][于於在])$/u, '')
    .replace(behindAgency, '')
    .replace(behindOutlet, '')
  if (shown) name = withoutPlace(name.replace(withAgency, ''))
  // 林 心 惠
  if (/^\p{Script=Han}(?: \p{Script=Han}){1,3}$/u.test(name)) name = name.replaceAll(' ', '')
  if (name.length < 2 || name.length > 60 || never.test(name) || !/\p{L}/u.test(name)) return null
  return /^[0-9a-f]{8}-|_|^\p{Ll}+\d+$|^\p{Nd}{1,2}[. ].*\p{Nd}{4}$/u.test(name) ? null : name
}

/** Klara Bach/dpa: an agency behind the writer */
const behindAgency = /(?<=\p{L})\/(?:\p{Lu}{2,5}|dpa|sid|epd|kna|ots|Reuters)$/u
/** 雲渓新聞 山田太郎: the writer's paper in front */
const behindOutlet = /^\p{L}{1,10}(?:新聞社?|通信社?|放送|編集部|支局|報道部|新闻|日报|日報)\s(?=\p{L}{3})/u

/** Metadata hold `MND Staff` and `Gear Team` as names, but 신현주 기자 with the role behind. */
function isRoleAfterName(name: string, bare: string): boolean {
  return /[\p{Script=Han}\p{Script=Hangul}]/u.test(name) || bare.split(/\s+/).length > 1
}

/** The next field of a line whose own says nothing: Autor: Fuente: Fecha: 17/05/2023 */
const emptyField =
  /^[–—\s-]{0,3}(?:source|date|views|quelle|datum|fuente|fecha|fonte|data|bron|źródło|zdroj|källa|forrás|sursa|πηγή|ημερομηνία|источник|дата|просмотр\p{L}{0,4}|джерело|перегляд\p{L}{0,4}|kaynak|tarih|nguồn|ngày|sumber|tanggal|المصدر|التاريخ|منبع|تاریخ|מקור|תאריך|ที่มา|วันที่|स्रोत|출처|날짜)\s?[:：]/iu

/** Мария Колева Коментари: 4 */
const fieldBehind = /^([^:：]{3,60}?)\s\p{L}{3,20}\s?[:：]/u

/** @returns a name without the next field of its line; a text that names no person in front of one as it is */
function beforeField(name: string): string {
  const front = fieldBehind.exec(name)?.[1]
  return front !== undefined && isPersonal(front) ? front : name
}

/** Dan Kowalczyk dk at example.org */
const addressInWords = /\s[^\s@]{1,40} (?:at|\(at\)|\[at\]) [\w-]{1,40}\.[\w.-]{2,40}$/u

const place = / (?:in|à|en|em|aus|из|w|z|desde|depuis) \p{Lu}[\p{L}-]+$/u

/** Jane Doe in Warsaw */
function withoutPlace(name: string): string {
  const front = name.replace(place, '')
  return front.includes(' ') ? front : name
}

/** Whether a name is shaped as a person's: two to six words with capitals, or a few East Asian characters. */
export function isPersonal(name: string): boolean {
  const bare = name.split(', ')[0] ?? ''
  return (personal.test(bare) || eastAsian.test(bare)) && !namesOffice(bare)
}

/** Whether a line begins as a byline does: By, Von, Par, 记者. */
export function beginsAsByline(text: string): boolean {
  return by.test(text) || byWithoutSpace.test(text)
}
