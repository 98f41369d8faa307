import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const command = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))

/** What a finished command said and how it ended. */
export type Finished = { code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string }

/** `broadsheet` with these arguments, as its own process. */
export function start(args: readonly string[], environment: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [command, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  })
}

/** Runs `broadsheet` to its end. */
export async function run(
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<Finished> {
  const child = start(args, environment)
  const texts = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.on('data', (chunk) => (texts[name] += String(chunk)))
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
  return { code, signal, ...texts }
}

/** A running service: its process and address. */
export type Service = { child: ChildProcess; address: string }

/** Starts the service on a free port. Throws what it said when it ends before it listens. */
export async function serve(database: string, environment: Record<string, string> = {}): Promise<Service> {
  const child = start(['serve', '--port', '0', '--database', database], {
    LOG_LEVEL: 'info',
    WRITE_RATE: '0',
    SEARCH_RATE: '0',
    ...environment,
  })
  let said = ''
  child.stderr?.on('data', (chunk) => (said += String(chunk)))
  const lines = createInterface({ input: child.stdout! })
  for await (const line of lines) {
    said += `${line}\n`
    const address = /https?:\/\/(?:127\.0\.0\.1|\[::1\]|localhost):\d+/.exec(line)?.[0]
    if (address === undefined) continue
    child.stdout?.resume()
    return { child, address }
  }
  throw new Error(`the service did not start: ${said}`)
}

/** Ends a process at once, as a power cut would, and waits until it is gone. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}
