import { everyArticle, gramsOfTerm, mark, type TermGrams } from './grams.ts'
import type { Query } from './search-query.ts'

/** An FTS5 expression. Unless it is `certain`, what it finds must be checked against the articles' texts. */
export type Match = { expression: string; certain: boolean }

/** A query with what the index can say of its terms. */
export type Terms = { all: (TermGrams & { text: string })[]; none: (TermGrams & { text: string })[] }

/** More than this narrows the candidates no further, but costs a look-up each. */
const gramsUsed = 24

/** The highest score that an article can have (`scoreOf` in search-score.ts). */
export const bestScore = 5

export function termsOf(query: Query): Terms {
  const withGrams = (text: string) => ({ text, ...gramsOfTerm(text) })
  return { all: query.all.map(withGrams), none: query.none.map(withGrams) }
}

const and = (parts: string[]) => (parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(' AND ')})`)
const or = (parts: string[]) => (parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(' OR ')})`)

/** Grams hold no quotation mark: what is one in the text has moved to the private use area. */
const quoted = (grams: string[], prefix = '') => and(spread(grams).map((gram) => `"${prefix}${gram}"`))

/** @returns no more grams than are worth it, from all over the term */
function spread(grams: string[]): string[] {
  if (grams.length <= gramsUsed) return grams
  const step = grams.length / gramsUsed
  return Array.from({ length: gramsUsed }, (_, index) => grams[Math.floor(index * step)] ?? '')
}

/**
 * @param score only articles with this score; without it all
 * @returns the expressions that together find each article once, and no other where they are certain
 */
export function matchesOf(terms: Terms, score?: number): Match[] {
  const positive = positiveOf(terms.all, score)
  if (positive === undefined) return []
  const certainNone = terms.none.filter((term) => term.certain).map((term) => quoted(term.grams))
  const uncertainNone = terms.none.filter((term) => !term.certain).map((term) => quoted(term.grams))
  const without = (expression: string, nones: string[]) =>
    nones.length === 0 ? expression : `(${expression} NOT ${or(nones)})`
  const clear = {
    expression: without(positive.expression, [...certainNone, ...uncertainNone]),
    certain: positive.certain,
  }
  if (uncertainNone.length === 0) return [clear]
  const unclear = `(${without(positive.expression, certainNone)} AND ${or(uncertainNone)})`
  return [clear, { expression: unclear, certain: false }]
}

function positiveOf(all: Terms['all'], score: number | undefined): Match | undefined {
  const base =
    all.length === 0 ? `"${everyArticle}"` : quoted([...new Set(all.flatMap((term) => term.grams))])
  const areFew = all.length <= gramsUsed
  if (score === undefined) return { expression: base, certain: areFew && all.every((term) => term.certain) }
  if (all.length === 0) return score === 0 ? { expression: base, certain: true } : undefined

  const certain = areFew && all.every((term) => term.certainMarks)
  const inTitle = all.map((term) => quoted(term.titleGrams, mark.title))
  const oftenGrams = [...new Set(all.flatMap((term) => term.oftenGrams))]
  const titleRank = score >> 1
  const isOften = (score & 1) === 1
  const parts = [base]
  const exclusions: string[] = []
  if (titleRank === 2) parts.push(quoted([...new Set(all.flatMap((term) => term.titleGrams))], mark.title))
  if (titleRank === 1) {
    if (all.length === 1) return undefined
    if (areFew) parts.push(or(inTitle))
    if (certain) exclusions.push(and(inTitle))
  }
  if (titleRank === 0 && certain) exclusions.push(or(inTitle))
  if (isOften) {
    if (oftenGrams.length === 0) return undefined
    parts.push(quoted(oftenGrams, mark.often))
  } else if (certain && oftenGrams.length > 0) exclusions.push(quoted(oftenGrams, mark.often))
  const expression = and(parts)
  return {
    expression: exclusions.length === 0 ? expression : `(${expression} NOT ${or(exclusions)})`,
    certain,
  }
}
