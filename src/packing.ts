import { hash } from 'node:crypto'
import { constants, zstdCompressSync } from 'node:zlib'
import { alone } from './alone.ts'

/** What pages are made small with: a number, and the bytes that many of them have in common. Null: none. */
export type Packing = { number: number; dictionary: Uint8Array | null }

/** A page as it is kept. `packing`: null where its bytes stand as they came. */
export type PackedPage = {
  packing: number | null
  content: Uint8Array<ArrayBuffer>
  /** SHA-256 of the page's bytes. */
  digest: Uint8Array<ArrayBuffer>
  /** The page's bytes. */
  size: number
}

/**
 * How pages are compressed. With a dictionary of the archive's own pages, level 2 makes them about as small as deflate
 * does in twice the time.
 */
export const zstdOptions = ({ dictionary }: Packing) => ({
  params: { [constants.ZSTD_c_compressionLevel]: 2 },
  ...(dictionary !== null && { dictionary }),
})

/** Compresses a page (Zstandard, RFC 8878); pure, for any thread. */
export function packPage(bytes: Uint8Array, packing: Packing): PackedPage {
  return packed(bytes, zstdCompressSync(bytes, zstdOptions(packing)), packing.number)
}

/** @param compressed the page's bytes, compressed with the packing of this number */
export function packed(bytes: Uint8Array, compressed: Uint8Array, number: number): PackedPage {
  const isSmaller = compressed.length < bytes.length
  return {
    packing: isSmaller ? number : null,
    content: alone(isSmaller ? compressed : bytes),
    digest: alone(hash('sha256', bytes, 'buffer')),
    size: bytes.length,
  }
}
