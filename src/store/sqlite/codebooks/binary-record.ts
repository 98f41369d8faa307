import { mostCodes, writeCode, writeLiteral } from './codes.ts'
import type { Decoder } from './decoder.ts'
import { etagBytes, headOf } from './record.ts'

/*
 * Records were bytes before migration 0004: 2 for the number of a codebook, 4 for the answer's length, the first 16 of
 * its SHA-256, then codes of 16 bits, all of them little-endian.
 */
const lengthAt = 2
const etagAt = 6
const codesAt = etagAt + etagBytes
/** Behind this code one UTF-16 unit stands as it is, or two that are one character. */
const binaryLiteral = 0xffff

/** Characters for each byte: a code is two bytes, its piece twelve characters at most, and each of them a literal. */
const longestAByte = (12 * 4) / 2

const scratch = Buffer.alloc(2 ** 17)

const isHigh = (unit: number) => unit >= 0xd800 && unit < 0xdc00
const pair = (high: number, low: number) => 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)

/**
 * @param bytes of the record
 * @param decoderOf gives the decoder of a codebook
 * @returns the record as it is today (record.ts)
 * @throws RangeError for a record that breaks off
 */
export function recordOfBinary(bytes: Buffer, decoderOf: (number: number) => Decoder): string {
  const number = bytes.readUInt16LE()
  const etag = bytes.toString('base64url', etagAt, codesAt)
  const longest = bytes.length * longestAByte
  const into = longest <= scratch.length ? scratch : Buffer.alloc(longest)
  let end = 0
  for (let at = codesAt; at < bytes.length; at += 2) {
    const code = bytes.readUInt16LE(at)
    if (code < mostCodes) end = writeCode(code, into, end)
    else if (code === binaryLiteral) {
      at += 2
      const unit = bytes.readUInt16LE(at)
      if (isHigh(unit)) at += 2
      const character = isHigh(unit) ? pair(unit, bytes.readUInt16LE(at)) : unit
      end = writeLiteral(character, into, end)
    } else {
      for (const character of decoderOf(number).pieceOf(code)) {
        end = writeLiteral(character.codePointAt(0) as number, into, end)
      }
    }
  }
  return headOf(number, bytes.readUInt32LE(lengthAt), etag) + into.toString('latin1', 0, end)
}
