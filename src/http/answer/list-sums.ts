import { setTimeout } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import type { ArticleFilter } from '../../query.ts'
import type { ArticleList, Store } from '../../store/store.ts'
import { mostValues, shownFacets } from '../representations/pages/articles.ts'

/** The length of a list, its articles a month, and the commonest values of the facets that pages show. */
export type Sums = Required<Pick<ArticleList, 'total' | 'facets'>>

/** Lists whose sums are kept. */
const mostLists = 256

/** A page waits so many times so many milliseconds for its sums: while the whole machine stands still, that is one. */
const [waits, wait] = [30, 5]
/** Lists that may be counted on behind answered pages. */
const mostBehind = 2
/** Milliseconds that sums which no page waited for are used, however the archive changes: under an import it always does. */
const useOfSlow = 10_000

/** `usedUntil`: a time of the process until which the sums are used though the archive has changed. */
type Count = { sums: Promise<Sums>; isOld: boolean; usedUntil: number }

/** What every page of a list says of the whole list: counted once, and kept until the owner says that the archive changed. */
export class ListSums {
  readonly #store: Pick<Store, 'list'>
  readonly #kept = new LRUCache<string, Count>({ max: mostLists })
  readonly #behind = new Set<Count>()

  constructor(store: Pick<Store, 'list'>) {
    this.#store = store
  }

  of(filter: ArticleFilter): Promise<Sums> {
    return this.#countOf(filter).sums
  }

  /** @returns the sums; undefined where counting takes long. It goes on then, for the next page of the list */
  async soon(filter: ArticleFilter): Promise<Sums | undefined> {
    const count = this.#countOf(filter)
    const { sums } = count
    if (this.#behind.size >= mostBehind && !this.#behind.has(count)) return sums
    const ended = sums.then(
      () => true,
      () => true,
    )
    for (let waited = 0; waited < waits; waited++) {
      if (await Promise.race([ended, setTimeout(wait, false)])) return sums
    }
    if (this.#behind.has(count)) return undefined
    this.#behind.add(count)
    count.usedUntil = Number.POSITIVE_INFINITY
    ended.then(() => {
      count.usedUntil = performance.now() + useOfSlow
      this.#behind.delete(count)
    })
    return undefined
  }

  clear(): void {
    for (const count of this.#kept.values()) count.isOld = true
  }

  #countOf(filter: ArticleFilter): Count {
    const key = JSON.stringify(filter)
    const kept = this.#kept.get(key)
    if (kept !== undefined && (!kept.isOld || performance.now() < kept.usedUntil)) return kept
    const count: Count = { sums: this.#sumsOf(filter), isOld: false, usedUntil: 0 }
    this.#kept.set(key, count)
    count.sums.catch(() => this.#kept.get(key) === count && this.#kept.delete(key))
    return count
  }

  async #sumsOf(filter: ArticleFilter): Promise<Sums> {
    const list = await this.#store.list({
      filter,
      sort: 'newest',
      limit: 0,
      count: true,
      facets: [...shownFacets, 'month'],
    })
    const shown = shownFacets.map((name) => [name, list.facets?.[name]?.slice(0, mostValues) ?? []])
    return {
      total: list.total ?? 0,
      facets: { ...Object.fromEntries(shown), month: list.facets?.month ?? [] },
    }
  }
}
