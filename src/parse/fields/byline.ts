import type { Credit, CreditRole } from '../../article.ts'
import { readNote } from './byline-notes.ts'
import { isName, nameBeforePlace, splitNames } from './person-names.ts'

/** What a text that is a byline names. `credits` is empty for 作者提供; a label without a name is no byline at all. */
export type Byline = { credits: Credit[]; isEmpty: boolean }

/** Words that say what the names behind them did, Traditional forms included. */
const labels: readonly [role: CreditRole, words: string][] = [
  ['web_editor', '网络编辑|網絡編輯|网编|網編'],
  ['editor', '责任编辑|責任編輯|责任编缉|责编|責編|主编|主編|编辑|編輯'],
  ['translator', '编译|編譯|同声翻译|同聲翻譯|翻译|翻譯|译者|譯者'],
  ['reviewer', '审校|審校|校对|校對|审核|審核|审稿|審稿'],
  ['photographer', '摄影报导|摄影|攝影|摄像|攝像|图片|圖片|图|圖'],
  ['host', '节目主持|主持人|主持|主播'],
  ['producer', '后制|後製|后期|後期|制作人|製作人|制作|製作|剪辑|剪輯|监制|監製|导播'],
  ['source', '文章来源|文章來源|资料来源|資料來源|稿件来源|来源|來源|稿源|转载自|轉載自|转自|轉自|摘自'],
  [
    'reporter',
    '特约记者|特約記者|实习记者|實習記者|特派记者|特派記者|本报记者|本報記者|本台记者|本台記者|本网记者|新唐人记者|通讯员|通訊員|记者|記者|采访报导|採訪報導|采访|採訪|采写|採寫|发稿|發稿|报导|報導|报道|報道',
  ],
  [
    'author',
    '特约评论员|特約評論員|评论员|評論員|图文整理|圖文整理|文字整理|文字|作者|撰文|撰稿|撰写|整理|编写|文',
  ],
]
const roleOfWord = new Map(
  labels.flatMap(([role, words]) => words.split('|').map((word) => [word, role] as const)),
)
const anyWord = labels.map(([, words]) => words).join('|')

/** A label with its colon or slash: 责任编辑：, 采访/, 图/文：; one that stands for two roles names both. */
const labelled = new RegExp(
  `(?:^|(?<=[\\s/／；;，,、。（(　》）]))((?:${anyWord})(?:\\s?[/／、]\\s?(?:${anyWord}))?)\\s?(?:[：:]|[/／](?=\\s?[\\p{Script=Han}A-Z]))`,
  'gu',
)
/** Words that are nothing but labels, wherever they stand: 乔龙责编: 胡力汉. */
const certain = '责任编辑|責任編輯|责任编缉|责编|責編|网编|網編|审校|審校'
const glued = new RegExp(`(${certain})是?\\s?[：:]`, 'gu')
/** A space, or nothing, in the colon's place: 编译 张涛/汪红英；审校 许娜, 责编 许书婷 网编 瑞哲, 责任编辑戴明. */
const spaced = new RegExp(
  `(?:(?:^|(?<=[\\s/／；;　]))(编译|編譯|记者|記者|发稿|發稿|整理|翻译|摄影)\\s+|(${certain})\\s?)(?=\\p{Script=Han}{1,4}(?:[\\s/／；;、　]|$))`,
  'gu',
)

const verbs =
  '(?:综合|綜合|编译|編譯|采访|採訪|联合|聯合|独家|獨家|专题|專題|现场|現場|整理|摄影|攝影|特别|特稿|专访|專訪|连线|翻译|追踪|深度|图文|系列)*(?:报导|報導|报道|報道|编译|編譯|采访|採訪|专访|專訪|整理|撰稿|撰文|综合|綜合|摄影|攝影|述评|述評|评论|来稿|供稿|电|電)'
/** 大纪元记者吴馨综合报导, 新唐人亚太电视记者张东旭 综合报导, 特约记者孙诚旧金山报道, 记者A、B、C联合报导 */
const reporterPhrase = new RegExp(
  `^(?<outlet>[\\p{Script=Han}A-Za-z《》“”· ]{0,16}?)(?:特约|特約|实习|實習|特派|驻\\p{Script=Han}{2,6})?(?<kind>记者|記者|通讯员|通訊員)(?!站|会|會|问|問)[\\s：:]?(?<names>[^。！？!?：:]{0,60}?)\\s?(?<verb>${verbs})。?$`,
  'u',
)
/** 大纪元德国路德维希堡记者站报导 names a bureau and no person. */
const bureauPhrase = new RegExp(
  `^(?<bureau>[\\p{Script=Han}A-Z]{2,24}?(?:记者站|記者站|编辑部|編輯部|记者组|報導組))\\s?(?:[\\p{Script=Han}A-Z]{0,10}${verbs})?$`,
  'u',
)
/** 转自大纪元, ──转自《美国之音》, ==转自《议报》, 本文转载自明慧网 */
const reprint =
  /^[─—―–－=＝-]*\s?(?:本文)?(?:转自|轉自|转载自|轉載自|摘自|摘编自)[：:]?\s?(?<outlet>[《“「]?[\p{L}\d《》“”「」·.．‧ ]{2,20})。?$/u
