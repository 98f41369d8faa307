import { hash } from 'node:crypto'
import { resolve } from 'node:path'
import { type Found, fileItems, filesOf, foundAgain } from '../../ingest/containers/folder.ts'
import { nameless } from '../../ingest/containers/items.ts'
import { createIngest } from '../../ingest/ingest.ts'
import type { IngestSummary } from '../../ingest/outcome.ts'
import type { Item } from '../../page.ts'
import type { Job, JobQueue, JobResult, RunState, Store } from '../../store/store.ts'
import { CommandError, type Invocation } from '../command.ts'
import { largeContainer } from '../import-position.ts'
import { asCounted, summaryLine } from '../import-summary.ts'
import { writeLine } from '../output.ts'
import { nameOf } from '../pages.ts'
import { Progress } from '../progress.ts'
import { countsOf, endOf, type Handler, queueOf, Tally, type Workplace, watch } from '../queue.ts'
import { selectionOf } from '../selection.ts'
import { interruption, using } from '../wiring.ts'

/** A file by its absolute path. `file`: its name in bytes (base64), where they are no UTF-8. */
type QueuedFile = { path: string; file?: string; isNamed?: boolean }
/**
 * The items of some files, counted through: those behind `from` up to `to`; null for all. `identity`: of the files as they
 * were when they were found, and of the flags.
 */
type Input = {
  files: QueuedFile[]
  identity: string
  from: number
  to: number | null
  flags: Invocation['flags']
}

const filesAtMost = 500
const bytesAtMost = 64 * 1024 * 1024
/** Items of a job in a large container. */
const itemsAtMost = 500
/** Jobs that are added at once. */
const jobsAtOnce = 20

const passedOver = 'passed over: '

type Sized = Extract<Found, { size: number }>
type Listed = { bytes: number; tally: Tally }

/** Puts the pages of files into the queue, and shows how far the workers are. @returns the exit status */
export async function queueImport(store: Store, { paths, flags: all }: Invocation): Promise<number> {
  if (paths.includes(nameless)) throw new CommandError('--queue takes files that workers can read, not -')
  const signal = interruption()
  const { queue: _queue, ...flags } = all
  const files = paths.map((path) => resolve(path))
  const run = hash('sha256', JSON.stringify(['import', await store.archiveId(), files, flags]))
  return using(queueOf(store), async (queue) => {
    await queue.retry(run)
    const listed = await addAll(queue, run, files, flags, signal)
    const progress = new Progress({ what: 'pages', total: listed.bytes, unit: 'bytes' })
    for (const { where, what } of listed.tally.faults) progress.say(`${where}: ${what}`)
    const shown = (state: RunState) => {
      const { items, failed, passedOver } = summaryOf(state, listed.tally)
      return { done: state.counts.bytes ?? 0, items, failed, passedOver }
    }
    const state = await watch(queue, run, progress, shown, signal)
    const summary = summaryOf(state, listed.tally)
    const { ends, code } = endOf(state, signal)
    await writeLine(summaryLine(summary, progress.seconds, ends))
    if (signal.aborted) return code
    if (summary.created + summary.updated + (summary.earlier ?? 0) > 0) await store.compact()
    // What failed is tried again by the same command, and the rest is not.
    if (state.failed === 0) await queue.forget(run)
    return code || Number(summary.failed > 0)
  })
}

/** Adds the jobs that are not there yet. */
async function addAll(
  queue: JobQueue,
  run: string,
  paths: readonly string[],
  flags: Invocation['flags'],
  signal: AbortSignal,
): Promise<Listed> {
  const tally = new Tally()
  const jobs: Job[] = []
  let bytes = 0
  let group: Sized[] = []
  let inGroup = 0
  const endGroup = () => {
    if (group.length > 0) jobs.push(jobOf(run, inputOf(group, null, flags)))
    group = []
    inGroup = 0
  }
  for (const found of filesOf(paths)) {
    if (signal.aborted) return { bytes, tally }
    if ('problem' in found) tally.fault(found.path, found.problem.message)
    else if ('passedOver' in found) tally.add(passedOver + found.passedOver)
    else if (found.size >= largeContainer) jobs.push(jobOf(run, inputOf([found], itemsAtMost, flags)))
    else {
      group.push(found)
      inGroup += found.size
      if (group.length === filesAtMost || inGroup >= bytesAtMost) endGroup()
    }
    bytes += 'size' in found ? found.size : 0
    if (jobs.length >= jobsAtOnce) await queue.add(jobs.splice(0))
  }
  endGroup()
  await queue.add(jobs)
  return { bytes, tally }
}

