import type { Article } from '../../../article.ts'
import { countsOf, listsOf, publishedOf, type Term, type TermName, termNamesOf } from '../../rules/terms.ts'
import type { Fault } from '../../store.ts'
import { timeFaults } from '../../verified.ts'
import type { Connection } from '../connection.ts'
import { Terms, unpackTerms } from '../lists/terms.ts'

type Facts = { instant: number; day: number | null; terms: Buffer; ingested: number; updated: number }
type Counted = { term: number; kind: string; value: string; articles: number }

/** Lists and counters, held to the articles. */
export class ListedSums {
  readonly #connection: Connection
  readonly #terms: Terms
  readonly #known = new Map<string, Term | undefined>()
  readonly #counts = new Map<number, number>()
  #postings = 0

  constructor(connection: Connection) {
    this.#connection = connection
    this.#terms = new Terms(connection)
  }

  /** @returns what is wrong with the article's places in lists; it counts from now on */
  faultsOf(key: number, article: Article): string[] {
    const sql = 'SELECT instant, day, terms, ingested, updated FROM facts WHERE key = ?'
    const facts = this.#connection.rows<Facts>(sql).get(key)
    if (facts === undefined) return ['has no facts']
    const faults = timeFaults(article, facts)
    const { instant } = publishedOf(article.publishedAt)
    const terms = termNamesOf(article).flatMap((name) => this.#term(name) ?? [])
    const named = unpackTerms(facts.terms)
    const isSame = terms.length === named.length && terms.every(({ term }) => named.includes(term))
    if (!isSame || terms.length !== termNamesOf(article).length) faults.push('has other terms in its facts')
    for (const list of listsOf(terms)) {
      this.#postings++
      const sql = 'SELECT 1 FROM postings WHERE term = ? AND instant = ? AND key = ?'
      if (this.#connection.values<number>(sql).get(list, instant, key) === undefined) {
        faults.push(`is missing in the list of term ${list}`)
      }
    }
    for (const term of countsOf(terms)) this.#counts.set(term, (this.#counts.get(term) ?? 0) + 1)
    return faults
  }

  #term(name: TermName): Term | undefined {
    const key = `${name.kind}\n${name.value}`
    if (!this.#known.has(key)) this.#known.set(key, this.#terms.find(name.kind, name.value))
    return this.#known.get(key)
  }

  /** @returns what is in lists and counters beyond the articles that were looked at */
  *rest(): Generator<Fault, void, void> {
    const postings = this.#connection.values<number>('SELECT count(*) FROM postings').get()
    if (postings !== this.#postings) {
      yield { where: 'postings', what: `${postings} where the articles have ${this.#postings}` }
    }
    const sql = 'SELECT term, kind, value, articles FROM terms'
    for (const { term, kind, value, articles } of this.#connection.rows<Counted>(sql).all()) {
      const counted = this.#counts.get(term) ?? 0
      if (articles === counted) continue
      yield {
        where: 'terms',
        what: `${kind} ${JSON.stringify(value)} counts ${articles} articles of ${counted}`,
      }
    }
    yield* this.#days()
    yield* this.#aliases()
  }

  *#days(): Generator<Fault, void, void> {
    const sql = `WITH
      counted AS (SELECT day, count(*) AS articles FROM postings JOIN facts USING (key)
        WHERE term = ? AND day IS NOT NULL GROUP BY day),
      kept AS (SELECT day, articles FROM term_days WHERE term = ?)
      SELECT count(*) FROM (SELECT * FROM (SELECT * FROM counted EXCEPT SELECT * FROM kept)
        UNION ALL SELECT * FROM (SELECT * FROM kept EXCEPT SELECT * FROM counted))`
    const differences = this.#connection.values<number>(sql)
    const terms = 'SELECT term FROM postings UNION SELECT term FROM term_days'
    for (const term of this.#connection.values<number>(terms).all()) {
      const count = differences.get(term, term) ?? 0
      if (count > 0) yield { where: 'term_days', what: `term ${term} has ${count} wrong counts` }
    }
  }

  *#aliases(): Generator<Fault, void, void> {
    const targets = new Map(
      this.#connection
        .rows<{ alias: number; tag: number }>('SELECT alias, tag FROM tag_aliases')
        .all()
        .map(({ alias, tag }) => [alias, tag]),
    )
    const roots = this.#connection
      .rows<{ term: number; root: number | null }>('SELECT term, root FROM terms WHERE root IS NOT NULL')
      .all()
    for (const { term, root } of roots) {
      if (rootOf(targets, term) !== root)
        yield { where: 'tag_aliases', what: `term ${term} has another root` }
    }
    const merged = new Set(roots.map(({ term }) => term))
    for (const alias of targets.keys()) {
      if (!merged.has(alias)) yield { where: 'tag_aliases', what: `term ${alias} has no root` }
    }
  }
}

/** @returns the tag at the end of the aliases; undefined where they go in a circle */
function rootOf(targets: Map<number, number>, term: number): number | undefined {
  let at = term
  for (let steps = 0; steps <= targets.size; steps++) {
    const next = targets.get(at)
    if (next === undefined) return at
    at = next
  }
  return undefined
}
