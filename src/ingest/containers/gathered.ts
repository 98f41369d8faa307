/** A piece below this is copied to others: kept as it is, one of a byte takes a hundred, and all that came with it. */
const smallPiece = 1024
const blockSize = 4 * smallPiece

/** Bytes put together from pieces, in memory of about their size however small the pieces are. */
export class Gathered {
  #pieces: Uint8Array[] = []
  #block: Buffer | undefined
  #used = 0

  add(piece: Uint8Array): void {
    if (piece.length >= smallPiece) {
      this.#endBlock()
      this.#pieces.push(piece)
      return
    }
    if (this.#used + piece.length > blockSize) this.#endBlock()
    this.#block ??= Buffer.allocUnsafe(blockSize)
    this.#block.set(piece, this.#used)
    this.#used += piece.length
  }

  /** @returns all of them, and begins anew */
  take(): Buffer {
    this.#endBlock()
    const whole = Buffer.concat(this.#pieces)
    this.#pieces = []
    return whole
  }

  #endBlock(): void {
    if (this.#block === undefined) return
    this.#pieces.push(this.#block.subarray(0, this.#used))
    this.#block = undefined
    this.#used = 0
  }
}
