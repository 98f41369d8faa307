import { bytesAPiece, longestPiece, PieceCopier } from './piece-copier.ts'

/**
 * A list of pieces of text, each with a code of 16 bits: the archive's own most frequent ones (training.ts). A text
 * as codes takes little more than a third of its bytes, and becomes text again in a few microseconds, which no
 * general compression does.
 */
export type Pieces = readonly string[]

/** The first codes are the control characters from U+0000 on: what parts a text. No piece holds one. */
export const marks = 16
/** Behind this code one UTF-16 unit stands as it is, or two that are one character. */
const literal = 0xffff
export const mostPieces = literal - marks
const unset = -1
const isHigh = (unit: number) => unit >= 0xd800 && unit < 0xdc00

/** Codes stand behind the pieces. */
const codesStart = 2 ** 16 * bytesAPiece
/** Bytes of memory to begin with, enough for nearly all records. */
const firstSize = codesStart + 2 ** 18

/** Turns codes into text, in memory of its own. */
export class Decoder {
  readonly #copier = new PieceCopier(marks, literal)
  #numbers = new Uint16Array()
  #stops = new Uint32Array()
  /** Who gave the codes that it has. */
  #owner: object | undefined
  #codesEnd = codesStart
  /** Where `decode` stopped: the place of a mark, or behind the last code. */
  next = 0

  constructor(pieces: Pieces) {
    this.#grow(firstSize)
    const { bytes } = this
    pieces.forEach((piece, index) => {
      const at = (marks + index) * bytesAPiece
      bytes.writeUInt32LE(bytes.write(piece, at), at + longestPiece)
    })
  }

  /** The memory, pieces and codes included. It is another Buffer when it has grown for other codes. */
  get bytes(): Buffer<ArrayBuffer> {
    return this.#copier.bytes
  }

