import { type FoldedText, foldWithOffsets } from '../../../fold.ts'
import { escaped } from '../../../html-text.ts'
import type { Query } from './query.ts'
import type { SearchableText } from './searchable.ts'

/** UTF-16 units of the text around the hits, all passages together. */
const snippetLength = 160
const passagesAtMost = 3
/** The part of a passage that stands before its hit. */
const lead = 1 / 4
/** Hits of one term that are searched for: a snippet shows no more. */
const hitsAtMost = 100

/** A stretch of a text, in UTF-16 units: `to` is behind its last. */
type Span = { from: number; to: number }

/**
 * @param query the query that found the article; where its terms are only in the title, the snippet is of the title
 * @returns HTML: the passages of the text around the first hit of each term, escaped, every hit in `<mark>`, `…` where
 *   text is left out. Without hits, the text's beginning.
 */
export function snippetOf(query: Query, { title, text }: SearchableText): string {
  const inText = spansOf(text, query.all)
  if (inText.some((spans) => spans.length > 0)) return marked(text, inText)
  const inTitle = spansOf(title, query.all)
  return inTitle.some((spans) => spans.length > 0) ? marked(title, inTitle) : marked(text, [])
}

/** A text is folded in pieces of this length, in UTF-16 units, only until the snippet is known. */
const pieceLength = 20_000

/** @returns for each term where it stands in the text, in order; no further than a snippet shows */
function spansOf(text: string, terms: readonly string[]): Span[][] {
  const found: Span[][] = terms.map(() => [])
  // Pieces overlap, so that a hit across their border is whole in one: a term can be longer than its fold.
  const overlap = 4 * Math.max(0, ...terms.map(({ length }) => length)) + 64
  for (let start = 0, end = 0; end < text.length; start = whole(text, Math.max(start + 1, end - overlap))) {
    end = whole(text, Math.min(text.length, start + pieceLength + overlap))
    const piece = foldWithOffsets(text.slice(start, end))
    terms.forEach((term, index) => {
      addSpans(found[index] as Span[], piece, start, term)
    })
    const firsts = found.map(([first]) => first?.to ?? Number.POSITIVE_INFINITY)
    if (Math.max(...firsts) + snippetLength < end) break
  }
  return found
}

/** Adds where a term stands in a piece of the text that begins at `start`. */
function addSpans(spans: Span[], { folded, starts }: FoldedText, start: number, term: string): void {
  const behind = spans.at(-1)?.from ?? -1
  for (let at = folded.indexOf(term); at !== -1; at = folded.indexOf(term, at + term.length)) {
    if (spans.length === hitsAtMost) return
    const last = starts[at + term.length - 1] as number
    let end = at + term.length
    // One character can fold to several units: it is marked whole.
    while (starts[end] === last) end++
    const from = start + (starts[at] as number)
    if (from > behind) spans.push({ from, to: start + (starts[end] as number) })
  }
}

function marked(text: string, found: Span[][]): string {
  const passages = passagesOf(text, found)
  let html = (passages[0]?.from ?? 0) > 0 ? '…' : ''
  passages.forEach((passage, index) => {
    if (index > 0) html += '…'
    let at = passage.from
    // A hit that the end of a passage cuts is none any more.
    const hits = found.flat().filter((hit) => hit.from >= passage.from && hit.to <= passage.to)
    for (const { from, to } of joined(hits)) {
      html += `${escaped(text.slice(at, from))}<mark>${escaped(text.slice(from, to))}</mark>`
      at = to
    }
    html += escaped(text.slice(at, passage.to))
  })
  return (passages.at(-1)?.to ?? text.length) < text.length ? `${html}…` : html
}

/** @returns the stretches to show: around the first hit of each term, as long as there is room */
function passagesOf(text: string, found: Span[][]): Span[] {
  const firsts = found.flatMap((spans) => spans.slice(0, 1)).sort((a, b) => a.from - b.from)
  if (firsts.length === 0) return [{ from: 0, to: whole(text, Math.min(text.length, snippetLength)) }]
  let shown: Span[] = []
  for (const hit of firsts) {
    if (shown.some((passage) => passage.from <= hit.from && hit.to <= passage.to)) continue
    if (shown.length === passagesAtMost) break
    shown = [...shown, hit]
  }
  const length = snippetLength / shown.length
  return joined(
    shown.map(({ from, to }) => {
      const start = Math.max(0, Math.min(from, Math.floor(from - length * lead)))
      return {
        from: whole(text, start),
        to: whole(text, Math.min(text.length, Math.max(to, Math.floor(start + length)))),
      }
    }),
  )
}

/** @returns the spans in order, those that touch as one */
function joined(spans: Span[]): Span[] {
  const result: Span[] = []
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1)
    if (last !== undefined && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else result.push({ ...span })
  }
  return result
}

/** @returns the index, or the one before it where it would part a surrogate pair or a letter from its mark */
function whole(text: string, index: number): number {
  let at = index
  while (at > 0 && at < text.length && /^[\udc00-\udfff\p{M}]/u.test(text.slice(at, at + 2))) at--
  return at
}
