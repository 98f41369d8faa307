/*
 * How the codes of a codebook are written: as text of the characters from U+0001 to U+007F, each a digit to base 127.
 * SQLite and Node.js hand text on in half the time of bytes, as long as it is ASCII; U+0000 ends a text for some tools.
 *     U+0001…U+007B  a code of two digits, this one included. Nearly all: the most frequent pieces have the lowest codes
 *     U+007C…U+007E  a code of three digits, counted from behind those of two
 *     U+007F         a character that no piece begins with: its code point follows, three digits
 */
export const base = 127
export const firstOfThree = 0x7c
export const literal = 0x7f
export const codesOfTwo = (firstOfThree - 1) * base
export const mostCodes = codesOfTwo + (literal - firstOfThree) * base * base

/** The first codes are the control characters from U+0000 on: what parts a text. No piece holds one. */
export const marks = 16
export const mostPieces = mostCodes - marks

/** @returns where it ends */
export function writeDigits(value: number, digits: number, into: Uint8Array, start: number): number {
  let rest = value
  for (let at = start + digits - 1; at >= start; at--) {
    into[at] = 1 + (rest % base)
    rest = Math.floor(rest / base)
  }
  return start + digits
}

/** @returns where it ends */
export function writeCode(code: number, into: Uint8Array, start: number): number {
  if (code < codesOfTwo) {
    into[start] = 1 + ((code / base) | 0)
    into[start + 1] = 1 + (code % base)
    return start + 2
  }
  return writeDigits((firstOfThree - 1) * base * base + code - codesOfTwo, 3, into, start)
}

/** @returns where it ends */
export function writeLiteral(character: number, into: Uint8Array, start: number): number {
  into[start] = literal
  return writeDigits(character, 3, into, start + 1)
}

export function readDigits(text: string, start: number, digits: number): number {
  let value = 0
  for (let at = start; at < start + digits; at++) value = value * base + text.charCodeAt(at) - 1
  return value
}
