import { type ReparseSummary, reparse } from '../../ingest/reparse.ts'
import type { Job, JobQueue, JobResult, RunState, Store } from '../../store/store.ts'
import { countsOf, type Handler, runAnew, Tally, type Workplace } from '../queue.ts'
import { writeSummary } from '../reparse-summary.ts'

/** Articles in the order of their ids: behind `after` up to `to`, null for no bound. */
type Input = { after: string | null; to: string | null }

const articlesAtMost = 500
const ofField = 'field: '

const jobOf = (run: string, input: Input): Job => ({
  kind: 'reparse',
  run,
  name: `articles behind ${input.after ?? 'the beginning'}`,
  input,
})

/** Has workers parse all pages anew, and shows how far they are. @returns the exit status */
export async function queueReparse(store: Store): Promise<number> {
  const { articles } = await store.statistics()
  const jobs = async (run: string, queue: JobQueue) =>
    (await queue.idRanges(articlesAtMost)).map((range) => jobOf(run, range))
  return runAnew({
    store,
    kind: 'reparse',
    jobs,
    total: articles,
    write: (counts) => writeSummary(summaryOf(counts), false),
  })
}

const summaryOf = ({
  articles = 0,
  updated = 0,
  unchanged = 0,
  failed = 0,
  ...others
}: RunState['counts']): ReparseSummary => ({
  articles,
  updated,
  unchanged,
  failed,
  fields: countsOf(others, ofField),
})

/** @returns what does jobs of a reparse */
export function reparseHandler({ store, parser, queue, signal }: Workplace): Handler<Input> {
  return async ({ run, input }): Promise<JobResult> => {
    const tally = new Tally()
    let { after } = input
    const outcomes = reparse({ store, parser }, { ...input, signal })
    for await (const outcome of outcomes) {
      after = outcome.id
      tally.add('articles')
      if (outcome.result === 'failed') tally.fault(outcome.id, outcome.problem.message)
      else tally.add(outcome.result)
      if (outcome.result === 'updated') for (const field of outcome.fields) tally.add(ofField + field)
    }
    if (signal.aborted) await queue.add([jobOf(run, { ...input, after })])
    return tally
  }
}
