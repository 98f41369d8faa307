import type { Database } from 'better-sqlite3'
import type { TextOf } from './search.ts'

export type SimilarArticle = { key: number; similarity: number; kind: 'reprint' | 'related' }

/**
 * @returns articles that share text with this one, most similar first. What finds them is written by
 *   `indexArticles` (search.ts); nothing else needs to be called at ingest.
 */
export declare function similarTo(
  db: Database,
  key: number,
  options: { limit: number; textOf: TextOf },
): SimilarArticle[]
