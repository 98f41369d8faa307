import { Problem } from '../../problem.ts'

/** Levels of objects and lists within each other. Messages have one, lines of an export four. */
const mostLevels = 64
/** Members of an object. An archived article has the most of all that is sent here, not half as many. */
const mostMembers = 64
/** Values altogether: twice as many as the longest article that is read, of 200,000 images, has. */
const mostValues = 2_000_000

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const openBrace = 0x7b
const closeBrace = 0x7d
const openBracket = 0x5b
const closeBracket = 0x5d

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * JSON as others send it. Text takes room in proportion to its bytes; levels, members and values take up to sixty times
 * theirs, and the time to match: they are counted before anything is made of them.
 *
 * @param what is called no JSON: `The line`
 * @throws Problem malformed-request
 */
export function jsonOf(bytes: Uint8Array, what: string): unknown {
  const excess = excessOf(bytes)
  if (excess !== undefined) throw new Problem('malformed-request', `${what} has ${excess}.`)
  try {
    return JSON.parse(utf8.decode(bytes))
  } catch (cause) {
    throw new Problem('malformed-request', `${what} is no JSON.`, {}, cause)
  }
}

/** What there is too much of, if anything. What is no JSON at all is for the parser to say. */
function excessOf(bytes: Uint8Array): string | undefined {
  /** For each object or list that is open, how many more it may hold. */
  const room: number[] = []
  let values = 0
  for (let at = 0; at < bytes.length; at++) {
    switch (bytes[at]) {
      case quote:
        at = endOfString(bytes, at)
        break
      case comma: {
        const left = (room.pop() ?? mostValues) - 1
        if (left < 1) return `an object with more than ${mostMembers} members`
        room.push(left)
        values++
        break
      }
      case openBrace:
      case openBracket:
        room.push(bytes[at] === openBrace ? mostMembers : mostValues + 2)
        if (room.length > mostLevels) return `more than ${mostLevels} levels`
        values++
        break
      case closeBrace:
      case closeBracket:
        room.pop()
        break
    }
    if (values > mostValues) return `more than ${mostValues} values`
  }
  return undefined
}

/** @returns where the quote is that ends the string which begins here */
function endOfString(bytes: Uint8Array, start: number): number {
  let at = start + 1
  while (at < bytes.length && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1
  return at
}
