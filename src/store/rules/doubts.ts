import type { StoreActivity } from '../store.ts'
import type { TermKind } from './terms.ts'

/** The kinds of terms that count the doubts of each source. */
export const doubtKinds = ['source missing', 'source warning'] as const satisfies TermKind[]

/** A term of one of these kinds. */
export type DoubtRow = { kind: string; value: string; articles: number }

/** @returns the articles of each source that miss a field or that a rule warns of, the most first */
export function doubtsOf(rows: readonly DoubtRow[]): StoreActivity['doubts'] {
  return [...rows]
    .sort((a, b) => b.articles - a.articles || compared(a.value, b.value) || compared(a.kind, b.kind))
    .map(({ kind, value: both, articles }) => {
      const [source = '', value = ''] = both.split('\n')
      return {
        source: source === '' ? null : source,
        kind: kind === 'source missing' ? 'missing' : 'warning',
        value,
        articles,
      }
    })
}

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
