import type { Bytes } from './bytes.ts'
import { ConfigError } from './config.ts'

/** Bytes that are kept, and what is known about them. */
export type InRing<About> = { readonly about: About; readonly length: number }

type Entry<About> = {
  key: string
  about: About
  start: number
  length: number
  wasWanted: boolean
  isGone: boolean
}

/** The part of the room that is for bytes; the rest is for entries. */
const bytesPart = 7 / 8
/** Entries that are moved, at most, to make room for one. */
const mostMoved = 64

/**
 * Bytes by key, those that are asked for, in one piece of memory outside of V8's heap: its short collections look at
 * each page of that, so that 256 MiB of texts in it double the time for which all else waits. The memory is a ring:
 * what is kept stands in it in the order in which it came, and there is a gap between the last and the first one. Room
 * is made behind the gap (the CLOCK algorithm): what nobody asked for since it was last looked at goes, the rest moves
 * over to the last.
 */
export class ByteRing<About> {
  readonly #bytes: Buffer
  readonly #most: number
  readonly #entries = new Map<string, Entry<About>>()
  /** In their order in the ring, from `#first` on; with those that are gone, whose room is not free yet. */
  #order: Entry<About>[] = []
  #first = 0
  /** Where the gap begins. */
  #gap = 0

  /**
   * @param size bytes that all may take
   * @param overhead bytes of V8's heap that an entry takes, with what is known about it
   * @throws RangeError where there is no memory for them
   */
  constructor(size: number, overhead: number) {
    // Memory that nothing was written to yet is none: systems give it page by page.
    this.#bytes = Buffer.allocUnsafeSlow(Math.trunc(size * bytesPart))
    this.#most = Math.trunc((size * (1 - bytesPart)) / overhead)
  }

  /** @returns what is known about a key's bytes, and what `copy` takes */
  get(key: string): InRing<About> | undefined {
    const entry = this.#entries.get(key)
    if (entry !== undefined) entry.wasWanted = true
    return entry
  }

  /** @throws Error where they are kept no longer: others may stand in their place */
  copy(kept: InRing<About>, target: Buffer, at: number): void {
    const { start, length, isGone } = kept as Entry<About>
    if (isGone) throw new Error('the bytes are kept no longer')
    this.#bytes.copy(target, at, start, start + length)
  }

  /**
   * Keeps bytes where there is room, or room can be made.
   * @param mayGo asked of a key that would have to go; false where none may
   */
  keep(
    key: string,
    bytes: Bytes,
    about: About,
    mayGo: false | ((key: string) => boolean) = () => true,
  ): void {
    this.forget(key)
    const { length } = bytes
    // Between two that are empty, first and last look alike.
    if (length === 0 || length > this.#bytes.length || this.#most === 0) return
    if (!this.#makeRoom(length, mayGo)) return
    bytes.copyTo(this.#bytes, this.#gap)
    const entry = { key, about, start: this.#gap, length, wasWanted: false, isGone: false }
    this.#gap += length
    this.#order.push(entry)
    this.#entries.set(key, entry)
  }

  forget(key: string): void {
    const entry = this.#entries.get(key)
    if (entry === undefined) return
    entry.isGone = true
    this.#entries.delete(key)
  }

  clear(): void {
    for (const entry of this.#entries.values()) entry.isGone = true
    this.#entries.clear()
    this.#order = []
    this.#first = 0
    this.#gap = 0
  }

  /** @returns whether there is room for so many bytes behind the gap's beginning, and for one entry more */
  #makeRoom(length: number, mayGo: false | ((key: string) => boolean)): boolean {
    for (let moved = 0; moved < mostMoved; ) {
      const oldest = this.#order[this.#first]
      if (oldest === undefined) {
        this.clear()
        return true
      }
      const room = this.#endOfGap(oldest) - this.#gap
      if (oldest.isGone) this.#takeOldest()
      else if (room >= length && this.#entries.size < this.#most) return true
      else if (room < length && oldest.start < this.#gap) this.#gap = 0
      else if (mayGo === false) return false
      else if (oldest.wasWanted) {
        oldest.wasWanted = false
        this.#moveOldest()
        moved++
      } else if (mayGo(oldest.key)) this.forget(oldest.key)
      else {
        this.#moveOldest()
        return false
      }
    }
    return false
  }

  /** The gap reaches to the first entry or, while that is before it, to the end of the memory. */
  #endOfGap(oldest: Entry<About>): number {
    return oldest.start < this.#gap ? this.#bytes.length : oldest.start
  }

  #takeOldest(): void {
    this.#first++
    if (this.#first * 2 < this.#order.length) return
    this.#order = this.#order.slice(this.#first)
    this.#first = 0
  }

  /** Moves the first entry over the gap, behind the last one. Where the gap ends before it, its own room helps. */
  #moveOldest(): void {
    const oldest = this.#order[this.#first] as Entry<About>
    const { start, length } = oldest
    this.#takeOldest()
    if (start < this.#gap && this.#gap + length > this.#bytes.length) this.#gap = 0
    this.#bytes.copyWithin(this.#gap, start, start + length)
    oldest.start = this.#gap
    this.#gap += length
    this.#order.push(oldest)
  }
}

/** The same, of so many bytes as CACHE_SIZE asks for. @throws ConfigError where there is no memory for them */
export function cacheRing<About>(size: number, overhead: number): ByteRing<About> {
  try {
    return new ByteRing(size, overhead)
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw new ConfigError('CACHE_SIZE: there is no memory for so many bytes')
  }
}
