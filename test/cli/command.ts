import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import type { Test } from 'tap'
import { main } from '../../src/cli/main.ts'

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
