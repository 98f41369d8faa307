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
/** A piece's bytes in UTF-8: each is copied by three writes, whatever its length. */
export const longestPiece = 12

/** A piece's bytes and their number: together in one line of the processor's cache. */
const wordsAPiece = longestPiece / 4 + 1
const unset = -1
const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1
const isHigh = (unit: number) => unit >= 0xd800 && unit < 0xdc00

/** Turns codes into text. */
export class Decoder {
  readonly #words = new Int32Array(2 ** 16 * wordsAPiece)
  /** Where `decode` stopped: the place of a mark, or behind the last code. */
  next = 0
  /** Bytes of the pieces that were looked at last: V8 leaves out a loop whose result nobody can see. */
  prefetched = 0

  constructor(pieces: Pieces) {
    const bytes = Buffer.from(this.#words.buffer)
    pieces.forEach((piece, index) => {
      const word = (marks + index) * wordsAPiece
      this.#words[word + wordsAPiece - 1] = bytes.write(piece, word * 4)
    })
  }

  /**
   * Looks at the piece of each code, so that the processor has all of them at hand when they are copied: here it fetches
   * many at once, while copying waits for each. It takes a quarter off an answer that others came before.
   */
  prefetch(codes: Uint16Array): void {
    const words = this.#words
    let lengths = 0
    for (let index = 0; index < codes.length; index++)
      lengths += words[(codes[index] as number) * wordsAPiece + wordsAPiece - 1] as number
    this.prefetched = lengths
  }

  /**
   * Turns codes into UTF-8 until the next mark.
   * @param into with room for `longestPiece` bytes more than the text
   * @param start where the text begins
   * @returns where it ends
   */
  decode(codes: Uint16Array, from: number, into: DataView, start: number): number {
    const words = this.#words
    let end = start
    let index = from
    for (; index < codes.length; index++) {
      const code = codes[index] as number
      if (code < marks) break
      if (code === literal) {
        const unit = codes[++index] as number
        const character = isHigh(unit) ? pair(unit, codes[++index] as number) : unit
        end = writeCharacter(character, into, end)
        continue
      }
      const word = code * wordsAPiece
      into.setInt32(end, words[word] as number, isLittleEndian)
      into.setInt32(end + 4, words[word + 1] as number, isLittleEndian)
      into.setInt32(end + 8, words[word + 2] as number, isLittleEndian)
      end += words[word + 3] as number
    }
    this.next = index
    return end
  }
}

const pair = (high: number, low: number) => 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)

/** @returns where it ends */
function writeCharacter(character: number, into: DataView, at: number): number {
  let end = at
  const rest = (shift: number) => into.setUint8(end++, 0x80 | ((character >> shift) & 0x3f))
  if (character < 0x80) into.setUint8(end++, character)
  else if (character < 0x800) {
    into.setUint8(end++, 0xc0 | (character >> 6))
    rest(0)
  } else if (character < 0x10000) {
    into.setUint8(end++, 0xe0 | (character >> 12))
    rest(6)
    rest(0)
  } else {
    into.setUint8(end++, 0xf0 | (character >> 18))
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
