import type { FastifyInstance } from 'fastify'
import { type Config, type SettingName, settings } from '../config.ts'
import { createApp } from '../http/app.ts'
import { createIngest, type Ingest } from '../ingest/ingest.ts'
import { createParser } from '../ingest/threads/pool.ts'
import { sources } from '../parse/registry.ts'
import { checkKeys, checkReach } from '../reach.ts'
import type { Store } from '../store/store.ts'
import { type Command, CommandError } from './command.ts'
import { itemsOf, nameOf } from './pages.ts'
import { printable } from './progress.ts'
import { interruption, open, using } from './wiring.ts'

export const command: Command = {
  usage: 'serve',
  what: 'Serve the API over HTTP until SIGTERM or SIGINT.',
  details:
    'At the end, requests in progress are answered, then the database is closed. Without API_KEYS it listens on this machine only, unless READ_ONLY is set.',
  flags: { seed: { value: 'PATH', what: 'Import these pages first if the archive has never stored any.' } },
  settings: Object.keys(settings) as SettingName[],
  paths: [0, 0],
  async run({ config, flags }) {
    checkKeys(config)
    checkReach(config)
    const stopped = interruption()
    const threads = createParser({ threads: config.PARSER_THREADS })
    return using(Promise.resolve(threads), (parser) =>
      using(open(config, config.READ_ONLY ? 'read if write fails' : 'write'), async (store) => {
        const ingest = createIngest({ store, parser })
        const [seed] = flags.seed ?? []
        if (seed !== undefined) await importSeed(seed, store, ingest, config)
        const app = await createApp({ store, ingest, sources, config })
        await listen(app, config)
        if (!stopped.aborted)
          await new Promise((resolve) => stopped.addEventListener('abort', resolve, { once: true }))
        await close(app)
        return 0
      }),
    )
  },
}

async function importSeed(path: string, store: Store, ingest: Ingest, config: Config): Promise<void> {
  if ((await store.lastSequence()) > 0) return
  for await (const outcome of ingest.many(itemsOf([path], { maxPageSize: config.MAX_PAGE_SIZE })))
    if (outcome.result === 'failed')
      process.stderr.write(`broadsheet: ${printable(`${nameOf(outcome)}: ${outcome.problem.message}`)}\n`)
}

/** Connections that the system queues for acceptance; a client that finds the queue full retries after seconds. */
const backlog = 4096

async function listen(app: FastifyInstance, { HOST, PORT }: Config): Promise<void> {
  try {
    const address = await app.listen({ host: HOST, port: PORT, backlog })
    app.serviceLog.info(`Open ${address}/ in a browser; ${address}/docs describes the API.`)
  } catch (error) {
    await app.close()
    throw reasonOf(error as NodeJS.ErrnoException, HOST, PORT)
  }
}

function reasonOf(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new CommandError(`PORT: ${port} is in use on ${host}`)
    case 'EACCES':
      return new CommandError(`PORT: ${port} may not be used`)
    case 'ENOTFOUND':
    case 'EADDRNOTAVAIL':
    case 'EAI_AGAIN':
      return new CommandError(`HOST: ${host} is no address of this machine`)
    default:
      return error
  }
}

/** Milliseconds that requests in progress have to end after a signal. */
const grace = 10_000

async function close(app: FastifyInstance): Promise<void> {
  const late = setTimeout(() => app.server.closeAllConnections(), grace)
  await app.close()
  clearTimeout(late)
}
