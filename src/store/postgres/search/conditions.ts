import type { Condition, Match } from '../../rules/search/expression.ts'
import { hasAll, type Parameters } from '../sql.ts'
import { type GramColumn, placeOf } from './grams.ts'

/** @param alias of the table `search` @returns the condition in SQL */
export function sqlOf(condition: Condition, alias: string, parameters: Parameters): string {
  switch (condition.type) {
    case 'everything':
      return 'TRUE'
    case 'gram':
      return allOf([condition], alias, parameters)
    case 'all':
      return allOf(condition.of, alias, parameters)
    case 'any':
      return `(${condition.of.map((one) => sqlOf(one, alias, parameters)).join(' OR ') || 'FALSE'})`
    case 'without':
      return `(${sqlOf(condition.of, alias, parameters)} AND NOT ${sqlOf(condition.without, alias, parameters)})`
  }
}

/** The grams of a column are looked up together. */
function allOf(conditions: readonly Condition[], alias: string, parameters: Parameters): string {
  const values = new Map<GramColumn, number[]>()
  const others: string[] = []
  const add = (one: Condition): void => {
    if (one.type === 'all') one.of.forEach(add)
    else if (one.type !== 'gram') others.push(sqlOf(one, alias, parameters))
    else {
      const place = placeOf(one.gram)
      if (place === undefined) throw new Error(`gram ${one.gram} is not stored`)
      values.set(place.column, [...(values.get(place.column) ?? []), place.value])
    }
  }
  conditions.forEach(add)
  const grams = [...values].map(([column, all]) => hasAll(`${alias}.${column}`, parameters.integers(all)))
  return `(${[...grams, ...others].join(' AND ') || 'TRUE'})`
}

/** What finds the articles of a query in `search`. `certain`: SQL that says of one whether its text needs no look. */
export type Found = { where: string; certain: string; isCertain: boolean }

/** @param matches conditions that exclude each other */
export function foundBy(matches: readonly Match[], alias: string, parameters: Parameters): Found {
  const [first, second] = matches.map(({ condition }) => sqlOf(condition, alias, parameters))
  const certain = matches[0]?.certain === true ? 'TRUE' : 'FALSE'
  if (first === undefined) return { where: 'FALSE', certain, isCertain: true }
  if (second === undefined) return { where: first, certain, isCertain: certain === 'TRUE' }
  return {
    where: `(${first} OR ${second})`,
    certain: `(${certain} AND ${first})`,
    isCertain: false,
  }
}
