import type { Item } from '../page.ts'
import { Problem } from '../problem.ts'
import type { Saved } from '../store/store.ts'
import type { IngestSummary, ItemOutcome } from './ingest.ts'

/** What became of an item: stored, or why not. */
export type Result = Saved | Problem

/** A group of items on its way: what was begun at once, and the storing, which waits for its turn. */
export type Underway = {
  /** Settles when nothing but the storing is left to do. */
  prepared: Promise<unknown>
  /** Stores the group: a result for each item, in order. */
  store(): Promise<Result[]>
}

/**
 * Takes items in groups through two stages: while one group is stored, the next is read and prepared. Never more
 * than these two are held, and what nobody asks for is not read.
 *
 * @returns the outcomes in the order of the items; at last the summary
 */
export async function* takeMany(
  groups: AsyncIterable<Item[]>,
  begin: (group: Item[]) => Underway,
): AsyncGenerator<ItemOutcome, IngestSummary, void> {
  const summary: IngestSummary = { items: 0, created: 0, updated: 0, unchanged: 0, failed: 0 }
  const iterator = groups[Symbol.asyncIterator]()
  const beginNext = async () => {
    const { done, value: group } = await iterator.next()
    return done === true ? undefined : { group, ...begin(group) }
  }
  let next = beginNext()
  try {
    for (let current = await next; current !== undefined; current = await next) {
      next = beginNext()
      // A source that has more makes the next group begin first; one that is waited for delays nothing.
      await Promise.race([next, current.prepared])
      const results = await current.store()
      for (const [index, item] of current.group.entries()) {
        const outcome = outcomeOf(item, results[index])
        summary.items++
        summary[outcome.result]++
        yield outcome
      }
    }
    return summary
  } finally {
    next.catch(() => {})
    await iterator.return?.()
  }
}

function outcomeOf({ label }: Item, result: Result | undefined): ItemOutcome {
  if (result === undefined) throw new Error('an item got no result')
  if (result instanceof Problem) return { ...label, result: 'failed', problem: result }
  return { ...label, result: result.result, id: result.id }
}
