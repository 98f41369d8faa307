import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const command = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))

/** What a finished command said and how it ended. */
export type Finished = { code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string }

/** @returns program and arguments that run `broadsheet` with these */
export const broadsheet = (args: readonly string[]): string[] => [process.execPath, command, ...args]

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

/** The address that a starting service names on its standard output. Throws when it ends before. */
export async function addressOf(child: ChildProcess): Promise<string> {
  const { stdout } = child
  if (stdout === null) throw new Error('the service has no standard output')
  // Read on for as long as it runs: a service that cannot write its log ends.
  let said = ''
  return new Promise((resolve, reject) => {
    stdout.on('data', (chunk) => {
      said = `${said}${String(chunk)}`.slice(-10_000)
      const address = /https?:\/\/(?:127\.0\.0\.1|\[::1\]|localhost):\d+/.exec(said)?.[0]
      if (address !== undefined) resolve(address)
    })
    child.once('exit', (code) => reject(new Error(`the service ended with ${code}: ${said}`)))
  })
}

/** Starts the service on a free port. */
export async function serve(database: string, environment: Record<string, string> = {}): Promise<Service> {
  const child = start(['serve', '--port', '0', '--database', database], {
    LOG_LEVEL: 'info',
    WRITE_RATE: '0',
    SEARCH_RATE: '0',
    PARSE_RATE: '0',
    ...environment,
  })
  child.stderr?.pipe(process.stderr)
  return { child, address: await addressOf(child) }
}

/** Ends a process at once, as a power cut would, and waits until it is gone. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}
