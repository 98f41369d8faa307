/** Bytes that may stand where others will stand soon: to be copied before anything else is done. */
export interface Bytes {
  readonly length: number
  /** The same bytes, which nobody writes into; absent where others will stand in their place. */
  readonly lasting?: Buffer
  /** @throws Error where they stand there no longer */
  copyTo(target: Buffer, at: number): void
}

/** Memory for copies. Where each had its own, V8 went through its whole heap several times a second to free them. */
const room = 2 ** 18
/** Bytes of a copy that shares it. */
const longest = 2 ** 15
let memory = Buffer.alloc(0)
let end = 0

/** @returns a copy, which nobody writes into; short ones share memory: who keeps one takes it `alone` */
export function copyOf(bytes: Bytes): Buffer {
  const { length } = bytes
  if (length > longest) {
    const copy = Buffer.allocUnsafeSlow(length)
    bytes.copyTo(copy, 0)
    return copy
  }
  if (end + length > memory.length) {
    memory = Buffer.allocUnsafeSlow(room)
    end = 0
  }
  bytes.copyTo(memory, end)
  end += length
  return memory.subarray(end - length, end)
}

/** @returns the same bytes where nobody writes into them: where they stand, else a copy */
export const lastingOf = (bytes: Bytes): Buffer => bytes.lasting ?? copyOf(bytes)

/** @param buffer nobody may write into it */
export function bytesOf(buffer: Buffer): Bytes {
  return { length: buffer.length, lasting: buffer, copyTo: (target, at) => void buffer.copy(target, at) }
}
