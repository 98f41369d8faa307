import type { Article } from '../../../src/article.ts'
import { foldTag } from '../../../src/fold.ts'
import type { ArticleFilter, ArticleSort } from '../../../src/query.ts'
import { randomOf } from '../../faults/random.ts'
import type { Draft } from '../entries.ts'

const sources = ['ntdtv', 'rfa', 'minghui', null]
const tags = ['习近平', '習近平', 'ＫＮ－25', 'kn-25', '乌克兰', '香港', '台湾']
const names = ['李昭希', '林清', 'Ann Lee']
const times = [
  null,
  '2020-01-01T00:00:00+08:00',
  '2019-12-31T23:30:00-05:00',
  '2020-01-01T23:59:59+14:00',
  '2020-01-02T00:00:00-11:00',
  '2021-06-15T12:00:00Z',
  '1969-07-20T20:17:40Z',
]

/** Articles that differ in everything that lists ask for, with ties and gaps. */
export function drafts(count: number): Draft[] {
  const random = randomOf(7)
  const one = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T
  return Array.from({ length: count }, (_, index) => {
    const own = [one(tags), one(tags), one(tags)].slice(0, Math.floor(random() * 4))
    const unique = own.filter((tag, at) => own.findIndex((other) => foldTag(other) === foldTag(tag)) === at)
    const text = random() < 0.5 ? `${one(names)}说：${one(tags)}的事。` : '没有别的。'
    return {
      id: `n${String((index * 7919) % 1000).padStart(3, '0')}`,
      source: one(sources),
      channels: random() < 0.3 ? ['a', 'b'] : [one(['a', 'b', 'c'])],
      publishedAt: one(times),
      tags: unique,
      credits: random() < 0.5 ? [{ role: 'reporter', name: one(names) } as const] : [],
      missing: random() < 0.3 ? (['byline'] as const).slice() : [],
      warnings:
        random() < 0.3
          ? [{ field: 'publishedAt', rule: 'zone-assumed', message: 'No zone is given.' } as const]
          : [],
      language: one(['zh-Hans', 'zh-Hant', 'en', null]),
      section: index % 3 === 0 ? '国际' : null,
      paragraphs: [text, '第二段。'],
    }
  })
}

const hasTag = (article: Article, tag: string) => article.tags.some((own) => foldTag(own) === foldTag(tag))
const instant = ({ publishedAt }: Article) => (publishedAt === null ? null : Date.parse(publishedAt))

const plainHost = (host: string) => host.replace(/^www\./, '')
/** A day is all of it, in UTC. */
const isFrom = (at: string, from: string) =>
  from.length === 10 ? at.slice(0, 10) >= from : Date.parse(at) >= Date.parse(from)
const isTo = (at: string, to: string) =>
  to.length === 10 ? at.slice(0, 10) <= to : Date.parse(at) <= Date.parse(to)

/** What each filter means, said as plainly as can be. */
const meanings: {
  [Name in keyof ArticleFilter]-?: (a: Article, value: NonNullable<ArticleFilter[Name]>) => boolean
} = {
  q: ({ title, paragraphs }, q) => foldTag(`${title}\n${paragraphs.join('\n')}`).includes(foldTag(q)),
  tag: (article, all) => all.every((tag) => hasTag(article, tag)),
  anyTag: (article, any) => any.some((tag) => hasTag(article, tag)),
  notTag: (article, none) => !none.some((tag) => hasTag(article, tag)),
  source: ({ source }, value) => (source ?? 'none') === value,
  year: ({ publishedAt }, value) => publishedAt?.startsWith(`${value}-`) === true,
  channel: ({ channels }, value) => channels.includes(value),
  credit: ({ credits }, value) => credits.some(({ name }) => foldTag(name) === foldTag(value)),
  url: ({ url }, value) => url === value.replace('http:', 'https:').replace(/[?#].*/, ''),
  id: ({ id }, ids) => ids.includes(id),
  from: (article, from) =>
    article.publishedAt !== null &&
    (from.length === 10 ? article.publishedAt.slice(0, 10) >= from : instant(article)! >= Date.parse(from)),
  to: (article, to) =>
    article.publishedAt !== null &&
    (to.length === 10 ? article.publishedAt.slice(0, 10) <= to : instant(article)! <= Date.parse(to)),
  missing: ({ missing }, value) => missing.includes(value),
  warning: ({ warnings }, value) => warnings.some(({ rule }) => rule === value),
  section: ({ section }, value) => section === value,
  host: ({ url }, value) =>
    url !== null && plainHost(new URL(url).hostname) === plainHost(value.toLowerCase()),
  ingestedFrom: ({ ingestedAt }, from) => isFrom(ingestedAt, from),
  ingestedTo: ({ ingestedAt }, to) => isTo(ingestedAt, to),
  updatedFrom: ({ updatedAt }, from) => isFrom(updatedAt, from),
  updatedTo: ({ updatedAt }, to) => isTo(updatedAt, to),
  language: ({ language }, value) =>
    language?.toLowerCase() === value.toLowerCase() || language?.startsWith(`${value}-`) === true,
}

export const isIn = (article: Article, filter: ArticleFilter): boolean =>
  Object.entries(filter).every(([name, value]) =>
    (meanings[name as keyof ArticleFilter] as (a: Article, value: unknown) => boolean)(article, value),
  )

/** @param articles in the order in which they were stored, which breaks ties */
export function expected(articles: Article[], filter: ArticleFilter, sort: ArticleSort): string[] {
  const sign = sort === 'oldest' ? 1 : -1
  const timeOf = (article: Article) =>
    sort === 'ingested' || sort === 'updated' ? Date.parse(article[`${sort}At`]) : instant(article)
  const found = articles
    .map((article, key) => ({ article, key }))
    .filter(({ article }) => isIn(article, filter))
  found.sort((a, b) => {
    const [ofA, ofB] = [timeOf(a.article), timeOf(b.article)]
    if (ofA === ofB) return sign * (a.key - b.key)
    if (ofA === null || ofB === null) return ofA === null ? 1 : -1
    return sign * (ofA - ofB)
  })
  return found.map(({ article }) => article.id)
}
