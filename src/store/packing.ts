import { hash } from 'node:crypto'
import {
  constants,
  createZstdCompress,
  inflateRawSync,
  type ZstdCompress,
  zstdCompressSync,
  zstdDecompressSync,
} from 'node:zlib'
import type { ArchivedItem } from '../page.ts'
import type { ObjectPlace } from './objects/objects.ts'

/** A dictionary and its number; null for none. */
export type Packing = { number: number; dictionary: Uint8Array | null }

/** A compressed page. `packing`: the number of its dictionary, 0 for none; null if its bytes are stored as they were received. */
export type PackedPage = {
  packing: number | null
  content: Uint8Array
  /** SHA-256 of the page's bytes. */
  digest: Buffer
  /** The page's bytes. */
  size: number
  /** Where the content is in object storage, if it was put there. */
  place?: ObjectPlace
}

/** Higher levels take much more time for little. */
const level = 6

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

/** @returns the pages of each item, none of a deletion */
export async function packedPages(
  archived: readonly ArchivedItem[],
  pages: { packAll: (pages: readonly Uint8Array[]) => Promise<PackedPage[]> },
): Promise<PackedPage[][]> {
  const packed: PackedPage[][] = []
  for (const one of archived)
    packed.push(await pages.packAll('pages' in one ? one.pages.map(({ bytes }) => bytes) : []))
  return packed
}

/** What a Zstandard frame begins with (RFC 8878, 3.1.1): no deflated page can. Older versions deflated pages. */
const zstdMagic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])
/**
 * What a dictionary begins with, so that no page decides that: bytes that begin as a dictionary of Zstandard's own
 * making does (RFC 8878, 5) would be read as one, and are none.
 */
const dictionaryOpens = Buffer.from('\n')
const dictionarySize = 128 * 1024

/** Numbers of pages at which a dictionary is made: each time that the archive has grown by a quarter. */
const occasions = Array.from({ length: 60 }, (_, time) => Math.ceil(16 * 1.25 ** time))
/** A dictionary is made of this many pages from all over the archive, and as many of the newest tenth, which the next resemble. */
const samples = 8

const isZstd = (content: Uint8Array) => zstdMagic.equals(content.subarray(0, zstdMagic.length))

/**
 * @param size bytes of the page, so that a damaged frame cannot take more memory
 * @returns the bytes of a compressed page
 */
export function unpacked(content: Uint8Array, dictionary: Uint8Array | null, size: number): Buffer {
  const options = { maxOutputLength: Math.max(1, size), ...(dictionary !== null && { dictionary }) }
  return isZstd(content) ? zstdDecompressSync(content, options) : inflateRawSync(content, options)
}

/** @returns the number of the dictionary that an archive of so many pages should have; 0 for none */
export function dictionaryDue(pages: number): number {
  return occasions.findLastIndex((occasion) => pages >= occasion) + 1
}

/** @param last the highest key of an article @returns the keys behind which an article's first page is a sample */
export function sampledAt(last: number): number[] {
  const recent = Math.floor(last * 0.9)
  const starts = Array.from({ length: samples }, (_, sample) => sample / samples)
  const keys = starts.flatMap((start) => [start * last, recent + start * (last - recent)])
  return keys.map(Math.floor).sort((a, b) => a - b)
}

/**
 * @param pages samples, at most those of `sampledAt`: both ends of each are taken, where navigation and promotion make
 *   pages most alike
 * @returns a dictionary as it is stored, one frame
 */
export function dictionaryOf(pages: readonly Buffer[]): Buffer {
  const share = dictionarySize / (samples * 2) / 2
  const pieces = pages.flatMap((bytes) => [
    bytes.subarray(0, share),
    bytes.subarray(Math.max(share, bytes.length - share)),
  ])
  return zstdCompressSync(Buffer.concat([dictionaryOpens, ...pieces]))
}

/** @returns a stored dictionary; what one begins with is no frame, and older versions stored dictionaries as they are */
export function unpackedDictionary(content: Buffer): Buffer {
  return isZstd(content) ? zstdDecompressSync(content, { maxOutputLength: dictionarySize * 2 }) : content
}