function inputOf(found: readonly Sized[], to: number | null, flags: Invocation['flags']): Input {
  const identity = hash(
    'sha256',
    JSON.stringify([flags, ...found.map(({ path, size, modified }) => [path, size, modified])]),
  )
  const files = found.map(({ path, file, isNamed }) => ({ path, isNamed, file: file?.toString('base64') }))
  return { files, identity, from: 0, to, flags }
}

function jobOf(run: string, input: Input): Job {
  const { files, identity, from } = input
  const first = `${files[0]?.path}${from === 0 ? '' : `, behind item ${from}`}`
  const name = files.length === 1 ? first : `${first} and ${files.length - 1} files more`
  return { kind: 'import', run, name, input, key: `${identity} ${from}` }
}

function summaryOf({ counts }: RunState, listed: Tally): IngestSummary {
  const reasons = { ...countsOf(counts, passedOver) }
  for (const [reason, count] of Object.entries(countsOf(listed.counts, passedOver)))
    reasons[reason] = (reasons[reason] ?? 0) + count
  const { items = 0, created = 0, updated = 0, unchanged = 0, earlier, failed = 0 } = counts
  const listedFailed = listed.counts.failed ?? 0
  return {
    ...{ items: items + listedFailed, created, updated, unchanged, failed: failed + listedFailed },
    ...(earlier !== undefined && { earlier }),
    passedOver: reasons,
  }
}

/** Files that are being read: `position` items of them, `bytes` bytes. */
type Reading = { identity: string; items: AsyncGenerator<Item, void, void>; position: number; bytes: number }

/** Readings of large containers that are kept for a worker's next jobs. */
const readingsAtMost = 2

/** @returns what does jobs of an import: as the command does it, with the worker's own limits */
export function importHandler({ store, parser, queue, config, signal }: Workplace): Handler<Input> {
  const ingest = createIngest({ store, parser })
  /** A container is read on where the worker's last job left it: from its beginning, each job would cost more. */
  const kept: Reading[] = []

  function readingOf({ identity, files, from, flags }: Input): Reading {
    const index = kept.findIndex((one) => one.identity === identity && one.position <= from)
    if (index >= 0) return kept.splice(index, 1)[0] as Reading
    const found = files.map(({ file, ...place }) =>
      foundAgain({ ...place, ...(file !== undefined && { file: Buffer.from(file, 'base64') }) }),
    )
    // A worker that sees none of its files is the wrong one, or the files are gone.
    const problem = found.every((one) => 'problem' in one) ? found[0] : undefined
    if (problem !== undefined && 'problem' in problem) throw problem.problem
    const onBytes = (bytes: number) => {
      reading.bytes += bytes
    }
    const fileDates = flags['file-dates'] !== undefined
    const options = { maxPageSize: config.MAX_PAGE_SIZE, fileDates, onBytes }
    async function* items() {
      for (const one of found) yield* fileItems(one, options)
    }
    const reading: Reading = { identity, items: items(), position: 0, bytes: 0 }
    return reading
  }

  async function leave(reading: Reading, isKept: boolean): Promise<void> {
    if (isKept) kept.push(reading)
    const left = isKept ? kept.splice(0, kept.length - readingsAtMost) : [reading]
    await Promise.all(left.map(({ items }) => items.return()))
  }

  return async ({ run, input }): Promise<JobResult> => {
    const { from, to, flags } = input
    const { select, withoutUnwanted } = selectionOf(flags)
    const reading = readingOf(input)
    const tally = new Tally()
    let begun = reading.bytes
    let isAtEnd = false
    async function* items(): AsyncGenerator<Item, void, void> {
      while (!signal.aborted && (to === null || reading.position < to)) {
        if (reading.position <= from) begun = reading.bytes
        const next = await reading.items.next()
        isAtEnd = next.done === true
        if (next.done === true) return
        if (++reading.position <= from) continue
        // Now it is known that the container is as long as that.
        if (to !== null && reading.position === from + 1)
          await queue.add([jobOf(run, { ...input, from: to, to: to + itemsAtMost })])
        yield next.value
      }
    }
    let isRead = false
    try {
      for await (const outcome of ingest.many(withoutUnwanted(items()), { select })) {
        const counted = asCounted(outcome, flags.strict !== undefined)
        if (outcome.result !== 'passed-over') tally.add('items')
        if (counted.result === 'passed-over') tally.add(passedOver + counted.reason)
        else if (counted.result === 'failed') tally.fault(nameOf(counted), counted.problem.message)
        else tally.add(counted.result)
      }
      isRead = true
    } finally {
      await leave(reading, isRead && !isAtEnd && to !== null)
    }
    tally.add('bytes', reading.bytes - begun)
    const position = Math.max(from, reading.position)
    if (signal.aborted && !isAtEnd && (to === null || position < to)) {
      const { key: _key, ...rest } = jobOf(run, { ...input, from: position })
      await queue.add([rest])
    }
    return tally
  }
}
