import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { mainThreadTime } from '../processor-time.ts'
import type { Service } from './process.ts'

function statusOf({ child }: Service, name: string): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  return Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1024
}

/** @returns the most bytes of memory that a process held until now; 0 where it is over */
export function peakOf(id: number | undefined): number {
  const status = `/proc/${id}/status`
  const peak = existsSync(status) ? /VmHWM:\s+(\d+) kB/.exec(readFileSync(status, 'utf8'))?.[1] : undefined
  return Number(peak ?? 0) * 1024
}

/**
 * What some work costs a service: bytes of memory that it grew by at most, and for how many milliseconds of the
 * processor it was at something else while another waited; what else the machine was doing does not count.
 */
export type Strain<T> = { result: T; grewBy: number; longestWait: number }

/** Asks a running service how it does for as long as the work takes. Linux counts the memory. */
export async function strainOf<T>(service: Service, work: () => Promise<T>): Promise<Strain<T>> {
  // proc(5): its peak is counted anew from here.
  const id = service.child.pid ?? Number.NaN
  writeFileSync(`/proc/${id}/clear_refs`, '5')
  const before = statusOf(service, 'VmRSS')
  let isOver = false
  let longestWait = 0
  const asking = (async () => {
    while (!isOver) {
      const began = mainThreadTime(id)
      const { status } = await fetch(`${service.address}/healthz`)
      if (status !== 200) throw new Error(`/healthz answered ${status}`)
      longestWait = Math.max(longestWait, mainThreadTime(id) - began)
      await pause(10)
    }
  })()
  const result = await work().finally(() => {
    isOver = true
  })
  await asking
  return { result, grewBy: statusOf(service, 'VmHWM') - before, longestWait }
}