  /**
   * Takes codes to be decoded, unless it has those of this owner.
   * @param codes each of 16 bits, little-endian
   * @param room bytes behind the codes that are to be free
   * @returns where they are free
   */
  take(owner: object, codes: Uint8Array, room: number): number {
    const start = codesStart + codes.length
    if (owner === this.#owner) return start
    this.#grow(start + room)
    this.bytes.set(codes, codesStart)
    this.#codesEnd = start
    this.#owner = owner
    return start
  }

  #grow(size: number): void {
    if (!this.#copier.grow(size)) return
    this.#numbers = new Uint16Array(this.bytes.buffer, codesStart)
    this.#stops = new Uint32Array(this.bytes.buffer, 0, 1)
  }

  /** @param index of a code */
  codeAt(index: number): number {
    return this.#numbers[index] as number
  }

  /** How many codes it has. */
  get length(): number {
    return (this.#codesEnd - codesStart) >> 1
  }

  /**
   * Turns codes into UTF-8 until the next mark.
   * @param from index of the first code
   * @param start where in `bytes` the text begins, with room for `longestPiece` bytes more than it has
   * @returns where it ends
   */
  decode(from: number, start: number): number {
    let at = codesStart + from * 2
    let end = start
    for (;;) {
      end = this.#copier.copy(at, this.#codesEnd, end)
      this.next = ((this.#stops[0] as number) - codesStart) >> 1
      if (this.next >= this.length || this.codeAt(this.next) !== literal) return end
      const unit = this.codeAt(this.next + 1)
      const character = isHigh(unit) ? pair(unit, this.codeAt(this.next + 2)) : unit
      end = writeCharacter(character, this.bytes, end)
      at = codesStart + (this.next + (isHigh(unit) ? 3 : 2)) * 2
    }
  }
}

const pair = (high: number, low: number) => 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)

/** @returns where it ends */
function writeCharacter(character: number, into: Buffer, at: number): number {
  let end = at
  const rest = (shift: number) => {
    into[end++] = 0x80 | ((character >> shift) & 0x3f)
  }
  if (character < 0x80) into[end++] = character
  else if (character < 0x800) {
    into[end++] = 0xc0 | (character >> 6)
    rest(0)
  } else if (character < 0x10000) {
    into[end++] = 0xe0 | (character >> 12)
    rest(6)
    rest(0)
  } else {
    into[end++] = 0xf0 | (character >> 18)
    rest(12)
    rest(6)
    rest(0)
  }
  return end
}

/*
 * A branch of the encoder's tree leads from a node by a unit to a node. A node where a piece ends has the piece's code
 * for its number, the others have numbers behind all codes, the root has 0. A branch is two numbers of 32 bits, so that
 * one step looks at one line of the processor's cache: coding is mostly waiting for memory.
 *   low 16 bits of the node it leaves, the unit
 *   high bits of the node it leaves, whether it is a last one, the node that it leads to: 0 where no branch stands
 */
const root = 0
const numberBits = 20
const numberMask = 2 ** numberBits - 1
const lastBit = 2 ** numberBits
const highShift = numberBits + 1

/** Turns text into codes: at each place the longest piece that fits. */
export class Encoder {
  /** Open addressing. */
  readonly #branches: Int32Array
  readonly #mask: number
  /** Where the piece ends that was found last. */
  end = 0

  constructor(pieces: Pieces) {
    const nodes = new Set(
      pieces.flatMap((piece) => Array.from({ length: piece.length }, (_, at) => piece.slice(0, at + 1))),
    )
    // No larger than it must be: what is near the processor decides how long coding takes.
    const size = 2 ** Math.ceil(Math.log2((nodes.size + 1) * 1.5))
    const branches = new Int32Array(size * 2)
    this.#mask = size - 1
    this.#branches = branches
    // Shorter pieces come first: where one begins a longer one, its node is there already.
    const order = pieces
      .map((_, index) => index)
      .sort((a, b) => (pieces[a] as string).length - (pieces[b] as string).length)
    let numbered = literal
    for (const index of order) {
      const piece = pieces[index] as string
      let node = root
      let place = unset
      for (let at = 0; at < piece.length; at++) {
        if (place !== unset) branches[place + 1] = (branches[place + 1] as number) & ~lastBit
        const unit = piece.charCodeAt(at)
        place = this.#place(node, unit)
        if (branches[place + 1] === 0) {
          const next = at === piece.length - 1 ? marks + index : ++numbered
          branches[place] = (node << 16) | unit
          branches[place + 1] = ((node >>> 16) << highShift) | lastBit | next
        }
        node = (branches[place + 1] as number) & numberMask
      }
    }
  }

  /** Where the branch stands, or would. */
  #place(node: number, unit: number): number {
    const branches = this.#branches
    const first = (node << 16) | unit
    const high = node >>> 16
    const hash = Math.imul(node ^ Math.imul(unit, 0x9e3779b1), 0x85ebca6b)
    let place = (hash ^ (hash >>> 13)) & this.#mask
    for (;;) {
      const second = branches[place * 2 + 1] as number
      if (second === 0) break
      if (branches[place * 2] === first && second >>> highShift === high) break
      place = (place + 1) & this.#mask
    }
    return place * 2
  }

  /**
   * Sets `end` to where the longest piece ends that the text has at `start`.
   * @returns the piece's code; negative where no piece begins with the unit that stands there
   */
  codeAt(text: string, start: number): number {
    const branches = this.#branches
    const first = text.charCodeAt(start)
    let code = first < marks ? first : unset
    let end = start + 1
    let node = root
    for (let at = start; at < text.length; at++) {
      const branch = branches[this.#place(node, text.charCodeAt(at)) + 1] as number
      if (branch === 0) break
      node = branch & numberMask
      if (node < literal) {
        code = node
        end = at + 1
      }
      if ((branch & lastBit) !== 0) break
    }
    this.end = end
    return code
  }

  /** @param text well-formed: each surrogate with its other half */
  encode(text: string): Uint16Array {
    const codes = new Uint16Array(text.length * 2)
    let length = 0
    let isSecondHalf = false
    for (let start = 0; start < text.length; start = this.end) {
      const code = this.codeAt(text, start)
      if (code !== unset) {
        codes[length++] = code
        continue
      }
      const unit = text.charCodeAt(start)
      if (!isSecondHalf) codes[length++] = literal
      codes[length++] = unit
      isSecondHalf = isHigh(unit)
    }
    return codes.subarray(0, length)
  }
}
