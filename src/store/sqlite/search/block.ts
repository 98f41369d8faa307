import { crc32 } from 'node:zlib'

/**
 * A block is a few kilobytes of a segment of the search index: grams in ascending order, each with ordinals of
 * documents. Bytes: the CRC-32 of the rest, then entries:
 * - how much greater the gram is than the one before it (the first one's gram stands in the directory);
 * - an only ordinal twice and 1 more, which is the entry's end; of several ordinals four times their number, 2 more
 *   where they are a bitmap;
 * - how many bytes follow;
 * - the first ordinal, then the differences less 1, or a bitmap of the ordinals from the first one on.
 * Numbers have 7 bits a byte, the lowest first, the eighth bit set where more follow. A long list is cut into several
 * entries.
 */

/** Two blocks fill a page of the database. */
const blockSize = 4064
const checksumSize = 4
export const ordinalsOfEntry = 512
const longestNumber = 7

/** A block, and what a directory says of it. */
export type Block = { content: Uint8Array; gram: number; ordinal: number }

/** Puts lists into blocks; they must be added in ascending order. */
export class BlockWriter {
  readonly blocks: Block[] = []
  #bytes = new Uint8Array(blockSize)
  #length = 0
  #firstGram = 0
  #firstOrdinal = 0
  #lastGram = 0
  readonly #payload = new Uint8Array(ordinalsOfEntry * 5 + longestNumber)

  /** Adds a gram with the ordinals from index `start` to before `end`, ascending and each once. */
  add(gram: number, ordinals: Uint32Array, start: number, end: number): void {
    for (let index = start; index < end; index += ordinalsOfEntry) {
      this.#addEntry(gram, ordinals, index, Math.min(end, index + ordinalsOfEntry))
    }
  }

