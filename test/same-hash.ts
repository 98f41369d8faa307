import { textHash } from '../src/text-hash.ts'

/** @returns two ids with one hash: a third of a million numbers have some, by the birthday paradox */
export function sameHash(): [string, string] {
  const seen = new Map<number, string>()
  for (let number = 0; number < 1_000_000; number++) {
    const id = `x${Math.imul(number, 0x9e3779b1) >>> 0}`
    const hash = textHash(id)
    const other = seen.get(hash)
    if (other !== undefined) return [other, id]
    seen.set(hash, id)
  }
  throw new Error('no two ids have one hash')
}
