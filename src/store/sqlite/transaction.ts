import type { Article } from '../../article.ts'
import { searchableOf } from '../rules/search/searchable.ts'
import { publishedOf, undated } from '../rules/terms.ts'
import type { Connection } from './connection.ts'
import type { Terms } from './lists/terms.ts'
import { countImport } from './rows/activity.ts'
import { recountTotals } from './rows/totals.ts'
import { indexArticles, type SearchDocument, unindexArticles } from './search/search.ts'

/** A transaction, with the counts and index entries that are written once, at its end. */
export class Transaction {
  readonly connection: Connection
  readonly terms: Terms
  /** Milliseconds since 1970: the one time of all that is written. */
  readonly now = Date.now()
  /** Ids of articles that changed. */
  readonly changed = new Set<string>()
  /** Whether lists, counts or tags changed, even if no article did. */
  listsChanged = false
  readonly #counts = new Map<number, number>()
  /** By term and day. */
  readonly #days = new Map<number, Map<number, number>>()
  readonly #totals = new Map<string, number>()
  readonly #texts = new Map<number, SearchDocument | null>()
  /** Pages and articles that are new. */
  readonly #imported = { pages: 0, articles: 0 }
  #isRecounted = false

  constructor(connection: Connection, terms: Terms) {
    this.connection = connection
    this.terms = terms
  }

  /** Adds to the number of a term's articles. */
  count(term: number, difference: number): void {
    this.#counts.set(term, (this.#counts.get(term) ?? 0) + difference)
    this.listsChanged = true
  }

  /** Adds to the number of a term's articles of a day; null is no day. */
  countDay(term: number, day: number | null, difference: number): void {
    if (day === null || difference === 0) return
    const days = this.#days.get(term) ?? new Map<number, number>()
    this.#days.set(term, days.set(day, (days.get(day) ?? 0) + difference))
  }

  total(name: 'articles' | 'deleted' | 'revisions' | 'raw size', difference: number): void {
    this.#totals.set(name, (this.#totals.get(name) ?? 0) + difference)
    if (name === 'revisions' && difference > 0) this.#imported.pages += difference
    if (name === 'articles' && difference > 0) this.#imported.articles += difference
  }

  /** Drops the counts of terms so far, because all lists were emptied. */
  forgetCounts(): void {
    this.#counts.clear()
    this.#days.clear()
  }

  /** Counts the totals anew at the end of the transaction. */
  recount(): void {
    this.#isRecounted = true
  }

  /** Indexes an article at the end of the transaction; null takes it out. `grams`: the article's, if made before. */
  search(key: number, article: Article | null, grams?: Float64Array): void {
    if (article === null) {
      this.#texts.set(key, null)
      return
    }
    const { instant } = publishedOf(article.publishedAt)
    this.#texts.set(key, {
      key,
      published: instant === undated ? null : instant,
      ...searchableOf(article),
      ...(grams && { grams }),
    })
  }

  /** Writes counts, totals and the search index: once for many articles is much cheaper. */
  *finish(): Generator<void, void, void> {
    for (const [term, difference] of this.#counts) {
      if (difference === 0) continue
      this.connection.run('UPDATE terms SET articles = articles + ? WHERE term = ?', difference, term)
    }
    this.#writeDays()
    for (const [name, difference] of this.#totals) {
      this.connection.run('UPDATE totals SET value = value + ? WHERE name = ?', difference, name)
    }
    if (this.#isRecounted) recountTotals(this.connection)
    const { pages, articles } = this.#imported
    if (pages + articles > 0) countImport(this.connection, this.now, pages, articles)
    yield
    const gone = [...this.#texts].flatMap(([key, text]) => (text === null ? [key] : []))
    if (gone.length > 0) unindexArticles(this.connection, gone)
    const texts = [...this.#texts.values()].filter((text) => text !== null)
    yield* indexArticles(this.connection, texts)
  }

  #writeDays(): void {
    const add = `INSERT INTO term_days (term, day, articles) VALUES (?, ?, ?)
      ON CONFLICT (term, day) DO UPDATE SET articles = articles + excluded.articles`
    const drop = 'DELETE FROM term_days WHERE term = ? AND day = ? AND articles = 0'
    // In the order of the table, so that its pages are visited once.
    for (const [term, days] of [...this.#days].sort(([a], [b]) => a - b))
      for (const [day, difference] of days) {
        if (difference !== 0) this.connection.run(add, term, day, difference)
        if (difference < 0) this.connection.run(drop, term, day)
      }
  }
}
