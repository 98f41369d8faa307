import type { Item } from '../page.ts'
import { Problem } from '../problem.ts'
import type { IngestSummary, ItemOutcome, Result } from './outcome.ts'

/** A group of items on its way: what was begun at once, and the storing, which waits for its turn. */
export type Underway = {
  /** Settles when nothing but the storing is left to do. */
  prepared: Promise<unknown>
  /** Stores the group: a result for each item, in order. */
  store(): Promise<Result[]>
}

type Begun = { group: Item[] } & Underway

/** While one group waits for its turn or for the disk, the one behind it is made ready to be stored. */
const storedAtOnce = 2
/**
 * Groups that are read and prepared ahead of those. A store may pause for a
 * second now and then: the parsing threads go on meanwhile.
 */
const preparedAhead = 8

/**
 * Takes items in groups through two stages: while groups are stored, the next are read and prepared. No more than
 * these are held, and nothing is read before someone asks for the first outcome.
 *
 * @returns the outcomes in the order of the items; at last the summary
 */
export async function* takeMany(
  groups: AsyncIterable<Item[]>,
  begin: (group: Item[]) => Underway,
): AsyncGenerator<ItemOutcome, IngestSummary, void> {
  const summary: IngestSummary = { items: 0, created: 0, updated: 0, unchanged: 0, failed: 0 }
  const iterator = groups[Symbol.asyncIterator]()
  let isLeft = false
  /** @param before the group before, which is read first */
  const beginNext = async (before: Promise<Begun | undefined> | undefined): Promise<Begun | undefined> => {
    if ((before !== undefined && (await before) === undefined) || isLeft) return undefined
    const { done, value: group } = await iterator.next()
    return done === true ? undefined : { group, ...begin(group) }
  }
  const upcoming: Promise<Begun | undefined>[] = []
  /** @returns the first of those that are ahead; undefined behind the last */
  const readAhead = () => {
    while (upcoming.length < preparedAhead) {
      const next = beginNext(upcoming.at(-1))
      next.catch(() => {})
      upcoming.push(next)
    }
    return upcoming[0] as Promise<Begun | undefined>
  }
  const storing: { group: Item[]; results: Promise<Result[]> }[] = []
  try {
    for (;;) {
      const next = readAhead()
      const [oldest] = storing
      const mayTake =
        oldest === undefined || (storing.length < storedAtOnce && (await isFirst(next, oldest.results)))
      const current = mayTake ? await next : undefined
      if (current !== undefined) {
        upcoming.shift()
        // A source that has more makes the next group begin first; one that is waited for delays nothing.
        await Promise.race([readAhead().catch(() => {}), current.prepared])
        const results = current.store()
        results.catch(() => {})
        storing.push({ group: current.group, results })
        continue
      }
      if (oldest === undefined) return summary
      const results = await oldest.results
      storing.shift()
      for (const [index, item] of oldest.group.entries()) {
        const outcome = outcomeOf(item, results[index])
        summary.items++
        summary[outcome.result]++
        yield outcome
      }
    }
  } finally {
    isLeft = true
    await Promise.allSettled(storing.map(({ results }) => results))
    await iterator.return?.()
  }
}

/** @returns whether the first is there before the second; false where it fails */
const isFirst = (first: Promise<unknown>, second: Promise<unknown>): Promise<boolean> =>
  Promise.race([
    first.then(
      () => true,
      () => false,
    ),
    second.then(() => false),
  ])

function outcomeOf({ label }: Item, result: Result | undefined): ItemOutcome {
  if (result === undefined) throw new Error('an item got no result')
  if (result instanceof Problem) return { ...label, result: 'failed', problem: result }
  return { ...label, result: result.result, id: result.id }
}
