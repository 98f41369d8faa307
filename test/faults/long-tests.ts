import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

/**
 * Runs a test file by itself.
 * @param file its path in the folder of tests
 * @returns its failed assertions, each with its first lines
 */
export async function failuresOf(file: string, environment: Record<string, string>): Promise<string[]> {
  const path = fileURLToPath(new URL(`../${file}`, import.meta.url))
  const child = spawn(process.execPath, [path], {
    env: { ...process.env, TAP_TIMEOUT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const lines = (await text(child.stdout)).split('\n')
  if ((await ended) === 0) return []
  const failed = lines.flatMap((line, at) => (/^ *not ok /.test(line) ? [lines.slice(at, at + 30)] : []))
  return (failed.length > 0 ? failed : [lines.slice(-30)]).map((of) => [file, ...of].join('\n'))
}