  /** Adds a gram with one ordinal. */
  addOnly(gram: number, ordinal: number): void {
    this.#begin(3 * longestNumber, gram, ordinal)
    const at = put(this.#bytes, this.#length, gram - this.#lastGram)
    this.#length = put(this.#bytes, at, ordinal * 2 + 1)
    this.#lastGram = gram
  }

  /** Closes the last block. */
  end(): void {
    if (this.#length === 0) return
    const content = this.#bytes.slice(0, this.#length)
    new DataView(content.buffer).setUint32(0, crc32(content.subarray(checksumSize)))
    this.blocks.push({ content, gram: this.#firstGram, ordinal: this.#firstOrdinal })
    this.#length = 0
  }

  #addEntry(gram: number, ordinals: Uint32Array, start: number, end: number): void {
    const count = end - start
    const first = ordinals[start] as number
    if (count === 1) {
      this.addOnly(gram, first)
      return
    }
    const span = (ordinals[end - 1] as number) - first + 1
    const isBitmap = count > 8 && span <= count * 8
    const size = isBitmap ? this.#bitmap(ordinals, start, end, span) : this.#differences(ordinals, start, end)
    this.#begin(size + 3 * longestNumber, gram, first)
    let at = put(this.#bytes, this.#length, gram - this.#lastGram)
    at = put(this.#bytes, at, count * 4 + (isBitmap ? 2 : 0))
    at = put(this.#bytes, at, size)
    if (size < 16)
      for (let index = 0; index < size; index++) this.#bytes[at + index] = this.#payload[index] as number
    else this.#bytes.set(this.#payload.subarray(0, size), at)
    this.#length = at + size
    this.#lastGram = gram
  }

  /** Makes sure that an entry of so many bytes has room, in a new block where it must. */
  #begin(size: number, gram: number, first: number): void {
    if (this.#length + size > blockSize) this.end()
    if (this.#length > 0) return
    this.#length = checksumSize
    this.#firstGram = gram
    this.#firstOrdinal = first
    this.#lastGram = gram
  }

  #differences(ordinals: Uint32Array, start: number, end: number): number {
    let last = ordinals[start] as number
    let at = put(this.#payload, 0, last)
    for (let index = start + 1; index < end; index++) {
      const ordinal = ordinals[index] as number
      at = put(this.#payload, at, ordinal - last - 1)
      last = ordinal
    }
    return at
  }

  #bitmap(ordinals: Uint32Array, start: number, end: number, span: number): number {
    const first = ordinals[start] as number
    const at = put(this.#payload, 0, first)
    const size = (span + 7) >>> 3
    this.#payload.fill(0, at, at + size)
    for (let index = start; index < end; index++) {
      const bit = (ordinals[index] as number) - first
      this.#payload[at + (bit >>> 3)] = (this.#payload[at + (bit >>> 3)] as number) | (1 << (bit & 7))
    }
    return at + size
  }
}

function put(bytes: Uint8Array, start: number, value: number): number {
  let at = start
  let rest = value
  while (rest >= 0x1000_0000) {
    bytes[at++] = (rest % 0x80) | 0x80
    rest = Math.floor(rest / 0x80)
  }
  while (rest >= 0x80) {
    bytes[at++] = (rest & 0x7f) | 0x80
    rest >>>= 7
  }
  bytes[at++] = rest
  return at
}

/** @throws Error where the block is not as it was written */
export function checkBlock(content: Uint8Array): void {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength)
  if (content.length < checksumSize || view.getUint32(0) !== crc32(content.subarray(checksumSize))) {
    throw new Error('a block of the search index is damaged')
  }
}

/** Goes through the entries of a block. */
export class BlockReader {
  gram = 0
  count = 0
  /** The first of the entry's ordinals. */
  first = 0
  /** Where the entry is in the block. */
  entry = 0
  #isBitmap = false
  #bytes: Uint8Array = new Uint8Array(0)
  #at = 0
  #next = 0

  /** Goes to before the first entry. @param gram its gram */
  open(content: Uint8Array, gram: number): void {
    this.#bytes = content
    this.gram = gram
    this.#next = checksumSize
  }

  /** @returns false behind the last entry */
  next(): boolean {
    if (this.#next >= this.#bytes.length) return false
    this.#at = this.#next
    this.entry = this.#at
    this.gram += this.#number()
    const header = this.#number()
    if ((header & 1) === 1) {
      this.count = 1
      this.first = header >>> 1
      this.#next = this.#at
      return true
    }
    this.count = header >>> 2
    this.#isBitmap = (header & 2) === 2
    const size = this.#number()
    this.#next = this.#at + size
    this.first = this.#number()
    return true
  }

  /** Goes back to an entry of the block, to read it again. @param entry where it is */
  goTo(entry: number, gram: number): void {
    this.#next = entry
    this.next()
    this.gram = gram
  }

  /** Writes the entry's ordinals; can be called once an entry. @returns behind the last one written */
  read(into: Uint32Array, start: number): number {
    let at = start
    let ordinal = this.first
    into[at++] = ordinal
    if (this.count === 1) return at
    if (this.#isBitmap) {
      const bytes = this.#bytes
      for (let index = this.#at; index < this.#next; index++) {
        let bits = bytes[index] as number
        if (index === this.#at) bits &= 0xfe
        const base = this.first + (index - this.#at) * 8
        while (bits !== 0) {
          into[at++] = base + 31 - Math.clz32(bits & -bits)
          bits &= bits - 1
        }
      }
      return at
    }
    const end = start + this.count
    while (at < end) {
      ordinal += this.#number() + 1
      into[at++] = ordinal
    }
    return at
  }

  #number(): number {
    const bytes = this.#bytes
    let byte = bytes[this.#at++] as number
    if (byte < 0x80) return byte
    let value = byte & 0x7f
    let shift = 7
    do {
      byte = bytes[this.#at++] as number
      if (shift < 28) value |= (byte & 0x7f) << shift
      else value += (byte & 0x7f) * 2 ** shift
      shift += 7
    } while (byte >= 0x80)
    return value
  }
}
