import type { ItemLabel } from '../page.ts'
import type { Problem } from '../problem.ts'
import type { Saved, SaveResult } from '../store/store.ts'

/** The result for one item: how it was stored, or the problem that it failed with. */
export type Result = Saved | Problem

/** A result with the label of its item, as bulk ingest reports it. */
export type ItemOutcome =
  | (ItemLabel & { result: SaveResult; id: string })
  | (ItemLabel & { result: 'failed'; problem: Problem })

/** Counts of items by result. */
export type IngestSummary = {
  items: number
  created: number
  updated: number
  unchanged: number
  failed: number
}
