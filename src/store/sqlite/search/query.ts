import { fold } from '../../../fold.ts'

/** What a search asks for, folded: texts that must each be a part of the title or of the text, and texts that must not. */
export type Query = { all: string[]; none: string[] }

const part = /(-?)(?:"([^"]*)(?:"|$)|(\S+))\s*/gy

/**
 * Terms separated by white space, all of them; "a b" a phrase; -term none. Whatever else is in the text is looked
 * for as it stands, so every text is a query; one of white space alone finds everything.
 */
export function parseQuery(text: string): Query {
  const all = new Set<string>()
  const none = new Set<string>()
  for (const [whole, minus, phrase, word] of text.trim().matchAll(part)) {
    const term = phrase || word
    // A minus or quotation marks with nothing behind or between them are a text to look for.
    if (!term) all.add(fold(whole.trim()))
    else if (minus === '-') none.add(fold(term))
    else all.add(fold(term))
  }
  return { all: [...all], none: [...none] }
}
