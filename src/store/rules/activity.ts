import type { ProblemName } from '../../problem.ts'
import type { StoreActivity } from '../store.ts'
import type { TermKind } from './terms.ts'

/** The kinds of terms that count the doubts of each source. */
export const doubtKinds = ['source missing', 'source warning'] as const satisfies TermKind[]

/** A term of one of these kinds. */
export type DoubtRow = { kind: string; value: string; articles: number }
/** `day`: in days since 1970. */
export type ImportRow = { day: number; pages: number; articles: number; size: number | null }
/** `lastAt`: milliseconds since 1970. */
export type RefusalRow = { problem: ProblemName; pages: number; lastAt: number }

export const millisecondsADay = 86_400_000

/** @returns what the rows of its tables say of an archive */
export function activityFrom(
  imports: readonly ImportRow[],
  refusals: readonly RefusalRow[],
  doubts: readonly DoubtRow[],
): StoreActivity {
  return {
    imports: imports.map(({ day, ...rest }) => {
      return { day: new Date(day * millisecondsADay).toISOString().slice(0, 10), ...rest }
    }),
    refusals: refusals.map(({ lastAt, ...rest }) => ({ ...rest, lastAt: new Date(lastAt).toISOString() })),
    doubts: doubtsOf(doubts),
  }
}

/** @returns the articles of each source that miss a field or that a rule warns of, the most first */
function doubtsOf(rows: readonly DoubtRow[]): StoreActivity['doubts'] {
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
