import type { Pieces } from './codebook.ts'
import { base, literal, marks } from './codes.ts'
import { PieceCopier, piecesEnd } from './piece-copier.ts'

/** Text with codes stands behind the pieces. */
const codesStart = piecesEnd
/** Bytes of memory to begin with, enough for nearly all records. */
const firstSize = codesStart + 2 ** 18
/** `mark` where there are no more codes. */
const none = -1

/** Turns codes into text, in memory of its own. */
export class Decoder {
  readonly #copier = new PieceCopier(firstSize)
  #stops = new Uint32Array(this.#copier.bytes.buffer, 0, 1)
  /** Who gave the codes that it has. */
  #owner: object | undefined
  /** In memory: the next code, and where the last one ends. */
  #next = codesStart
  #end = codesStart
  /** At which mark `decode` stopped; negative where it stopped behind the last code. */
  mark = none

  constructor(pieces: Pieces) {
    for (const [index, piece] of pieces.entries()) this.#copier.setPiece(marks + index, piece)
  }

  /** The memory, pieces and codes included. It is another Buffer when it has grown for other codes. */
  get bytes(): Buffer<ArrayBuffer> {
    return this.#copier.bytes
  }

  /**
   * Takes a text to be decoded, unless it has that of this owner.
   * @param room bytes behind the text that are to be free
   * @returns where they are free
   */
  take(owner: object, text: string, room: number): number {
    if (owner !== this.#owner) {
      this.#end = codesStart + text.length
      this.#grow(this.#end + room)
      this.bytes.write(text, codesStart, 'latin1')
      this.#owner = owner
    }
    return this.#end
  }

  /** @returns a part of the text that it has, in memory of its own: a slice of a string holds all of it */
  read(from: number, to: number): string {
    return this.bytes.toString('latin1', codesStart + from, codesStart + to)
  }

  /** Goes on with the code that begins at this place of the text. */
  rewind(place: number): void {
    this.#next = codesStart + place
  }

  #grow(size: number): void {
    if (this.#copier.grow(size)) this.#stops = new Uint32Array(this.bytes.buffer, 0, 1)
  }

  /**
   * Turns codes into UTF-8 until the next mark, and goes on behind it the next time.
   * @param start where in `bytes` the text begins, with room for 16 bytes more than it has
   * @returns where it ends
   */
  decode(start: number): number {
    const { bytes } = this
    let end = this.#copier.copy(this.#next, this.#end, start)
    let stop = this.#stops[0] as number
    while (stop < this.#end && bytes[stop] === literal) {
      const [first, second, third] = [bytes[stop + 1], bytes[stop + 2], bytes[stop + 3]] as number[]
      const character =
        (((first as number) - 1) * base + (second as number) - 1) * base + (third as number) - 1
      end = writeCharacter(character, bytes, end)
      end = this.#copier.copy(stop + 4, this.#end, end)
      stop = this.#stops[0] as number
    }
    this.mark = stop < this.#end ? (bytes[stop + 1] as number) - 1 : none
    this.#next = stop + 2
    return end
  }

  /** @returns the piece that a code stands for */
  pieceOf(code: number): string {
    return this.#copier.pieceOf(code)
  }
}

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
