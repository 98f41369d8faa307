import type { ParsedArticle } from '../src/article.ts'

const day = 86_400_000
/** Days that a date may be from the one in the address. */
const farthest = 3

const markup = /<\/?[a-z][a-z0-9-]*(?:\s[^<>]*)?\/?>|&(?:[a-z]{2,8}|#\d{2,5});|^#{3,6} |\]\(https?:/iu
const likelyByline =
  /^[（(【][^）)】\n]{0,40}(?:记者|記者|责任编辑|責任編輯|责编|报导|報導)[^）)】\n]{0,20}[）)】]/u
const likelyDateline = /^【[^】\n]{2,20}\d{1,2}月\d{1,2}日[讯訊電电]】/u
const verb = /报[导道]|報[導道]|综合|綜合|编译|采访|採訪|表示|记者(?!站)|整理/u

/** What is counted of the articles of one site, for consistency.ts. */
export type Tally = {
  articles: number
  present: Record<string, number>
  dated: number
  dateless: number
  texts: Map<string, number>
  /** In how many articles each name is credited, sources aside. */
  names: Map<string, number>
  /** Articles that each rule doubts. */
  warnings: Map<string, string[]>
  findings: Record<string, string[]>
}

export const fields = [
  'title',
  'publishedAt',
  'dateline',
  'byline',
  'credits',
  'tags',
  'image',
  'paragraphs',
] as const
/** What looks like a mistake of the parser. */
export const kinds = [
  'leftover markup',
  'unread byline',
  'unread dateline',
  'date far from the address',
  'name too long',
  'verb in a name',
  'undated',
  'shorter than promised',
] as const

export const emptyTally = (): Tally => ({
  articles: 0,
  present: Object.fromEntries(fields.map((field) => [field, 0])),
  dated: 0,
  dateless: 0,
  texts: new Map(),
  names: new Map(),
  warnings: new Map(),
  findings: Object.fromEntries(kinds.map((kind) => [kind, []])),
})

const addressDate =
  /\/(?<year>\d{2}|\d{4})\/(?<month>\d{1,2})\/(?<day>\d{1,2})\/|-(?<m>\d{2})(?<d>\d{2})(?<y>20\d{2})\d{6}\.html/

/** The day in an article's address, in milliseconds; null where it has none. */
function dayOfAddress(url: string | null): number | null {
  const groups = addressDate.exec(url ?? '')?.groups
  if (groups === undefined) return null
  const year = Number(groups.year ?? groups.y)
  return Date.UTC(
    year < 100 ? 2000 + year : year,
    Number(groups.month ?? groups.m) - 1,
    Number(groups.day ?? groups.d),
  )
}

/** Counts an article. */
export function take(tally: Tally, article: ParsedArticle): void {
  const find = (kind: (typeof kinds)[number], what: string) =>
    tally.findings[kind]?.push(`${article.id}: ${what.slice(0, 80)}`)
  tally.articles++
  for (const field of fields) {
    const value = article[field]
    const isPresent = Array.isArray(value) ? value.length > 0 : value !== null
    if (isPresent) tally.present[field] = (tally.present[field] ?? 0) + 1
  }
  const addressed = dayOfAddress(article.url)
  const shows = addressed !== null || /\d{4}年/.test(article.dateline ?? '')
  if (shows) {
    tally.dated++
    if (article.publishedAt === null) {
      tally.dateless++
      find('undated', article.url ?? '')
    }
  }
  if (addressed !== null && article.publishedAt !== null) {
    const apart = Math.abs(Date.parse(`${article.publishedAt.slice(0, 10)}T00:00:00Z`) - addressed) / day
    if (apart > farthest) find('date far from the address', `${article.publishedAt} ${article.url}`)
  }
  for (const text of new Set(article.paragraphs)) {
    tally.texts.set(text, (tally.texts.get(text) ?? 0) + 1)
    if (markup.test(text)) find('leftover markup', text)
    if (likelyByline.test(text)) find('unread byline', text)
  }
  const [first = ''] = article.paragraphs
  if (likelyDateline.test(first)) find('unread dateline', first)
  for (const { rule, field } of article.warnings) {
    const name = `${field}: ${rule}`
    tally.warnings.set(name, [...(tally.warnings.get(name) ?? []), article.id])
    if (rule.startsWith('shorter-than-')) find('shorter than promised', rule)
  }
  const persons = article.credits.filter(({ role }) => role !== 'source').map(({ name }) => name)
  for (const name of new Set(persons)) tally.names.set(name, (tally.names.get(name) ?? 0) + 1)
  for (const { role, name } of article.credits) {
    if (role === 'source') continue
    const isHan = /^\p{Script=Han}+$/u.test(name)
    const isGroup = /(?:记者站|编辑部|制作组|节目组|弟子|学员)$/u.test(name)
    if (isHan && !isGroup && name.length > 6) find('name too long', name)
    if (!isGroup && verb.test(name)) find('verb in a name', name)
  }
}
