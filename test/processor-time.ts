import { readFileSync } from 'node:fs'

/** @returns milliseconds of the processor that this process took until now: other work on the machine does not count */
export function processorTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** @returns milliseconds of the processor that this thread took until now */
export function threadTime(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** Ticks that Linux counts in a second, on every architecture (proc(5), sysconf(_SC_CLK_TCK)). */
const ticks = 100

/** @returns milliseconds of the processor that the main thread of a process took until now. Linux tells it. */
export function mainThreadTime(id: number): number {
  const status = readFileSync(`/proc/${id}/task/${id}/stat`, 'utf8')
  // The second field is a name in brackets, which may hold spaces; user and system time are the 14th and the 15th.
  const fields = status.slice(status.lastIndexOf(')') + 2).split(' ')
  return ((Number(fields[11]) + Number(fields[12])) / ticks) * 1000
}
