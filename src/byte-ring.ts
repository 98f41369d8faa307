import type { Bytes } from './bytes.ts'
import { ConfigError } from './config.ts'
import { bytesAPlace, HashPlaces, none } from './hash-places.ts'
import { textHash } from './text-hash.ts'

/** Bytes of what stands before an item; an item begins at a multiple of it. */
const unit = 32
/** What they are: units in all, the key's hash, bytes of what follows in this order, whether it is wanted, and gone, and its number. */
const numbersAUnit = unit / Int32Array.BYTES_PER_ELEMENT
const [sizeAt, hashAt, keyLengthAt, aboutLengthAt, lengthAt, wantedAt, goneAt, numberAt] = [
  0, 1, 2, 3, 4, 5, 6, 7,
]

/** The part of the room that is for finding items. */
const placesPart = 1 / 32
/** More units than this are not used, 64 GiB: what stands in a place is an item's unit, counted from 1. */
const mostUnits = 2 ** 31 - 2
/** Items that are moved, at most, to make room for one. */
const mostMoved = 64

type Memory = { readonly bytes: Buffer; changes: number }

/** Bytes that are kept, and what is known about them: to be read before anything is kept or forgotten. */
export class InRing implements Bytes {
  readonly #memory: Memory
  readonly #changes: number
  readonly #aboutStart: number
  readonly #start: number
  readonly length: number
  /** No others that the ring keeps have it; they have it for as long as they are kept. */
  readonly number: number

  constructor(memory: Memory, aboutStart: number, start: number, length: number, number: number) {
    this.#memory = memory
    this.#changes = memory.changes
    this.#aboutStart = aboutStart
    this.#start = start
    this.length = length
    this.number = number
  }

  /** @throws Error where others may stand in their place */
  copyTo(target: Buffer, at: number): void {
    this.#check()
    this.#memory.bytes.copy(target, at, this.#start, this.#start + this.length)
  }

  /** What was kept with them. Throws as `copyTo` does. */
  get about(): string {
    this.#check()
    return this.#memory.bytes.toString('utf8', this.#aboutStart, this.#start)
  }

  #check(): void {
    if (this.#memory.changes !== this.#changes) throw new Error('the bytes are kept no longer')
  }
}

/**
 * Bytes by key, those that are asked for, in memory outside of V8's heap, and so are the keys and all else that is known
 * about them: V8's short collections copy what is new and kept, go through each table that was written to, and look at
 * each page of the heap, while all else waits. The memory is a ring: what is kept stands in it in the order in which it
 * came, and there is a gap between the last and the first one. Room is made behind the gap (the CLOCK algorithm): what
 * nobody asked for since it was last looked at goes, the rest moves over to the last.
 */
export class ByteRing {
  readonly #memory: Memory
  /** The same memory. */
  readonly #numbers: Int32Array
  /** Of keys' items, by hash: their unit, counted from 1. */
  readonly #places: HashPlaces
  /** Units of the memory. */
  readonly #room: number
  #number = 0
  /** Items in the ring, with those that are gone, whose room is not free yet. */
  #count = 0
  /** Where the first one begins, and the gap. */
  #first = 0
  #gap = 0
  /** Where the items from the first on end, before they go on at the beginning; `null` while none do. */
  #turn: number | null = null

