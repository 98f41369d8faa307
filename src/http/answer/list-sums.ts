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

type Count = {
  sums: Promise<Sums>
  /** Settles with true, also where the sums fail. */
  ended: Promise<true>
  isOld: boolean
  /** A time of the process until which the sums are used though the archive has changed. */
  usedUntil: number
}

const isEnded = (): true => true

/** What every page of a list says of the whole list: counted once, and kept until the owner says that the archive changed. */
export class ListSums {
  readonly #store: Pick<Store, 'list'>
  readonly #kept = new LRUCache<string, Count>({ max: mostLists })
  readonly #behind = new Set<Count>()

  constructor(store: Pick<Store, 'list'>) {
    this.#store = store
  }

  /**
   * @returns the sums; undefined where counting takes long. It goes on then, for the next page of the list, unless other
   * lists are counted behind their pages already
   */
  async soon(filter: ArticleFilter): Promise<Sums | undefined> {
    let count: Count | undefined
    for (let left = waits; left > 0; left--) {
      count ??= this.#keptOf(filter) ?? (this.#behind.size < mostBehind ? this.#begun(filter) : undefined)
      const waited = setTimeout(wait, false)
      if (await (count === undefined ? waited : Promise.race([count.ended, waited]))) return count?.sums
    }
    if (count !== undefined) this.#leaveBehind(count)
    return undefined
  }

  clear(): void {
    for (const count of this.#kept.values()) count.isOld = true
  }

  #leaveBehind(count: Count): void {
    if (this.#behind.has(count)) return
    this.#behind.add(count)
    count.usedUntil = Number.POSITIVE_INFINITY
    count.ended.then(() => {
      count.usedUntil = performance.now() + useOfSlow
      this.#behind.delete(count)
    })
  }

  #keptOf(filter: ArticleFilter): Count | undefined {
    const kept = this.#kept.get(JSON.stringify(filter))
    return kept !== undefined && (!kept.isOld || performance.now() < kept.usedUntil) ? kept : undefined
  }

  #begun(filter: ArticleFilter): Count {
    const key = JSON.stringify(filter)
    const sums = this.#sumsOf(filter)
    const count: Count = { sums, ended: sums.then(isEnded, isEnded), isOld: false, usedUntil: 0 }
    this.#kept.set(key, count)
    sums.catch(() => this.#kept.get(key) === count && this.#kept.delete(key))
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
