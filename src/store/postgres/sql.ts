import type { Value } from './connection.ts'

/** The values of a statement that is put together: each is given its place. */
export class Parameters {
  readonly values: Value[] = []

  /** @returns `$n` */
  add(value: Value): string {
    this.values.push(value)
    return `$${this.values.length}`
  }

  /** @returns `$n` as an array of integers */
  integers(values: readonly number[]): string {
    return `${this.add(values)}::integer[]`
  }
}

/*
 * The extension intarray brings operators of the same names, which the indexes here do not serve: each is named with its
 * schema.
 */

/** @returns whether an array has all of the values */
export const hasAll = (column: string, values: string): string =>
  `${column} OPERATOR(pg_catalog.@>) ${values}`

/** @returns whether an array has any of the values */
export const hasAny = (column: string, values: string): string =>
  `${column} OPERATOR(pg_catalog.&&) ${values}`

/** The bytes of many rows as one value, which the driver sends as it is, and the place of each in it: PostgreSQL counts from 1. */
export function joinedBytes(parts: readonly (Uint8Array | null)[]): {
  bytes: Buffer
  starts: number[]
  lengths: (number | null)[]
} {
  let end = 1
  const starts = parts.map((part) => {
    const start = end
    end += part?.length ?? 0
    return start
  })
  const bytes = Buffer.concat(parts.filter((part) => part !== null))
  return { bytes, starts, lengths: parts.map((part) => part?.length ?? null) }
}

/** The server's number for the type integer (pg_type). */
const int4 = 23

/**
 * The arrays of many rows as one array in the server's binary form (array_recv: dimensions, has nulls, type, length, first
 * subscript; of each element its length and value), and the first and the last place of each in it, counted from 1.
 */
export function joinedIntegers(arrays: readonly Int32Array[]): {
  array: Buffer
  firsts: number[]
  lasts: number[]
} {
  const length = arrays.reduce((sum, values) => sum + values.length, 0)
  const array = Buffer.alloc(20 + 8 * length)
  for (const [index, value] of [1, 0, int4, length, 1].entries()) array.writeInt32BE(value, index * 4)
  let offset = 20
  const firsts: number[] = []
  const lasts: number[] = []
  for (const values of arrays) {
    firsts.push((offset - 20) / 8 + 1)
    for (const value of values) {
      array.writeInt32BE(4, offset)
      array.writeInt32BE(value, offset + 4)
      offset += 8
    }
    lasts.push((offset - 20) / 8)
  }
  return { array, firsts, lasts }
}