  /**
   * @param size bytes that all may take
   * @throws RangeError where there is no memory for them
   */
  constructor(size: number) {
    this.#room = Math.min(mostUnits, Math.trunc((size * (1 - placesPart)) / unit))
    // Memory that nothing was written to yet is none: systems give it page by page.
    const bytes = Buffer.allocUnsafeSlow(this.#room * unit)
    this.#memory = { bytes, changes: 0 }
    this.#numbers = new Int32Array(bytes.buffer)
    this.#places = new HashPlaces(2 ** Math.floor(Math.log2((size * placesPart) / bytesAPlace + 1)))
  }

  get(key: string): InRing | undefined {
    const place = this.#placeOf(key)
    if (place === none) return undefined
    const item = this.#places.at(place) - 1
    const numbers = this.#numbers
    const at = item * numbersAUnit
    numbers[at + wantedAt] = 1
    const aboutStart = (item + 1) * unit + (numbers[at + keyLengthAt] as number)
    const start = aboutStart + (numbers[at + aboutLengthAt] as number)
    const [length, number] = [numbers[at + lengthAt] as number, numbers[at + numberAt] as number]
    return new InRing(this.#memory, aboutStart, start, length, number)
  }

  /**
   * Keeps bytes where there is room, or room can be made. Of very many short ones, one goes early now and then.
   * @param key of ASCII
   * @param about is kept with them
   * @param mayGo asked of a key that would have to go; false where none may
   */
  keep(
    key: string,
    about: string,
    bytes: Bytes,
    mayGo: false | ((key: string) => boolean) = () => true,
  ): void {
    const aboutLength = Buffer.byteLength(about)
    const size = Math.ceil((unit + key.length + aboutLength + bytes.length) / unit)
    this.forget(key)
    if (size > this.#room || !this.#makeRoom(size, mayGo)) return
    this.#memory.changes++
    const item = this.#gap
    let end = (item + 1) * unit
    end += this.#memory.bytes.write(key, end, 'latin1')
    end += this.#memory.bytes.write(about, end)
    bytes.copyTo(this.#memory.bytes, end)
    const hash = textHash(key)
    this.#numbers.set(
      [size, hash, key.length, aboutLength, bytes.length, 0, 0, ++this.#number | 0],
      item * numbersAUnit,
    )
    this.#gap += size
    this.#count++
    const before = this.#places.add(hash, item + 1)
    if (before !== 0) this.#leave(before - 1)
  }

  forget(key: string): void {
    const place = this.#placeOf(key)
    if (place !== none) this.#remove(place)
  }

  clear(): void {
    this.#memory.changes++
    this.#places.clear()
    this.#count = 0
    this.#first = 0
    this.#gap = 0
    this.#turn = null
  }

  /** @returns the place of a key's item, or `none` */
  #placeOf(key: string): number {
    const places = this.#places
    const hash = textHash(key)
    let place = places.first(hash)
    while (place !== none && !this.#hasKey(places.at(place) - 1, key)) place = places.next(hash, place)
    return place
  }

  #hasKey(item: number, key: string): boolean {
    if (this.#numbers[item * numbersAUnit + keyLengthAt] !== key.length) return false
    const { bytes } = this.#memory
    const start = (item + 1) * unit
    for (let index = 0; index < key.length; index++) {
      if (bytes[start + index] !== key.charCodeAt(index)) return false
    }
    return true
  }

  #remove(place: number): void {
    this.#leave(this.#places.at(place) - 1)
    this.#places.set(place, 0)
  }

  /** Leaves an item that is found no longer to who makes room. */
  #leave(item: number): void {
    this.#memory.changes++
    this.#numbers[item * numbersAUnit + goneAt] = 1
  }

  /** @returns the place of an item that is not gone */
  #placeOfItem(item: number): number {
    const places = this.#places
    const hash = this.#numbers[item * numbersAUnit + hashAt] as number
    let place = places.first(hash)
    while (places.at(place) - 1 !== item) place = places.next(hash, place)
    return place
  }

  /** @returns whether there are so many units behind the gap's beginning */
  #makeRoom(size: number, mayGo: false | ((key: string) => boolean)): boolean {
    for (let moved = 0; moved < mostMoved; ) {
      if (this.#count === 0) return true
      const oldest = this.#first
      const numbers = this.#numbers
      const at = oldest * numbersAUnit
      if (numbers[at + goneAt] === 1) this.#takeOldest()
      else if (this.#endOfGap - this.#gap >= size) return true
      else if (this.#turn === null) this.#turnRound()
      else if (mayGo === false) return false
      else if (numbers[at + wantedAt] === 1) {
        numbers[at + wantedAt] = 0
        this.#moveOldest()
        moved++
      } else if (mayGo(this.#keyOf(oldest))) this.#remove(this.#placeOfItem(oldest))
      else {
        this.#moveOldest()
        return false
      }
    }
    return false
  }

  #keyOf(item: number): string {
    const start = (item + 1) * unit
    const length = this.#numbers[item * numbersAUnit + keyLengthAt] as number
    return this.#memory.bytes.toString('latin1', start, start + length)
  }

  /** The gap reaches to the end of the memory or, where items go on at its beginning, to the first one. */
  get #endOfGap(): number {
    return this.#turn === null ? this.#room : this.#first
  }

  #turnRound(): void {
    this.#turn = this.#gap
    this.#gap = 0
  }

  /** Gives the first item's room to the gap. */
  #takeOldest(): void {
    this.#count--
    this.#first += this.#numbers[this.#first * numbersAUnit + sizeAt] as number
    if (this.#count === 0) this.#gap = 0
    if (this.#count > 0 && this.#first !== this.#turn) return
    this.#first = 0
    this.#turn = null
  }

  /** Moves the first item over the gap, behind the last one. Where the gap ends before it, its own room helps. */
  #moveOldest(): void {
    this.#memory.changes++
    const oldest = this.#first
    const place = this.#placeOfItem(oldest)
    const size = this.#numbers[oldest * numbersAUnit + sizeAt] as number
    this.#takeOldest()
    if (this.#turn === null && this.#gap + size > this.#room) this.#turnRound()
    this.#memory.bytes.copyWithin(this.#gap * unit, oldest * unit, (oldest + size) * unit)
    this.#places.set(place, this.#gap + 1)
    this.#gap += size
    this.#count++
  }
}

/** The same, of so many bytes as CACHE_SIZE asks for. @throws ConfigError where there is no memory for them */
export function cacheRing(size: number): ByteRing {
  try {
    return new ByteRing(size)
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw new ConfigError('CACHE_SIZE: there is no memory for so many bytes')
  }
}
