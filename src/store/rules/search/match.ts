import type { Terms } from './expression.ts'
import { often } from './grams.ts'
import type { FoldedArticle } from './searchable.ts'

/** @returns whether the article has all terms that it must have, and none that it must not */
export function satisfies(article: FoldedArticle, terms: Terms): boolean {
  const has = ({ text }: { text: string }) => article.title.includes(text) || article.text.includes(text)
  return terms.all.every(has) && !terms.none.some(has)
}

/** The highest score that an article can have. */
export const bestScore = 5

/**
 * How well an article that satisfies a query fits it, whatever else is in the archive: a whole number from 0 to
 * `bestScore`. 4 for all terms in the title, 2 for some of them; and 1 for all of them often in title and text, where
 * terms of a single unit are not counted.
 */
export function scoreOf(article: FoldedArticle, terms: Terms): number {
  if (terms.all.length === 0) return 0
  const inTitle = terms.all.filter(({ text }) => article.title.includes(text)).length
  const counted = terms.all.filter((term) => term.oftenGrams.length > 0)
  const whole = `${article.title}\n${article.text}`
  const isOften = counted.length > 0 && counted.every(({ text }) => hasOften(whole, text))
  return (inTitle === terms.all.length ? 4 : inTitle > 0 ? 2 : 0) + (isOften ? 1 : 0)
}

function hasOften(text: string, term: string): boolean {
  let from = 0
  for (let found = 0; found < often; found++) {
    const at = text.indexOf(term, from)
    if (at === -1) return false
    from = at + 1
  }
  return true
}
