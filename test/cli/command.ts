import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** The file of the command line. */
export const command = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))

export type Ended = { code: number | null; stdout: string; stderr: string }
export type Options = { input?: string | Uint8Array; environment?: Record<string, string>; folder?: string }

/** Without the settings of whoever runs the tests. */
const ownSettings = ['HOST', 'PORT', 'DATABASE', 'API_KEYS', 'READ_ONLY', 'LOG_LEVEL', 'PARSER_THREADS']
const environmentOf = (more: Record<string, string> = {}) => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !ownSettings.includes(name))),
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

export const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '')
