import { type ChildProcess, fork, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import t, { type Test } from 'tap'
import { main } from '../../src/cli/main.ts'
import type { Called } from './calls.ts'

/** The file of the command line. */
export const command = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))

export type Ended = { code: number | null; stdout: string; stderr: string }
export type Options = { input?: string | Uint8Array; environment?: Record<string, string>; folder?: string }

/** Without the settings of whoever runs the tests. A few pages are parsed before a thread has started. */
const ownSettings = ['HOST', 'PORT', 'DATABASE', 'API_KEYS', 'READ_ONLY', 'LOG_LEVEL']
const environmentOf = (more: Record<string, string> = {}) => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !ownSettings.includes(name))),
  PARSER_THREADS: '0',
  ...more,
})

export function start(args: readonly string[], { environment, folder }: Options = {}): ChildProcess {
  return spawn(process.execPath, [command, ...args], { cwd: folder, env: environmentOf(environment) })
}

/** How a command that was started ends. */
export async function ended(child: ChildProcess): Promise<Ended> {
  const text = { stdout: '', stderr: '' }
  child.stdout?.setEncoding('utf8').on('data', (part) => {
    text.stdout += part
  })
  child.stderr?.setEncoding('utf8').on('data', (part) => {
    text.stderr += part
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...text }
}

/** Runs `broadsheet` with these arguments to its end. */
export async function run(args: readonly string[], options: Options = {}): Promise<Ended> {
  const child = start(args, options)
  const end = ended(child)
  // A command that refuses its arguments reads nothing.
  child.stdin?.on('error', () => {})
  child.stdin?.end(options.input ?? '')
  return end
}

let caller: ChildProcess | undefined
let last: Promise<unknown> = Promise.resolve()
t.teardown(() => caller?.disconnect())

/**
 * Runs a command line to its end as `run` does, in one process for all of a test file: for tests to which the process
 * does not matter. One at a time.
 */
export function call(args: readonly string[], options: Omit<Options, 'input'> = {}): Promise<Ended> {
  const next = last.then(() => calledNow(args, options))
  last = next.catch(() => undefined)
  return next
}

/** What a stream says until a mark. */
function textUntil(mark: string, stream: Readable): Promise<string> {
  let text = ''
  return new Promise((resolve) => {
    const read = (part: string) => {
      text += part
      if (!text.endsWith(mark)) return
      stream.off('data', read)
      resolve(text.slice(0, -mark.length))
    }
    stream.setEncoding('utf8').on('data', read)
  })
}

async function calledNow(
  args: readonly string[],
  { environment, folder = process.cwd() }: Omit<Options, 'input'>,
): Promise<Ended> {
  caller ??= fork(new URL('calls.ts', import.meta.url), {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Those of the test runner name files by their place in this folder.
    execArgv: [],
  })
  const mark = randomUUID()
  const over = new AbortController()
  const died = once(caller, 'exit', over).then(() => {
    throw new Error(`${args.join(' ')} ended its process`)
  })
  const all = Promise.all([
    once(caller, 'message'),
    textUntil(mark, caller.stdout!),
    textUntil(mark, caller.stderr!),
  ])
  caller.send({ args, folder, environment: environmentOf(environment), mark } satisfies Called)
  try {
    const [[code], stdout, stderr] = await Promise.race([all, died])
    return { code, stdout, stderr }
  } finally {
    over.abort()
  }
}

/**
 * Runs a command line that is refused in this process, which starts no other: what it writes to standard output is not
 * seen.
 */
export async function refused(t: Test, args: readonly string[], { environment, folder }: Options = {}) {
  const [cwd, own] = [process.cwd(), process.env]
  const said = t.capture(process.stderr, 'write', () => true)
  process.env = environmentOf(environment)
  if (folder !== undefined) process.chdir(folder)
  try {
    const code = await main(args)
    return {
      code,
      stderr: said()
        .map(({ args: [text] }) => String(text))
        .join(''),
    }
  } finally {
    said.restore()
    process.env = own
    process.chdir(cwd)
  }
}

/** The address that a service says it listens at. */
export async function addressOf(service: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: service.stdout! })) {
    const address = /http:\/\/[^"\s]+:\d+/.exec(line)?.[0]
    if (address === undefined) continue
    service.stdout?.resume()
    return address
  }
  throw new Error('the service did not start')
}

/** Whether an archive that another process writes holds an article already. */
export function holdsArticles(file: string): boolean {
  if (!existsSync(file)) return false
  const database = new Database(file, { readonly: true })
  try {
    return database.prepare('SELECT 1 FROM articles').get() !== undefined
  } catch {
    return false // The tables are not made yet.
  } finally {
    database.close()
  }
}

/** Progress, of which a command tells every few seconds: whether it does depends on the machine. */
const progress = /^(?:\[[#.]+\] .*, )?\d+ \D+, .*\d+ failed\b.*\n/gm
/** What a command says on standard error besides its progress. */
export const complaints = (stderr: string): string => stderr.replace(progress, '')

export const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '')
