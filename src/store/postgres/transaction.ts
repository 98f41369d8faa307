import type { Article } from '../../article.ts'
import { bitsOf, changeTypes } from '../rules/changed.ts'
import type { ArticleChange, TagChange } from '../store.ts'
import type { Connection } from './connection.ts'
import type { Terms } from './lists/terms.ts'
import { countImport } from './rows/activity.ts'
import { GatheredRows } from './rows/gathered.ts'
import { indexArticles, type SearchDocument } from './search/grams.ts'

type Total = 'articles' | 'deleted' | 'revisions' | 'raw_size'
type ChangeRow = { type: number; key: number; fields: number; tag: number | null }

/** A transaction, with what is written once, at its end. */
export class Transaction {
  readonly connection: Connection
  readonly terms: Terms
  /** Milliseconds since 1970: the one time of all that is written. */
  readonly now = Date.now()
  /** Whether articles, lists, counts or tags changed. */
  isChanged = false
  /** What is to be written before anything of it is read. */
  readonly rows = new GatheredRows()
  /** Whether tags were merged or parted. */
  rootsChanged = false
  readonly #counts = new Map<number, number>()
  readonly #days = new Map<string, number>()
  readonly #totals: Record<Total, number> = { articles: 0, deleted: 0, revisions: 0, raw_size: 0 }
  readonly #texts = new Map<number, SearchDocument | null>()
  readonly #changes: ChangeRow[] = []
  /** Pages and articles that are new. */
  readonly #imported = { pages: 0, articles: 0 }

  constructor(connection: Connection, terms: Terms) {
    this.connection = connection
    this.terms = terms
  }

  /** Adds to the number of a term's articles. */
  count(term: number, difference: number): void {
    this.#counts.set(term, (this.#counts.get(term) ?? 0) + difference)
    this.isChanged = true
  }

  /** Adds to the number of a term's articles of a day; null is no day. */
  countDay(term: number, day: number | null, difference: number): void {
    if (day === null) return
    const key = `${term} ${day}`
    this.#days.set(key, (this.#days.get(key) ?? 0) + difference)
  }

  total(name: Total, difference: number): void {
    this.#totals[name] += difference
    if (name === 'revisions' && difference > 0) this.#imported.pages += difference
    if (name === 'articles' && difference > 0) this.#imported.articles += difference
  }

  /** Indexes an article at the end of the transaction; null takes it out. `grams`: the article's, if made before. */
  search(key: number, article: Article | null, grams?: Float64Array): void {
    this.#texts.set(key, article === null ? null : { key, article, ...(grams && { grams }) })
  }

  /** Adds a change of an article to the sequence. */
  changed(type: ArticleChange['type'], key: number, fields: readonly string[]): void {
    this.#changes.push({ type: changeTypes.indexOf(type), key, fields: bitsOf(fields), tag: null })
  }

  /** Adds the merge of a tag, or its end, to the sequence. @param alias and @param tag terms */
  tagChanged(type: TagChange['type'], alias: number, tag: number): void {
    this.#changes.push({ type: changeTypes.indexOf(type), key: alias, fields: 0, tag })
  }

  /** Writes the rows that were gathered, for those who read them. */
  flush(): Promise<void> {
    return this.rows.write(this.connection)
  }

  /**
   * Writes what was gathered. From the update of `state` on, which comes after all other work, whoever else commits a
   * change waits: so changes are numbered in the order of commits.
   * @returns the new generation; undefined where nothing changed
   */
  async finish(): Promise<number | undefined> {
    const { connection } = this
    await this.flush()
    await indexArticles(connection, this.#texts)
    const { articles, deleted, revisions, raw_size: rawSize } = this.#totals
    if (!this.isChanged && this.#changes.length === 0) return undefined
    const state = await connection.row<{ sequence: number; generation: number }>(
      `UPDATE state SET sequence = sequence + $1, generation = generation + 1, terms_version = terms_version + $2,
         articles = articles + $3, deleted = deleted + $4, revisions = revisions + $5, raw_size = raw_size + $6
       RETURNING sequence, generation`,
      this.#changes.length,
      this.rootsChanged ? 1 : 0,
      articles,
      deleted,
      revisions,
      rawSize,
    )
    if (state === undefined) throw new Error('there is no row in state')
    const { pages, articles: created } = this.#imported
    if (pages + created > 0) await countImport(connection, this.now, pages, created)
    await this.#writeCounts()
    await this.#writeDays()
    await this.#writeChanges(state.sequence - this.#changes.length)
    return state.generation
  }

  async #writeCounts(): Promise<void> {
    const counts = [...this.#counts].filter(([, difference]) => difference !== 0)
    if (counts.length === 0) return
    await this.connection.run(
      `UPDATE terms SET articles = articles + difference
       FROM unnest($1::integer[], $2::bigint[]) AS counted (number, difference) WHERE term = number`,
      counts.map(([term]) => term),
      counts.map(([, difference]) => difference),
    )
  }

  async #writeDays(): Promise<void> {
    const days = [...this.#days].flatMap(([key, difference]) =>
      difference === 0 ? [] : [[...key.split(' ').map(Number), difference] as [number, number, number]],
    )
    if (days.length === 0) return
    await this.connection.run(
      `INSERT INTO term_days AS kept (term, day, articles)
       SELECT * FROM unnest($1::integer[], $2::integer[], $3::bigint[])
       ON CONFLICT (term, day) DO UPDATE SET articles = kept.articles + excluded.articles`,
      days.map(([term]) => term),
      days.map(([, day]) => day),
      days.map(([, , difference]) => difference),
    )
    const fewer = days.filter(([, , difference]) => difference < 0)
    if (fewer.length === 0) return
    await this.connection.run(
      `DELETE FROM term_days USING unnest($1::integer[], $2::integer[]) AS counted (term, day)
       WHERE term_days.term = counted.term AND term_days.day = counted.day AND articles = 0`,
      fewer.map(([term]) => term),
      fewer.map(([, day]) => day),
    )
  }

  async #writeChanges(last: number): Promise<void> {
    if (this.#changes.length === 0) return
    await this.connection.run(
      `INSERT INTO changes (sequence, type, key, at, fields, tag)
       SELECT $1::bigint + number, type, key, $2::bigint, fields, tag
       FROM unnest($3::smallint[], $4::bigint[], $5::bigint[], $6::integer[])
         WITH ORDINALITY AS made (type, key, fields, tag, number)`,
      last,
      this.now,
      this.#changes.map(({ type }) => type),
      this.#changes.map(({ key }) => key),
      this.#changes.map(({ fields }) => fields),
      this.#changes.map(({ tag }) => tag),
    )
  }
}
