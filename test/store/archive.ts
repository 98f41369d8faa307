import { join } from 'node:path'
import { fold } from '../../src/fold.ts'
import type { ArticleSort } from '../../src/query.ts'
import type { Hit } from '../../src/store/rules/search/hit.ts'
import { parseQuery, type Query } from '../../src/store/rules/search/query.ts'
import { Connection } from '../../src/store/sqlite/connection.ts'
import { migrate } from '../../src/store/sqlite/migrate.ts'
import {
  estimateHits,
  hits,
  indexArticles,
  keysOfHits,
  matching,
  type PublishedRange,
  type SearchDocument,
  unindexArticles,
} from '../../src/store/sqlite/search/search.ts'

type Texts = { title: string; text: string }

/** A search index in a file, and what it should find: articles that are kept beside it and looked through one by one. */
export class Archive {
  readonly connection: Connection
  readonly articles = new Map<number, SearchDocument>()
  readonly #folded = new Map<number, Texts>()

  constructor(folder: string) {
    this.connection = new Connection(join(folder, 'search.db'))
    // No test here cuts the power.
    this.connection.database.pragma('synchronous = OFF')
    this.connection.database.pragma('journal_mode = WAL')
    migrate(this.connection)
  }

  /** One transaction. */
  write(added: readonly SearchDocument[], removed: readonly number[] = []): void {
    this.connection.run('BEGIN IMMEDIATE')
    this.#change(added, removed)
    this.connection.run('COMMIT')
    for (const key of removed) this.articles.delete(key)
    for (const article of added) {
      this.articles.set(article.key, article)
      this.#folded.set(article.key, { title: fold(article.title), text: fold(article.text) })
    }
  }

  /** A transaction that comes to nothing. */
  writeInVain(added: readonly SearchDocument[], removed: readonly number[] = []): void {
    this.connection.run('BEGIN IMMEDIATE')
    this.#change(added, removed)
    this.connection.run('ROLLBACK')
  }

  #change(added: readonly SearchDocument[], removed: readonly number[]): void {
    unindexArticles(this.connection, removed)
    for (const _ of indexArticles(this.connection, added));
  }

  textOf = (key: number): Texts => {
    const article = this.#folded.get(key)
    if (article === undefined) throw new Error(`the index speaks of article ${key}, which is not there`)
    return article
  }

  found(q: string, sort: ArticleSort, range?: PublishedRange): Hit[] {
    const walk = hits(this.connection, parseQuery(q), { sort, textOf: this.textOf, range })
    return [...walk].filter((hit) => hit !== null)
  }

  /** The same, a few at a time. */
  paged(q: string, sort: ArticleSort, limit: number, range?: PublishedRange): Hit[] {
    const all: Hit[] = []
    for (;;) {
      const after = all.at(-1)
      const page: Hit[] = []
      for (const hit of hits(this.connection, parseQuery(q), { sort, textOf: this.textOf, range, after })) {
        if (hit !== null) page.push(hit)
        if (page.length === limit) break
      }
      all.push(...page)
      if (page.length < limit) return all
    }
  }

  count(q: string): number {
    const keys = [...keysOfHits(this.connection, parseQuery(q), { textOf: this.textOf })]
    return keys.filter((key) => key !== null).length
  }

  estimate = (q: string, most: number): number => estimateHits(this.connection, parseQuery(q), most)

  matching = (q: string, keys: readonly number[]): Hit[] =>
    matching(this.connection, parseQuery(q), keys, { sort: 'relevance', textOf: this.textOf })

  /** What a plain scan of the folded texts finds. */
  scanned(q: string, sort: ArticleSort, range?: PublishedRange): Hit[] {
    const query = parseQuery(q)
    return [...this.articles.values()]
      .filter(({ key }) => scan(this.#folded.get(key) as Texts, query))
      .filter(({ published }) => {
        if (range === undefined) return true
        return published !== null && published >= range.from && published <= range.to
      })
      .map((article) => ({
        key: article.key,
        published: article.published,
        relevance: sort === 'relevance' ? relevanceOf(this.#folded.get(article.key) as Texts, query) : 0,
      }))
      .sort((a, b) => inOrder(a, b, sort))
  }
}

function scan({ title, text }: Texts, query: Query): boolean {
  const has = (term: string) => title.includes(term) || text.includes(term)
  return query.all.every(has) && !query.none.some(has)
}

function relevanceOf({ title, text }: Texts, { all }: Query): number {
  if (all.length === 0) return 0
  const count = (term: string) => countOf(title, term) + countOf(text, term)
  const inTitle = all.filter((term) => title.includes(term)).length
  const counted = all.filter((term) => term.length > 1)
  const often = counted.length > 0 && counted.every((term) => count(term) >= 3)
  return (inTitle === all.length ? 4 : inTitle > 0 ? 2 : 0) + (often ? 1 : 0)
}

function countOf(text: string, term: string): number {
  let count = 0
  for (let at = 0; at < text.length; at++) if (text.startsWith(term, at)) count++
  return count
}

function inOrder(a: Hit, b: Hit, sort: ArticleSort): number {
  const sign = sort === 'oldest' ? 1 : -1
  if (a.relevance !== b.relevance) return b.relevance - a.relevance
  if (a.published === b.published) return sign * (a.key - b.key)
  if (a.published === null) return 1
  if (b.published === null) return -1
  return sign * (a.published - b.published)
}
