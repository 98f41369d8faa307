import { hostOf } from '../../address.ts'
import type { Article, ParsedArticle } from '../../article.ts'
import { foldTag } from '../../fold.ts'
import { type ArticleFilter, filters, type ListedKind } from '../../query.ts'

/**
 * The kinds of terms. A term is a value that articles share: lists are kept of the kinds that filters name and of `all`
 * articles; the channels, missing fields and warnings of each source are only counted.
 */
export type TermKind = ListedKind | 'all' | CountedKind

export const countedKinds = ['source channel', 'source missing', 'source warning'] as const
type CountedKind = (typeof countedKinds)[number]

/** A language and its less specific ranges: zh-Hans is zh, so that a filter by zh finds it (RFC 4647, 3.3.1). */
function rangesOf(language: string): string[] {
  const parts = language.split('-')
  return parts.map((_, index) => parts.slice(0, index + 1).join('-'))
}

/** The terms of one kind that an article has, and the form in which their names are compared. */
type Terms = { namesOf(article: ParsedArticle): readonly string[]; comparable(name: string): string }

/** The kinds that are no member of an article by name, and those that are compared in another form than their own. */
const special: Partial<Record<ListedKind, Terms>> & Record<Exclude<ListedKind, keyof Article>, Terms> = {
  tag: { namesOf: ({ tags }) => tags, comparable: foldTag },
  credit: { namesOf: ({ credits }) => credits.map(({ name }) => name), comparable: foldTag },
  channel: { namesOf: ({ channels }) => channels, comparable: (name) => name },
  // An article that an earlier version stored can lack them.
  warning: { namesOf: ({ warnings = [] }) => warnings.map(({ rule }) => rule), comparable: (name) => name },
  language: {
    namesOf: ({ language }) => (language === null ? [] : rangesOf(language)),
    comparable: (name) => name.toLowerCase(),
  },
  host: {
    namesOf: ({ url }) => [url === null ? null : hostOf(url)].filter((host) => host !== null),
    comparable: (name) => hostOf(`https://${name}`) ?? name,
  },
}

/** The values of a member, compared as they are. An article that an earlier version stored can lack the member. */
const ofMember = (member: Extract<ListedKind, keyof Article>): Terms => ({
  namesOf: ({ [member]: value }) => [value ?? []].flat(),
  comparable: (name) => name,
})

const termsOf = (kind: ListedKind): Terms =>
  special[kind] ?? ofMember(kind as Extract<ListedKind, keyof Article>)

const listed = new Map(
  Object.values(filters).flatMap(({ terms }): [ListedKind, Terms][] =>
    terms === undefined ? [] : [[terms.kind, termsOf(terms.kind)]],
  ),
)

/** @returns whether there is a list of a kind's articles, not only their number */
const isListed = (kind: TermKind): boolean => !countedKinds.includes(kind as CountedKind)

/** A term as an engine has it. `root`: the term in whose list its articles stand, of a merged tag the one it went into. */
export type Term = { term: number; kind: TermKind; root: number }

/** What becomes of an article's places: counts of terms that it leaves and comes to, and the same for their lists. */
export type Moves = { uncounted: Set<number>; counted: Set<number>; left: Set<number>; entered: Set<number> }

/** @param isMoved whether its place in each of its lists is another one than before */
export function movesOf(before: readonly Term[], after: readonly Term[], isMoved: boolean): Moves {
  const [oldCounts, newCounts] = [countsOf(before), countsOf(after)]
  const [oldLists, newLists] = [listsOf(before), listsOf(after)]
  return {
    uncounted: without(oldCounts, newCounts),
    counted: without(newCounts, oldCounts),
    left: isMoved ? oldLists : without(oldLists, newLists),
    entered: isMoved ? newLists : without(newLists, oldLists),
  }
}

const without = (some: Set<number>, others: Set<number>): Set<number> =>
  new Set([...some].filter((one) => !others.has(one)))

/** @returns the lists that articles of these terms stand in */
export const listsOf = (terms: readonly Term[]): Set<number> =>
  new Set(terms.filter(({ kind }) => isListed(kind)).map(({ root }) => root))

/** @returns what is to be counted of these terms: their lists, and those that are only counted */
export const countsOf = (terms: readonly Term[]): Set<number> => new Set(terms.map(({ root }) => root))

/** How an article names a term: `value` is compared, `name` is shown. */
export type TermName = { kind: TermKind; value: string; name: string }

/** The instant of an article without a date: before every date that RFC 3339 can write. */
export const undated = -1e11

/** When an article was published: seconds since 1970, and the day on the page's own clock, in days since 1970. */
export type Published = { instant: number; day: number | null }

const secondsADay = 86_400

export function publishedOf(publishedAt: string | null): Published {
  const milliseconds = publishedAt === null ? Number.NaN : Date.parse(publishedAt)
  if (publishedAt === null || Number.isNaN(milliseconds)) return { instant: undated, day: null }
  const day = Date.parse(`${publishedAt.slice(0, 10)}T00:00:00Z`) / 1000 / secondsADay
  return { instant: Math.floor(milliseconds / 1000), day }
}

/** The value that counts the articles of a source (empty for none) in a channel, or with a missing field or a warning. */
export const ofSource = (source: string, value: string): string => `${source}\n${value}`

const named = (kind: TermKind, value: string): TermName => ({ kind, value, name: value })

/** @returns all that an article is listed or counted under, each once */
export function termNamesOf(article: ParsedArticle): TermName[] {
  const source = article.source ?? ''
  const ofLists = [...listed].flatMap(([kind, { namesOf, comparable }]) =>
    namesOf(article).map((name): TermName => ({ kind, value: comparable(name), name })),
  )
  const names = [
    named('all', ''),
    ...ofLists.filter(({ kind, value }) => kind !== 'tag' || value !== ''),
    ...(['channel', 'missing', 'warning'] as const).flatMap((kind) =>
      termsOf(kind)
        .namesOf(article)
        .map((value) => named(`source ${kind}`, ofSource(source, value))),
    ),
  ]
  const seen = new Set<string>()
  return names.filter(({ kind, value }) => {
    const key = `${kind}\n${value}`
    return !seen.has(key) && seen.add(key)
  })
}

/** Terms of which an article must have at least one (`any`), or none at all (`none`). */
export type TermCondition = { match: 'any' | 'none'; kind: ListedKind; values: string[] | 'every' }

/** The name of the source of articles that have none. */
const noSource = 'none'

/** @returns what a filter asks of an article's terms */
export function termConditionsOf(filter: ArticleFilter): TermCondition[] {
  return Object.entries(filters).flatMap(([name, { terms }]): TermCondition[] => {
    const given = filter[name as keyof ArticleFilter]
    if (given === undefined || terms === undefined) return []
    const { kind, match } = terms
    if (kind === 'source' && given === noSource) return [{ match: 'none', kind, values: 'every' }]
    const values = [given].flat().map(termsOf(kind).comparable)
    return match === 'all'
      ? values.map((value) => ({ match: 'any', kind, values: [value] }))
      : [{ match, kind, values }]
  })
}
