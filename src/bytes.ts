/** Bytes that stand where others will stand soon: to be copied before anything else is done. */
export interface Bytes {
  readonly length: number
  /** @throws Error where they stand there no longer */
  copyTo(target: Buffer, at: number): void
}

/** @returns a copy in memory of its own */
export function copyOf(bytes: Bytes): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.length)
  bytes.copyTo(copy, 0)
  return copy
}

/** @returns the bytes of a buffer, which hold as long as nobody writes into it */
export function bytesOf(buffer: Buffer): Bytes {
  return { length: buffer.length, copyTo: (target, at) => void buffer.copy(target, at) }
}
