const mebibyte = 1024 * 1024
const barWidth = 24
const terminalInterval = 120
const plainInterval = 5000

/** Progress so far: `done` in the unit of the total, and the number of items. */
export type ProgressState = {
  done: number
  items: number
  failed: number
  /** Numbers of items that were passed over, by reason. */
  passedOver?: Readonly<Record<string, number>>
}

export type ProgressOptions = {
  /** The plural noun of the items: `pages`. */
  what: string
  /** The total amount of work; null if unknown, then no time left is shown. */
  total: number | null
  unit: 'bytes' | 'items'
}

/** Shows progress on standard error: on a terminal one line that is redrawn, elsewhere a line every five seconds. */
export class Progress {
  readonly #options: ProgressOptions
  readonly #started = performance.now()
  readonly #isTerminal = process.stderr.isTTY === true
  #shown = performance.now()
  #isDrawn = false

  constructor(options: ProgressOptions) {
    this.#options = options
  }

  /** Seconds since this object was made. */
  get seconds(): number {
    return (performance.now() - this.#started) / 1000
  }

  /** @param total all there is to do, if that is known only now */
  show(state: ProgressState, total: number | null = this.#options.total): void {
    const now = performance.now()
    if (now - this.#shown < (this.#isTerminal ? terminalInterval : plainInterval)) return
    this.#shown = now
    const line = progressLine({ ...this.#options, total }, state, this.seconds)
    this.#isDrawn = this.#isTerminal
    if (!this.#isTerminal) process.stderr.write(`${line}\n`)
    else process.stderr.write(`\r\x1b[K${line.slice(0, (process.stderr.columns ?? 80) - 1)}`)
  }

  /** Writes a line above the progress line. */
  say(line: string): void {
    this.clear()
    process.stderr.write(`${printable(line)}\n`)
  }

  /** Erases the progress line from the terminal. */
  clear(): void {
    if (this.#isDrawn) process.stderr.write('\r\x1b[K')
    this.#isDrawn = false
  }
}

/** @returns the progress line: counts, rate and failures; with a known total also bar, percentage and time left */
export function progressLine(
  { what, total, unit }: ProgressOptions,
  { done, items, failed, passedOver = {} }: ProgressState,
  seconds: number,
): string {
  const rate = items / Math.max(seconds, 0.001)
  const parts = [`${items} ${what}`, `${rate.toFixed(0)} ${what}/s`, `${failed} failed`]
  if (unit === 'bytes')
    parts.splice(1, 0, `${mebibytes(done)}${total === null ? '' : ` of ${mebibytes(total)}`} MiB`)
  const reasons = reasonsOf(passedOver, 3)
  if (reasons !== '') parts.push(reasons)
  if (total === null || total === 0 || done === 0) return parts.join(', ')
  const share = Math.min(1, done / total)
  const filled = Math.round(share * barWidth)
  const bar = `[${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)}] ${Math.floor(share * 100)} %`
  return `${bar}, ${parts.join(', ')}, ${duration((seconds / share) * (1 - share))} left`
}

/**
 * @param most reasons that are named, the most frequent ones first
 * @returns `7 passed over (5 .jpg, 2 no article)`; nothing where nothing was
 */
export function reasonsOf(passedOver: Readonly<Record<string, number>>, most = 20): string {
  const reasons = Object.entries(passedOver).sort(([, one], [, other]) => other - one)
  if (reasons.length === 0) return ''
  const all = reasons.reduce((sum, [, count]) => sum + count, 0)
  const named = reasons.slice(0, most).map(([reason, count]) => `${count} ${printable(reason)}`)
  if (reasons.length > most) named.push('…')
  return `${all} passed over (${named.join(', ')})`
}

const mebibytes = (bytes: number) => (bytes / mebibyte).toFixed(1)

/** @returns seconds as `1:02:03` or `2:03` */
export function duration(seconds: number): string {
  const whole = Math.round(seconds)
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor(whole / 60) % 60
  const clock = `${String(minutes).padStart(hours > 0 ? 2 : 1, '0')}:${String(whole % 60).padStart(2, '0')}`
  return hours > 0 ? `${hours}:${clock}` : clock
}

/** @returns untrusted text without control and direction characters, which could steer a terminal or break the line */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')
}
