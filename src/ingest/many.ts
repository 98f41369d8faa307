import type { Item } from '../page.ts'
import { Problem } from '../problem.ts'
import type { IngestSummary, ItemOutcome, Result } from './outcome.ts'

/** A group of items in progress: parsing has begun, storing waits for its turn. */
export type Underway = {
  /** Settles when the group is ready to be stored. */
  prepared: Promise<unknown>
  /** Stores the group: a result for each item, in order. */
  store(): Promise<Result[]>
}

type Begun = { group: Item[] } & Underway

/** Groups handed to the store at the same time: one waits for the disk, the next is prepared for its transaction. */
const storedAtOnce = 2
/**
 * Groups that are read and prepared ahead of those. A store may pause for a second now and then: the parsing threads go on
 * meanwhile.
 */
const preparedAhead = 3

/**
 * Runs groups of items through two stages, parsing and storing, at the same time. The number of groups in memory is
 * bounded, and nothing is read before the first outcome is requested.
 *
 * @yields the outcomes in the order of the items
 * @returns the summary
 */
export async function* takeMany(
  groups: AsyncIterable<Item[]>,
  begin: (group: Item[]) => Underway,
): AsyncGenerator<ItemOutcome, IngestSummary, void> {
  const summary: IngestSummary = { items: 0, created: 0, updated: 0, unchanged: 0, failed: 0 }
  const iterator = groups[Symbol.asyncIterator]()
  let isLeft = false
  /** @param before the preceding group, which is read first */
  const beginNext = async (before: Promise<Begun | undefined> | undefined): Promise<Begun | undefined> => {
    if ((before !== undefined && (await before) === undefined) || isLeft) return undefined
    const { done, value: group } = await iterator.next()
    return done === true ? undefined : { group, ...begin(group) }
  }
  const upcoming: Promise<Begun | undefined>[] = []
  /** @returns the next group; undefined after the last */
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
        // If more items are available, the next group begins first; a slow source delays nothing.
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
        count(summary, outcome)
        yield outcome
      }
    }
  } finally {
    isLeft = true
    await Promise.allSettled(storing.map(({ results }) => results))
    await iterator.return?.()
  }
}

/** @returns whether the first promise fulfils before the second one does; false if it rejects */
const isFirst = (first: Promise<unknown>, second: Promise<unknown>): Promise<boolean> =>
  Promise.race([
    first.then(
      () => true,
      () => false,
    ),
    second.then(() => false),
  ])

/** Reasons that are told apart: names of media types and suffixes come from others, in any number. */
const mostReasons = 100

function count(summary: IngestSummary, outcome: ItemOutcome): void {
  if (outcome.result !== 'passed-over') {
    summary.items++
    summary[outcome.result] = (summary[outcome.result] ?? 0) + 1
    return
  }
  summary.passedOver ??= {}
  const reasons = summary.passedOver
  const isKnown = Object.hasOwn(reasons, outcome.reason)
  const reason = isKnown || Object.keys(reasons).length < mostReasons ? outcome.reason : 'other'
  reasons[reason] = (reasons[reason] ?? 0) + 1
}

function outcomeOf({ label }: Item, result: Result | undefined): ItemOutcome {
  if (result === undefined) throw new Error('an item got no result')
  if (result instanceof Problem) return { ...label, result: 'failed', problem: result }
  if ('passedOver' in result)
    return { ...label, result: 'passed-over', reason: result.passedOver.slice(0, 100) }
  return { ...label, result: result.result, id: result.id }
}
