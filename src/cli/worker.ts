import { setTimeout as pause } from 'node:timers/promises'
import type { Job, JobResult } from '../store/store.ts'
import type { Command } from './command.ts'
import { importHandler } from './jobs/import.ts'
import { rebuildHandler } from './jobs/rebuild.ts'
import { reparseHandler } from './jobs/reparse.ts'
import { writeLine } from './output.ts'
import { printable } from './progress.ts'
import { checkQueue, type Handler, isOfServer, queueOf, type Workplace } from './queue.ts'
import { interruption, open, startParser, using } from './wiring.ts'

export const command: Command = {
  usage: 'worker',
  what: 'Do the work that import, reparse and rebuild leave to workers with --queue, until it is told to stop (PostgreSQL only).',
  details:
    'Any number of workers may run, on any machines that have the files of an import under the same paths. A worker that is told to stop stores the pages at hand and gives back the rest; what one that is killed was at is taken by another.',
  settings: ['DATABASE', 'MAX_PAGE_SIZE', 'PARSER_THREADS'],
  paths: [0, 0],
  async run(invocation) {
    const { config } = invocation
    checkQueue(invocation)
    const signal = interruption()
    return using(Promise.resolve(startParser(config)), (parser) =>
      using(open(config, 'write'), (store) =>
        using(queueOf(store), (queue) => work({ store, parser, queue, config, signal })),
      ),
    )
  },
}

async function work(workplace: Workplace): Promise<number> {
  const handlers = {
    import: importHandler(workplace),
    reparse: reparseHandler(workplace),
    rebuild: rebuildHandler(workplace),
  } as Record<Job['kind'], Handler<object> | undefined>
  const say = (job: Job, text: string) => process.stderr.write(`${printable(`${job.name}: ${text}`)}\n`)
  async function handle(job: Job): Promise<JobResult> {
    const handler = handlers[job.kind]
    if (handler === undefined) throw new Error('It is work for a newer version.')
    for (;;) {
      try {
        const result = await handler(job)
        await writeLine(printable(`${job.name}: ${textOf(result)}`))
        return result
      } catch (error) {
        const reason = reasonOf(error as Error)
        say(job, reason)
        // What the server is to blame for, no other worker can do either.
        if (!isOfServer(error) || workplace.signal.aborted) throw new Error(reason, { cause: error })
        await pause(patience, undefined, { signal: workplace.signal }).catch(() => {})
      }
    }
  }
  let lastTrouble = ''
  await workplace.queue.work(handle, workplace.signal, (message) => {
    if (message !== lastTrouble) process.stderr.write(`${printable(message)}\n`)
    lastTrouble = message
  })
  return 0
}

/** Milliseconds until a job is tried again that the server was in the way of. */
const patience = 5000

const reasonOf = ({ message, cause }: Error): string =>
  cause instanceof Error ? `${message} (${cause.message})` : message

const textOf = ({ counts: { bytes: _bytes, ...counts } }: JobResult): string =>
  Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ')
