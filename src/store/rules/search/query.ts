import { fold } from '../../../fold.ts'

/** A search query, folded: texts that must each be a part of the title or of the text, and texts that must not. */
export type Query = { all: string[]; none: string[] }

const part = /(-?)(?:"([^"]*)(?:"|$)|(\S+))\s*/gy

/**
 * Reads the query language: terms separated by white space, of which an article must have all; "a b" is a phrase;
 * -term excludes. All other characters are searched literally, so every text is a query; white space alone finds
 * every article.
 */
export function parseQuery(text: string): Query {
  const all = new Set<string>()
  const none = new Set<string>()
  for (const [whole, minus, phrase, word] of text.trim().matchAll(part)) {
    const term = phrase || word
    // A lone minus and empty quotation marks are searched literally.
    if (!term) all.add(fold(whole.trim()))
    else if (minus === '-') none.add(fold(term))
    else all.add(fold(term))
  }
  return { all: [...all], none: [...none] }
}
