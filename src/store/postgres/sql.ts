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
