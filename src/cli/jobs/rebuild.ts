import type { Job, JobResult, Store } from '../../store/store.ts'
import { writeLine } from '../output.ts'
import { type Handler, runAnew, Tally, type Workplace } from '../queue.ts'

/** One job: a rebuild locks all articles, a batch at a time, and knows by itself how far it is. */
const jobOf = (run: string): Job => ({ kind: 'rebuild', run, name: 'rebuild', input: {} })

/** Has a worker write anew what is derived, and waits for it. @returns the exit status */
export const queueRebuild = (store: Store): Promise<number> =>
  runAnew({
    store,
    kind: 'rebuild',
    jobs: async (run) => [jobOf(run)],
    total: null,
    write: async ({ articles = 0, failed = 0 }) =>
      void (await writeLine(`${articles} articles: ${articles - failed} rebuilt, ${failed} failed`)),
  })

/** @returns what does jobs of a rebuild */
export function rebuildHandler({ store, queue, signal }: Workplace): Handler<object> {
  return async ({ run }): Promise<JobResult> => {
    const tally = new Tally()
    let articles = 0
    const onProgress = (_done: number, total: number) => {
      articles = total
    }
    const { faults, isComplete } = await store.rebuild({ onProgress, signal })
    for (const { where, what } of faults) tally.fault(where, what)
    if (isComplete) tally.add('articles', articles)
    else await queue.add([jobOf(run)])
    return tally
  }
}
