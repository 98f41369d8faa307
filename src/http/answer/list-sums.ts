import { LRUCache } from 'lru-cache'
import type { ArticleFilter } from '../../query.ts'
import type { ArticleList, Store } from '../../store/store.ts'
import { mostValues, shownFacets } from '../representations/pages/articles.ts'

/** The length of a list, its articles a month, and the commonest values of the facets that pages show. */
export type Sums = Required<Pick<ArticleList, 'total' | 'facets'>>

/** Lists whose sums are kept. */
const mostLists = 256

/** What every page of a list says of the whole list: counted once, and kept until the owner says that the archive changed. */
export class ListSums {
  readonly #store: Pick<Store, 'list'>
  readonly #kept = new LRUCache<string, Promise<Sums>>({ max: mostLists })

  constructor(store: Pick<Store, 'list'>) {
    this.#store = store
  }

  of(filter: ArticleFilter): Promise<Sums> {
    const key = JSON.stringify(filter)
    const kept = this.#kept.get(key)
    if (kept !== undefined) return kept
    const counted = this.#count(filter)
    this.#kept.set(key, counted)
    counted.catch(() => this.#kept.get(key) === counted && this.#kept.delete(key))
    return counted
  }

  clear(): void {
    this.#kept.clear()
  }

  async #count(filter: ArticleFilter): Promise<Sums> {
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
