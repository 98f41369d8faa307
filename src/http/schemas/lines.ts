import { z } from 'zod'
import { ArticleId } from '../../article.ts'
import { ArchivedArticle, DeletedArticle } from '../../ingest/containers/archived.ts'
import { ArchiveId, ProblemBody, ReparseSummary } from '../schemas/archive.ts'

const count = z.int().min(0)

const place = {
  line: z.int().min(1).optional().meta({ description: 'The line of the body, in NDJSON.' }),
  path: z.string().optional().meta({ description: 'The path in the container, otherwise.' }),
}

const StoredLine = z
  .strictObject({ ...place, result: z.enum(['created', 'updated', 'unchanged']), id: ArticleId })
  .meta({ id: 'StoredLine', description: 'A page that was stored, or was stored already.' })
const FailedLine = z
  .strictObject({ ...place, result: z.literal('failed'), problem: ProblemBody })
  .meta({ id: 'FailedLine', description: 'A page that was not stored, and why.' })

export const IngestSummary = z
  .strictObject({
    items: count,
    created: count,
    updated: count,
    unchanged: count,
    failed: count,
    passedOver: z
      .record(z.string(), count)
      .optional()
      .meta({ description: 'What is no page, by its kind; absent where there was none.' }),
  })
  .meta({ id: 'IngestSummary', description: 'Pages by result.' })
const SummaryLine = z
  .strictObject({ summary: IngestSummary })
  .meta({ id: 'SummaryLine', description: 'The last line; without it the answer was cut off.' })

/** A line of the answer to many pages. */
export const IngestLine = z
  .union([StoredLine, FailedLine, SummaryLine])
  .meta({ id: 'IngestLine', description: 'A line a page, in order; at last the summary.' })

/** A line of an export with raw pages. */
export const ArchiveLine = z.union([ArchivedArticle, DeletedArticle]).meta({
  id: 'ArchiveLine',
  description: 'An article with every version of its page, or one that was deleted.',
})

/** A line of what parsing anew changes. */
export const ReparseLine = z
  .union([
    z.strictObject({ id: ArticleId, result: z.literal('updated'), fields: z.array(z.string()) }),
    z.strictObject({ id: ArticleId, result: z.literal('failed'), problem: ProblemBody }),
    z.strictObject({ progress: z.strictObject({ articles: count, last: ArticleId }) }),
    z.strictObject({ summary: ReparseSummary }),
  ])
  .meta({ id: 'ReparseLine', description: 'An article that changes, how far it is, at last the summary.' })

/** The data of the event `reset`. The data of other events are changes. */
export const ResetEvent = z.strictObject({ archiveId: ArchiveId, detail: z.string() }).meta({
  id: 'ResetEvent',
  description: 'The follower cannot continue where it asked: changes come from the first one.',
})
