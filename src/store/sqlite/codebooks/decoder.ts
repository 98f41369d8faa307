import type { Pieces } from './codebook.ts'
import { base, literal, marks } from './codes.ts'
import type { PieceCopier } from './piece-copier.ts'

/** `mark` where there are no more codes. */
const none = -1

/** Turns codes of a codebook into text. */
export class Decoder {
  readonly #copier: PieceCopier
  readonly #pieces: number
  /** In memory: the next code. */
  #next = 0
  /** At which mark `decode` stopped; negative where it stopped behind the last code. */
  mark = none

  /** @param copier may be that of other decoders: it has the text of one record at a time */
  constructor(pieces: Pieces, copier: PieceCopier) {
    this.#copier = copier
    this.#pieces = copier.addPieces(pieces, marks)
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
    return this.#copier.take(owner, text, room)
  }

  /** Whether it has the text of this owner, and what was decoded of it. */
  has(owner: object): boolean {
    return this.#copier.owner === owner
  }

  /** @returns a part of the text that it has, in memory of its own: a slice of a string holds all of it */
  read(from: number, to: number): string {
    const start = this.#copier.textStart
    return this.bytes.toString('latin1', start + from, start + to)
  }

  /** Goes on with the code that begins at this place of the text. */
  rewind(place: number): void {
    this.#next = this.#copier.textStart + place
  }

  /**
   * Turns codes into UTF-8 until the next mark, and goes on behind it the next time.
   * @param start where in `bytes` the text begins, with room for 16 bytes more than it has
   * @returns where it ends
   */
  decode(start: number): number {
    const copier = this.#copier
    const { bytes } = copier
    let end = copier.copy(this.#pieces, this.#next, start)
    let { stop } = copier
    while (bytes[stop] === literal) {
      const [first, second, third] = [bytes[stop + 1], bytes[stop + 2], bytes[stop + 3]] as number[]
      const character =
        (((first as number) - 1) * base + (second as number) - 1) * base + (third as number) - 1
      end = writeCharacter(character, bytes, end)
      end = copier.copy(this.#pieces, stop + 4, end)
      stop = copier.stop
    }
    this.mark = stop < 0 ? none : (bytes[stop + 1] as number) - 1
    this.#next = stop < 0 ? copier.textEnd : stop + 2
    return end
  }

  /** @returns the piece that a code stands for */
  pieceOf(code: number): string {
    return this.#copier.pieceOf(this.#pieces, code)
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
