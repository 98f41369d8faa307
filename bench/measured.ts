import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** What a program took: seconds in all, seconds of the processor on any core, and bytes of memory at most. */
export type Run = { seconds: number; processor: number; peak: number }

/** The file of the command line. */
export const command = fileURLToPath(new URL('../src/cli.ts', import.meta.url))

/** The unit of times in /proc (USER_HZ; proc(5)). */
const ticksASecond = 100

/** Runs a program to its end. Processor and memory are as Linux counts them: 0 where the system is another. */
export async function measured(args: string[]): Promise<Run> {
  const began = performance.now()
  const child = spawn(process.execPath, args, { stdio: 'ignore' })
  let [peak, processor] = [0, 0]
  const watch = setInterval(() => {
    const [status, stat] = [`/proc/${child.pid}/status`, `/proc/${child.pid}/stat`]
    if (!existsSync(status)) return
    // Behind the program's name, the only field with spaces in it, times are the 12th and 13th.
    const [user = 0, system = 0] = (/.*\) (.*)/s.exec(readFileSync(stat, 'utf8'))?.[1] ?? '')
      .split(' ')
      .slice(11, 13)
      .map(Number)
    processor = (user + system) / ticksASecond
    peak = Math.max(peak, Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(status, 'utf8'))?.[1] ?? 0) * 1024)
  }, 50)
  await once(child, 'exit')
  clearInterval(watch)
  return { seconds: (performance.now() - began) / 1000, processor, peak }
}
