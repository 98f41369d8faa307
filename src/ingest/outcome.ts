import type { ItemLabel } from '../page.ts'
import type { Problem } from '../problem.ts'
import type { Saved, SaveResult } from '../store/store.ts'

/** What is no page, or is not wanted: `.jpg`, `image/png`, `revisit`, `status 404`. */
export type PassedOver = { passedOver: string }

/** The result for one item: how it was stored, the problem that it failed with, or why it was passed over. */
export type Result = Saved | Problem | PassedOver

/** A result with the label of its item, as bulk ingest reports it. */
export type ItemOutcome =
  | (ItemLabel & { result: SaveResult; id: string })
  | (ItemLabel & { result: 'failed'; problem: Problem })
  | (ItemLabel & { result: 'passed-over'; reason: string })

/** Counts of pages by result. */
export type IngestSummary = {
  items: number
  created: number
  updated: number
  unchanged: number
  failed: number
  /** Pages that became earlier revisions; absent where there were none. */
  earlier?: number
  /** How often something that is no page was passed over, by the reason; absent where nothing was. */
  passedOver?: Record<string, number>
}
