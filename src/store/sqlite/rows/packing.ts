import { hash } from 'node:crypto'
import { constants, createZstdCompress, type ZstdCompress } from 'node:zlib'

/** A dictionary and its number; null for none. */
export type Packing = { number: number; dictionary: Uint8Array | null }

/** A compressed page. `packing`: the number of its dictionary, 0 for none; null if its bytes are stored as they were received. */
export type PackedPage = {
  packing: number | null
  content: Uint8Array
  /** SHA-256 of the page's bytes. */
  digest: Uint8Array
  /** The page's bytes. */
  size: number
}

/** Higher levels take much more time for little. */
const level = 2

/**
 * Compresses pages (Zstandard, RFC 8878), each into a frame of its own, on one of the process's other threads. One
 * packer for many pages: getting the dictionary ready takes twice as long as compressing a page does.
 */
export class Packer {
  readonly #packing: Packing
  #stream: ZstdCompress | undefined
  /** Of the frame that is being made. */
  #parts: Buffer[] = []
  /** Settles when the page before is packed. */
  #before: Promise<unknown> = Promise.resolve()

  constructor(packing: Packing) {
    this.#packing = packing
  }

  get number(): number {
    return this.#packing.number
  }

  async pack(bytes: Uint8Array): Promise<PackedPage> {
    const compressed = this.#before.then(() => this.#compress(bytes))
    this.#before = compressed.catch(() => {})
    const content = await compressed
    const isSmaller = content.length < bytes.length
    return {
      packing: isSmaller ? this.number : null,
      content: isSmaller ? content : bytes,
      digest: hash('sha256', bytes, 'buffer'),
      size: bytes.length,
    }
  }

  #compress(bytes: Uint8Array): Promise<Uint8Array> {
    this.#stream ??= this.#open()
    const stream = this.#stream
    return new Promise((resolve, reject) => {
      // A stream that fails forgets who waits for it.
      stream.once('error', reject)
      stream.write(bytes, (error) => {
        stream.off('error', reject)
        if (error) reject(error)
        else resolve(Buffer.concat(this.#parts))
        this.#parts = []
      })
    })
  }

  #open(): ZstdCompress {
    const { dictionary } = this.#packing
    this.#parts = []
    const stream = createZstdCompress({
      params: { [constants.ZSTD_c_compressionLevel]: level },
      ...(dictionary !== null && { dictionary }),
      // What is written at once becomes a frame.
      flush: constants.ZSTD_e_end,
      chunkSize: 64 * 1024,
    })
    // A flowing stream hands each part on before it calls back.
    stream.on('data', (part: Buffer) => this.#parts.push(part))
    stream.on('error', () => {
      this.#stream = undefined
    })
    return stream
  }
}