/** （转大纪元）: without 自 only where brackets say that it is a note. */
const shortReprint = /^(?:转载?|轉載?)(?<outlet>[\p{Script=Han}《》]{2,12})$/u
/** （据《晋书》）, 据法广报导 */
const accordingTo =
  /^(?:据|據)(?<outlet>《[^》]{1,20}》|[\p{Script=Han}A-Za-z]{2,12}(?=报导|报道|報導|報道))(?:[^，。：:]{0,6})?$/u
/** 原泉编译, James R. Gorrie撰文: a name and what its bearer did. */
const nameAndVerb =
  /^(?:[\p{Script=Han}《》]{0,12}(?:作家|作者|记者|記者|(?=\p{Lu})))?\s?(?<name>\p{Lu}[\p{Script=Latin}.'’ -]{2,40}?|[\p{Script=Han}]{2,4})\s?(?<verb>撰文|撰稿|编译|編譯|翻译|翻譯|摘译|摄影|攝影|整理)$/u
const roleOfVerb: Readonly<Record<string, CreditRole>> = {
  撰文: 'author',
  撰稿: 'author',
  整理: 'author',
  编译: 'translator',
  編譯: 'translator',
  翻译: 'translator',
  翻譯: 'translator',
  摘译: 'translator',
  摄影: 'photographer',
  攝影: 'photographer',
}
/** 记者乔龙, beside other parts that say more. */
const outletAndName = new RegExp(`^[\\p{Script=Han}]{3,10} (?<names>\\p{Script=Han}{2,4})${verbs}$`, 'u')
const bareReporter =
  /^(?:[\p{Script=Han}]{0,12})(?:特约|实习)?(?:记者|記者)(?!会|會|问|問)\s?(?<names>[\p{Script=Han}、 ]{2,20})$/u
/** 本文为《民报》授权《看中国》转载 */
const permission =
  /^(?:本文|此文)(?:[为為]|经|由)*《(?<outlet>[^》]{1,20})》(?:独家|獨家|特别|正式)?(?:授权|授權|提供|允许|供稿)/u
/** 本文作者Jamie McGeever为路透专栏作家, Trevor Kincaid曾在…仅代表其个人观点 */
const authorNote =
  /^(?:本文)?(?:作者)?(?<name>[\p{Script=Han}]{2,4}|[\p{Lu}][\p{L}.'’ -]{2,40}?)\s?(?:[为為是系曾现現]|，)[^\n]{2,400}(?:个人观点|個人觀點|专栏作家|專欄作家|立场|观点)/u
/** Each note on an author says one of these; to look for them costs less than to look for the note. */
const aboutAuthor = /^作者|本文作者|个人观点|個人觀點/u
/** 祝峰（本文作者为中国大陆政治流亡人士） */
const signedNote = /^(?<name>[\p{Script=Han}]{2,4})\s?[（(]本文作者[^）)]{2,60}[）)]$/u
/** 作者提供: says who passed it on and names nobody. */
const namesNobody = /^(?:作者|读者|讀者|投稿者?)(?:提供|来稿|投稿|惠稿)$/u
/** 大纪元编辑部 2015年11月2日, 大纪元《世界十字路口》制作组 */
const team =
  /^(?<team>[\p{Script=Han}]{0,10}(?:《[^》]{1,20}》)?[\p{Script=Han}]{0,6}(?:编辑部|編輯部|制作组|製作組|节目组|節目組))(?:\s*\d{4}年\d{1,2}月\d{1,2}日)?$/u

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
  const plain = text
    .replace(invisible, '')
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

type Label = { roles: CreditRole[]; start: number; end: number }

/** Each label without a colon has one of these. */
const spacedSign = /[编編记記稿整翻摄责責网網审審]/u

function labelsIn(text: string): Label[] {
  const found: Label[] = []
  const patterns = [
    ...(/[：:/／]/u.test(text) ? [labelled, glued] : []),
    ...(spacedSign.test(text) ? [spaced] : []),
  ]
  for (const pattern of patterns) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index
      if (found.some((other) => start < other.end && other.start < start + match[0].length)) continue
      const roles = (match[1] ?? match[2] ?? '')
        .split(/\s?[/／、]\s?/u)
        .flatMap((word) => roleOfWord.get(word) ?? [])
      found.push({ roles, start, end: start + match[0].length })
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

const edges = /^[\s/／；;，,、|│？?]+|(?<![\s/／；;，,、|│？?])[\s/／；;，,、|│？?]+$/gu

/** 采访编辑/刘惠 */
const twoLabels = /(采访|採訪)(编辑|編輯)/gu

/** Every part must say who did what; one that does not makes the whole no byline. */
function readParts(written: string, isBracketed: boolean): Byline | null {
  const text = written.replace(twoLabels, '$1/$2')
  const found = labelsIn(text)
  const head = text.slice(0, found[0]?.start ?? text.length).replace(edges, '')
  const credits: Credit[] = []
  if (head !== '') {
    const phrases = readPhrases(head, isBracketed || found.length > 0)
    if (phrases === null) return null
    credits.push(...phrases)
  }
  let isEmpty = head === ''
  for (const [index, { roles, end }] of found.entries()) {
    const list = text.slice(end, found[index + 1]?.start ?? text.length).replace(edges, '')
    if (list === '') continue
    isEmpty = false
    const named = namesBehind(list, roles)
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

/** Each phrase has one of these, or ends in one: nearly all text is told from a phrase by this alone. */
const phraseSign = /[记記通编編转轉摘据據组組撰译譯摄攝]|整理|[导導道访訪理稿合影评評论电電]。?$/u

function readPhrase(text: string, isAccompanied: boolean): Credit[] | null {
  if (namesNobody.test(text)) return []
  const noted = readNote(text, isAccompanied)
  if (noted !== null) return noted
  if (isAccompanied && /^原[题題標标]/u.test(text)) return []
  if (!phraseSign.test(text)) return null
  const bureau = bureauPhrase.exec(text)?.groups?.bureau
  if (bureau !== undefined)
    return [{ role: /编辑部|編輯部/.test(bureau) ? 'author' : 'reporter', name: bureau }]
  const source = (
    reprint.exec(text) ?? (isAccompanied ? (shortReprint.exec(text) ?? accordingTo.exec(text)) : null)
  )?.groups?.outlet
  if (source !== undefined) return [{ role: 'source', name: withoutQuotes(source.trim()) }]
  const signed = team.exec(text)?.groups?.team
  if (signed !== undefined) return [{ role: 'author', name: signed }]
  return readReporters(text) ?? readNameAndVerb(text) ?? (isAccompanied ? readBareReporters(text) : null)
}

function readReporters(text: string): Credit[] | null {
  const groups = reporterPhrase.exec(text)?.groups
  if (groups === undefined) return null
  const written = groups.names ?? ''
  if (/报导|報導|报道|報道/u.test(written)) return null
  const isPress = groups.kind === '通讯员' || groups.kind === '通訊員'
  const names = splitNames(written.replace(/\s?(?:记者|記者|通讯员|通訊員)/gu, '、'))
  if (isPress && names.every((name) => nameBeforePlace(`通讯${name}`).length <= 2)) return []
  const people = names
    .map((name, index) => (index === names.length - 1 || name.length > 4 ? nameBeforePlace(name) : name))
    .filter((name) => !isPlace(name))
  const role = /^(?:翻译|翻譯)$/u.test(groups.verb ?? '') ? 'translator' : 'reporter'
  return people.every(isName) ? people.map((name) => ({ role, name })) : null
}

function readNameAndVerb(text: string): Credit[] | null {
  const { name, verb } = nameAndVerb.exec(text)?.groups ?? {}
  const role = roleOfVerb[verb ?? '']
  return name === undefined || role === undefined || !isName(name.trim())
    ? null
    : [{ role, name: name.trim() }]
}

function readBareReporters(text: string): Credit[] | null {
  const names = splitNames((bareReporter.exec(text) ?? outletAndName.exec(text))?.groups?.names ?? '').map(
    nameBeforePlace,
  )
  return names.length > 0 && names.every(isName) ? names.map((name) => ({ role: 'reporter', name })) : null
}

const isPlace = (name: string): boolean => nameBeforePlace(`某某${name}`) === '某某'

/** 《美国之音》 -> 美国之音; a title with more around it keeps its marks. */
const withoutQuotes = (name: string): string =>
  name.replace(/^(?:《([^《》]+)》|“([^“”]+)”|「([^「」]+)」)$/u, '$1$2$3')

function namesBehind(list: string, roles: readonly CreditRole[]): Credit[] | null {
  const isSource = roles.includes('source')
  const names = splitNames(list.replace(/(?:综合|綜合)?(?:报导|報導|报道|報道|综合|綜合)$/u, '')).map(
    (name) => (isSource ? withoutQuotes(name) : name),
  )
  const fits = isSource ? (name: string) => name.length <= 30 && !/[。！？]/u.test(name) : isName
  if (names.length === 0 || names.length > 12 || !names.every(fits)) return null
  return roles.flatMap((role) => names.map((name) => ({ role, name })))
}
