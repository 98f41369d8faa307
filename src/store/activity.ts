import type { ProblemName } from '../problem.ts'

/** What happened to an archive, for its keeper. */
export type StoreActivity = {
  /** Each day of import (UTC), the newest first: pages stored, new articles, bytes of the store on disk if they are known. */
  imports: { day: string; pages: number; articles: number; size: number | null }[]
  /** Pages that were not stored, by the problem that says why, the most frequent first. `lastAt`: RFC 3339. */
  refusals: { problem: ProblemName; pages: number; lastAt: string }[]
  /** Articles of each source (null: of none) that miss a field or that a rule warns of, the most first. */
  doubts: { source: string | null; kind: 'missing' | 'warning'; value: string; articles: number }[]
}

/** The part of a store that keeps account of what happens to it. */
export interface ActivityStore {
  /** @param days of import that are returned at most */
  activity(days: number): Promise<StoreActivity>
  /** Counts pages that were not stored. */
  countRefusals(problems: readonly ProblemName[]): Promise<void>
}
