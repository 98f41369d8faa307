import { hash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Config } from '../config.ts'
import type { Parser } from '../ingest/ingest.ts'
import { Problem } from '../problem.ts'
import { isPostgres } from '../store/open.ts'
import type { Job, JobQueue, JobResult, RunState, Store } from '../store/store.ts'
import { CommandError, type Flag, type Invocation } from './command.ts'
import { writeLine } from './output.ts'
import { Progress, type ProgressState, printable } from './progress.ts'
import { interrupted, interruption, using } from './wiring.ts'

export const queueFlag: Flag = {
  what: 'Leave the work to all processes of `broadsheet worker`, and show how far they are (PostgreSQL only).',
}

/** What a worker does its jobs with. Once `signal` is aborted, a job ends early and gives back what is left of it. */
export type Workplace = { store: Store; parser: Parser; queue: JobQueue; config: Config; signal: AbortSignal }
/** Does jobs of one kind. */
export type Handler<Input> = (job: { run: string; input: Input }) => Promise<JobResult>

/** @param others flags that do not go with a queue; @throws CommandError */
export function checkQueue({ config, flags }: Invocation, others: readonly string[] = []): void {
  const other = others.find((name) => flags[name] !== undefined)
  if (other !== undefined) throw new CommandError(`--queue and --${other} do not go together`)
  if (!isPostgres(config.DATABASE))
    throw new CommandError('a queue needs a PostgreSQL database: DATABASE=postgres://USER@HOST/DATABASE')
}

/** Opens the queue of a store that has one. */
export const queueOf = (store: Store): Promise<JobQueue> =>
  store.openQueue?.() ?? Promise.reject(new CommandError('the database has no queue'))

/** @returns whether the server was in the way, which may be over soon */
export const isOfServer = (error: unknown): boolean =>
  error instanceof Problem && (error.problem === 'unavailable' || error.problem === 'insufficient-storage')

/** Milliseconds between two looks at how far a run is. */
const interval = 1000
/** Looks after which it is said that nobody works. */
const idleLooks = 5

/** A run that was never looked at. */
const unseen: RunState = { waiting: 0, active: 0, failed: 0, done: 0, counts: {} }

/**
 * Shows how far a run is until all of its jobs have ended, or until the signal; then says what failed. Where the server is
 * lost it waits for the next one, as workers do; interrupted meanwhile, it gives the run as it was seen last.
 * @param shown what progress shows of it
 */
export async function watch(
  queue: JobQueue,
  run: string,
  progress: Progress,
  shown: (state: RunState) => ProgressState,
  signal: AbortSignal,
): Promise<RunState> {
  let seen = unseen
  try {
    for (let looks = 1; ; looks++) {
      const state = await queue.state(run).catch((error: unknown) => {
        if (!isOfServer(error)) throw error
      })
      if (state === undefined) {
        if (signal.aborted) return seen
        await pause(interval, undefined, { signal }).catch(() => {})
        continue
      }
      seen = state
      if (signal.aborted || state.waiting + state.active === 0) {
        const faults = await queue.faults(run)
        for (const { where, what } of faults) progress.say(`${where}: ${what}`)
        const others = state.failed + (state.counts.failed ?? 0) - faults.length
        if (others > 0) progress.say(`and ${others} more`)
        return state
      }
      progress.show(shown(state))
      if (looks === idleLooks && state.active + state.done === 0)
        progress.say(`${state.waiting} jobs wait for a worker: broadsheet worker`)
      await pause(interval, undefined, { signal }).catch(() => {})
    }
  } finally {
    progress.clear()
  }
}

/** Of a run that was watched: what its summary ends with, and the exit status. */
export function endOf(state: RunState, signal: AbortSignal): { ends: string[]; code: number } {
  const { waiting, active, failed, counts } = state
  const left = state === unseen ? 'the' : waiting + active
  const isLeft = signal.aborted && left !== 0
  const ends = [
    ...(failed > 0 ? [`${failed} jobs failed`] : []),
    ...(isLeft ? [`${left} jobs go on: run the same command again to see them`] : []),
  ]
  return { ends, code: isLeft ? interrupted : Number(failed + (counts.failed ?? 0) > 0) }
}

type Anew = {
  store: Store
  kind: Job['kind']
  /** The jobs to add, unless some of an earlier run wait or are at work still. */
  jobs: (run: string, queue: JobQueue) => Promise<Job[]>
  /** Articles; null where that is not known. */
  total: number | null
  write: (counts: RunState['counts']) => Promise<void>
}

/** Has workers go through all articles, and shows how far they are. @returns the exit status */
export async function runAnew({ store, kind, jobs, total, write }: Anew): Promise<number> {
  const signal = interruption()
  const run = hash('sha256', JSON.stringify([kind, await store.archiveId()]))
  return using(queueOf(store), async (queue) => {
    const { waiting, active } = await queue.state(run)
    if (waiting + active === 0) {
      await queue.forget(run)
      await queue.add(await jobs(run, queue))
    }
    const progress = new Progress({ what: 'articles', total, unit: 'items' })
    const shown = ({ counts: { articles = 0, failed = 0 } }: RunState) => ({
      done: articles,
      items: articles,
      failed,
    })
    const state = await watch(queue, run, progress, shown, signal)
    await write(state.counts)
    const { ends, code } = endOf(state, signal)
    for (const end of ends) await writeLine(end)
    if (signal.aborted) return code
    await store.compact()
    if (state.failed === 0) await queue.forget(run)
    return code
  })
}

/** Numbers by name, and what failed, as a job is done. */
export class Tally implements JobResult {
  readonly counts: Record<string, number> = {}
  readonly faults: JobResult['faults'] = []

  add(name: string, count = 1): void {
    const key = storable(name)
    this.counts[key] = (this.counts[key] ?? 0) + count
  }

  fault(where: string, what: string): void {
    this.add('failed')
    this.faults.push({ where: storable(where), what: storable(what) })
  }
}

/** @returns counts whose names begin with this, by the rest of their names */
export const countsOf = (counts: RunState['counts'], beginning: string): Record<string, number> =>
  Object.fromEntries(
    Object.entries(counts).flatMap(([name, count]) =>
      name.startsWith(beginning) ? [[name.slice(beginning.length), count]] : [],
    ),
  )

/** JSON in a database holds no NUL and no half of a character. */
const storable = (text: string): string => printable(text).toWellFormed()
