/**
 * @returns the same bytes in memory of their own: small buffers are cut from slabs of 64 KiB (Node.js's Buffer pool),
 *   and one that is kept keeps the whole slab
 */
export function alone(bytes: Uint8Array): Buffer<ArrayBuffer> {
  const copy = Buffer.allocUnsafeSlow(bytes.length)
  copy.set(bytes)
  return copy
}
