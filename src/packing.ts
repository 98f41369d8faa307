import { createHash } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
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

/** Deflates a page (RFC 1951); pure, for any thread. */
export function packPage(bytes: Uint8Array, { number, dictionary }: Packing): PackedPage {
  return packed(bytes, deflateRawSync(bytes, dictionary === null ? {} : { dictionary }), number)
}

/** @param deflated the page's bytes, deflated with the packing of this number */
export function packed(bytes: Uint8Array, deflated: Uint8Array, number: number): PackedPage {
  const isSmaller = deflated.length < bytes.length
  return {
    packing: isSmaller ? number : null,
    content: alone(isSmaller ? deflated : bytes),
    digest: alone(createHash('sha256').update(bytes).digest()),
    size: bytes.length,
  }
}
