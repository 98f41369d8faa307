import { fold } from '../../fold.ts'

/** What a search asks for, folded: texts that must each be a part of the title or of the text, and texts that must not. */
export type Query = { all: string[]; none: string[] }

const part = /(-?)(?:"([^"]*)(?:"|$)|(\S+))\s*/gy

/**
 * Terms separated by white space, all of them; "a b" a phrase; -term none. Whatever else is in the text is looked
 * for as it stands, so every text is a query; one of white space alone finds everything.
 */
export function parseQuery(text: string): Query {
  const query: Query = { all: [], none: [] }
  for (const [whole, minus, phrase, word] of text.trim().matchAll(part)) {
    const excluded = minus === '-'
    // A minus or a quotation mark with nothing behind it is a text to look for.
    const term = fold(phrase || word || (phrase === undefined ? '-' : whole.trim()))
    const list = excluded && (phrase || word) ? query.none : query.all
    if (!list.includes(term)) list.push(term)
  }
  return query
}
