/**
 * A list of pieces of text, each with a code of 16 bits: the archive's own most frequent ones (training.ts). A text
 * as codes takes little more than a third of its bytes, and becomes text again in a few microseconds, which no
 * general compression does.
 */
export type Pieces = readonly string[]

/** Behind this code one UTF-16 unit stands as it is, or two that are one character. */
const literal = 0xffff
export const mostPieces = literal
/** A piece's bytes in UTF-8: each is copied by three writes, whatever its length. */
export const longestPiece = 12

const wordsAPiece = longestPiece / 4
const unset = -1
const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

/** Turns codes into text. */
export class Decoder {
  readonly #words = new Int32Array(2 ** 16 * wordsAPiece)
  readonly #lengths = new Uint8Array(2 ** 16)

  constructor(pieces: Pieces) {
    const bytes = Buffer.from(this.#words.buffer)
    pieces.forEach((piece, code) => {
      this.#lengths[code] = bytes.write(piece, code * longestPiece)
    })
  }

  /**
   * @param codes what an encoder gave
   * @param into where the text is written from `start` on, as UTF-8; long enough for `longestPiece` bytes a code, and
   *   as many more
   * @returns where it ends
   */
  decode(codes: Uint16Array, into: Buffer, start: number): number {
    const words = this.#words
    const lengths = this.#lengths
    const view = new DataView(into.buffer, into.byteOffset, into.length)
    let end = start
    for (let index = 0; index < codes.length; index++) {
      const code = codes[index] as number
      if (code === literal) {
        const unit = codes[++index] as number
        const isPair = unit >= 0xd800 && unit < 0xdc00
        const text = isPair ? String.fromCharCode(unit, codes[++index] as number) : String.fromCharCode(unit)
        end += into.write(text, end)
        continue
      }
      const word = code * wordsAPiece
      view.setInt32(end, words[word] as number, isLittleEndian)
      view.setInt32(end + 4, words[word + 1] as number, isLittleEndian)
      view.setInt32(end + 8, words[word + 2] as number, isLittleEndian)
      end += lengths[code] as number
    }
    return end
  }
}

/** Turns text into codes: at each place the longest piece that fits. */
export class Encoder {
  // A tree of pieces by their units, its branches in a table of open addressing.
  readonly #parents: Int32Array
  readonly #units: Uint16Array
  readonly #children: Int32Array
  readonly #codes: Int32Array
  readonly #mask: number

  constructor(pieces: Pieces) {
    const branches = pieces.reduce((sum, piece) => sum + piece.length, 1)
    const size = 2 ** Math.ceil(Math.log2(branches * 2))
    this.#mask = size - 1
    this.#parents = new Int32Array(size).fill(unset)
    this.#units = new Uint16Array(size)
    this.#children = new Int32Array(size)
    this.#codes = new Int32Array(branches + 1).fill(unset)
    let nodes = 0
    pieces.forEach((piece, code) => {
      let node = 0
      for (let index = 0; index < piece.length; index++) {
        const unit = piece.charCodeAt(index)
        const place = this.#place(node, unit)
        if (this.#parents[place] === unset) {
          this.#parents[place] = node
          this.#units[place] = unit
          this.#children[place] = ++nodes
        }
        node = this.#children[place] as number
      }
      this.#codes[node] = code
    })
  }

  /** Where the branch stands, or would. */
  #place(node: number, unit: number): number {
    const hash = Math.imul(node ^ Math.imul(unit, 0x9e3779b1), 0x85ebca6b)
    let place = (hash ^ (hash >>> 13)) & this.#mask
    while (this.#parents[place] !== unset) {
      if (this.#parents[place] === node && this.#units[place] === unit) break
      place = (place + 1) & this.#mask
    }
    return place
  }

  /** Calls back for each piece of the text; `code` is negative for a unit that no piece begins with. */
  walk(text: string, piece: (code: number, start: number, end: number) => void): void {
    for (let start = 0; start < text.length; ) {
      let code = unset
      let end = start + 1
      let node = 0
      for (let at = start; at < text.length; at++) {
        const place = this.#place(node, text.charCodeAt(at))
        if (this.#parents[place] === unset) break
        node = this.#children[place] as number
        const found = this.#codes[node] as number
        if (found === unset) continue
        code = found
        end = at + 1
      }
      piece(code, start, end)
      start = end
    }
  }

  /** @param text well-formed: each surrogate with its other half */
  encode(text: string): Uint16Array {
    const codes = new Uint16Array(text.length * 2)
    let length = 0
    let isSecondHalf = false
    this.walk(text, (code, start) => {
      if (code !== unset) {
        codes[length++] = code
        return
      }
      const unit = text.charCodeAt(start)
      if (!isSecondHalf) codes[length++] = literal
      codes[length++] = unit
      isSecondHalf = unit >= 0xd800 && unit < 0xdc00
    })
    return codes.subarray(0, length)
  }
}
