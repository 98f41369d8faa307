/** @returns milliseconds of the processor that this process took until now: other work on the machine does not count */
export function processorTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
