import { type Gram, gramsOfTerm, type TermGrams } from './grams.ts'
import type { Query } from './query.ts'

/** A boolean expression over the grams of an article. */
export type Condition =
  | { type: 'everything' }
  | { type: 'gram'; gram: Gram }
  | { type: 'all' | 'any'; of: Condition[] }
  | { type: 'without'; of: Condition; without: Condition }

/** Articles that meet the condition are hits where it is `certain`; otherwise they are checked against their texts. */
export type Match = { condition: Condition; certain: boolean }

/** A query with the grams of its terms. */
export type Terms = { all: (TermGrams & { text: string })[]; none: (TermGrams & { text: string })[] }

/** More grams narrow the candidates no further, but each costs a look-up. */
const gramsUsed = 24

export function termsOf(query: Query): Terms {
  const withGrams = (text: string) => ({ text, ...gramsOfTerm(text) })
  return { all: query.all.map(withGrams), none: query.none.map(withGrams) }
}

const all = (of: Condition[]): Condition => (of.length === 1 ? (of[0] as Condition) : { type: 'all', of })
const any = (of: Condition[]): Condition => (of.length === 1 ? (of[0] as Condition) : { type: 'any', of })
const without = (of: Condition, conditions: Condition[]): Condition =>
  conditions.length === 0 ? of : { type: 'without', of, without: any(conditions) }

/** All of the grams; of a long term, some from all over it. */
const allOf = (grams: Gram[]) => all(spread([...new Set(grams)]).map((gram) => ({ type: 'gram', gram })))

function spread(grams: Gram[]): Gram[] {
  if (grams.length <= gramsUsed) return grams
  const step = grams.length / gramsUsed
  return Array.from({ length: gramsUsed }, (_, index) => grams[Math.floor(index * step)] as Gram)
}

/**
 * @param score only articles with this score (match.ts); without it all
 * @returns conditions that exclude each other and together find each article; where they are certain, no other article
 */
export function matchesOf(terms: Terms, score?: number): Match[] {
  const positive = positiveOf(terms.all, score)
  if (positive === undefined) return []
  const none = (certain: boolean) =>
    terms.none.filter((term) => term.certain === certain).map((term) => allOf(term.grams))
  const clear = without(positive.condition, [...none(true), ...none(false)])
  const matches = [{ condition: clear, certain: positive.certain }]
  if (none(false).length === 0) return matches
  const unclear = all([without(positive.condition, none(true)), any(none(false))])
  return [...matches, { condition: unclear, certain: false }]
}

function positiveOf(terms: Terms['all'], score: number | undefined): Match | undefined {
  if (terms.length === 0) {
    return score === undefined || score === 0
      ? { condition: { type: 'everything' }, certain: true }
      : undefined
  }
  const base = allOf(terms.flatMap((term) => term.grams))
  const areFew = terms.length <= gramsUsed
  if (score === undefined) {
    return { condition: base, certain: areFew && terms.every((term) => term.certain) }
  }
  const certain = areFew && terms.every((term) => term.certainMarks)
  const inTitle = terms.map((term) => allOf(term.titleGrams))
  const oftenGrams = terms.flatMap((term) => term.oftenGrams)
  const titleRank = score >> 1
  const parts = [base]
  const exclusions: Condition[] = []
  if (titleRank === 2) parts.push(allOf(terms.flatMap((term) => term.titleGrams)))
  if (titleRank === 1) {
    if (terms.length === 1) return undefined
    parts.push(any(inTitle))
    if (certain) exclusions.push(all(inTitle))
  }
  if (titleRank === 0 && certain) exclusions.push(any(inTitle))
  if ((score & 1) === 1) {
    if (oftenGrams.length === 0) return undefined
    parts.push(allOf(oftenGrams))
  } else if (certain && oftenGrams.length > 0) exclusions.push(allOf(oftenGrams))
  return { condition: without(all(parts), exclusions), certain }
}
