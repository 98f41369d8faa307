import type { Condition, Match } from '../../rules/search/expression.ts'
import { All, And, Or, type Ordinals, Postings, Without } from './lists.ts'
import type { SegmentReader } from './segment-reader.ts'
import { before, type Document } from './segments.ts'

/** A document that may be a hit; `certain` where its text need not be looked at. */
export type Candidate = Document & { certain: boolean }

/** Documents from the first one on and before the last one, in the order of publication. */
export type DocumentRange = { first: Document; last: Document }

/** One condition in one segment. It is put in its place by the best that it could have until it is really read. */
class Source {
  readonly certain: boolean
  readonly #segment: SegmentReader
  readonly #match: Match
  readonly #forward: boolean
  readonly #limit: number
  #ordinals: Ordinals | undefined
  #ordinal: number
  head: Document | undefined
  /** The head is a candidate, not only the best that there could be. */
  isRead = false

  constructor(segment: SegmentReader, match: Match, range: DocumentRange, forward: boolean) {
    this.certain = match.certain
    this.#segment = segment
    this.#match = match
    this.#forward = forward
    const low = segment.ordinalFrom(range.first)
    const high = segment.ordinalFrom(range.last)
    const end = high - 1
    this.#ordinal = forward ? low : end
    this.#limit = forward ? end : low
    if (low <= end) this.head = segment.documentAt(this.#ordinal)
  }

  /** Finds the head. */
  read(): void {
    this.#ordinals ??= ordinalsOf(this.#segment, this.#match.condition, this.#forward)
    let found = this.#ordinals.seek(this.#ordinal)
    while (found !== -1 && this.#segment.isDeleted(found)) {
      found = this.#ordinals.seek(found + (this.#forward ? 1 : -1))
    }
    const isBehind = this.#forward ? found > this.#limit : found < this.#limit
    this.head = found === -1 || isBehind ? undefined : this.#segment.documentAt(found)
    this.#ordinal = found
    this.isRead = true
  }

  /** Goes on behind the head. */
  skip(): void {
    this.#ordinal += this.#forward ? 1 : -1
    this.read()
  }
}

/** Walks what conditions find in segments, in the order of publication, or against it. */
export function* candidatesOf(
  segments: readonly SegmentReader[],
  matches: readonly Match[],
  range: DocumentRange,
  forward: boolean,
): Generator<Candidate, void, void> {
  let sources = segments.flatMap((segment) =>
    matches.map((match) => new Source(segment, match, range, forward)),
  )
  for (;;) {
    let next: Source | undefined
    sources = sources.filter((source) => source.head !== undefined)
    for (const source of sources) {
      if (next === undefined) next = source
      else if (forward) {
        if (before(source.head as Document, next.head as Document)) next = source
      } else if (before(next.head as Document, source.head as Document)) next = source
    }
    if (next === undefined) return
    if (!next.isRead) {
      next.read()
      continue
    }
    yield { ...(next.head as Document), certain: next.certain }
    next.skip()
  }
}

/** @returns the documents of a segment that have the condition, to be walked in one direction */
export function ordinalsOf(segment: SegmentReader, condition: Condition, forward: boolean): Ordinals {
  const each = (conditions: Condition[]) => conditions.map((one) => ordinalsOf(segment, one, forward))
  switch (condition.type) {
    case 'everything':
      return new All(segment.segment.documents)
    case 'gram':
      return new Postings(segment, condition.gram, forward)
    case 'all':
      return new And(each(condition.of))
    case 'any':
      return new Or(each(condition.of), forward)
    case 'without':
      return new Without(
        ordinalsOf(segment, condition.of, forward),
        ordinalsOf(segment, condition.without, forward),
        forward,
      )
  }
}
