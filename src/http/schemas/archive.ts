import { z } from 'zod'
import { ArticleId, SourceName } from '../../article.ts'
import { Next } from '../schemas.ts'

export const Source = z
  .strictObject({
    source: SourceName,
    name: z.string().nullable(),
    articles: z.int().min(0),
    firstPublishedAt: z.string().nullable(),
    lastPublishedAt: z.string().nullable(),
    channels: z.array(z.strictObject({ channel: z.string(), articles: z.int().min(0), href: z.string() })),
    href: z.string(),
  })
  .meta({ id: 'Source' })
export const SourceList = z.strictObject({ items: z.array(Source) }).meta({ id: 'SourceList' })

/** Random, and new for each backup and each restored backup. */
export const ArchiveId = z
  .string()
  .regex(/^[0-9a-f]{32}$/)
  .meta({
    id: 'ArchiveId',
    description:
      'The identity of the archive: a restored backup has a new one. Sequence numbers belong to one identity.',
  })

const changeBase = {
  sequence: z.int().min(1),
  at: z.string().meta({ format: 'date-time' }),
  href: z.string(),
}
const ArticleChange = z
  .strictObject({
    ...changeBase,
    type: z.enum(['created', 'updated', 'deleted']),
    id: ArticleId,
    fields: z.array(z.string()).meta({
      description:
        'Members of the article that changed; for `updated` none where an earlier revision was added.',
    }),
  })
  .meta({ id: 'ArticleChange' })
const TagChange = z
  .strictObject({ ...changeBase, type: z.enum(['merged', 'unmerged']), alias: z.string(), tag: z.string() })
  .meta({ id: 'TagChange', description: 'A tag was merged into another one, or is one of its own again.' })
export const Change = z.discriminatedUnion('type', [ArticleChange, TagChange]).meta({ id: 'Change' })
export const ChangeList = z
  .strictObject({
    items: z.array(Change),
    next: Next,
    lastSequence: z.int().min(0),
    archiveId: ArchiveId,
  })
  .meta({ id: 'ChangeList' })

export const ProblemBody = z
  .looseObject({
    type: z.string().meta({ example: '/problems/not-found' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().optional().meta({ description: "The request's id, as the log has it." }),
    errors: z
      .array(
        z.looseObject({
          parameter: z.string().optional(),
          pointer: z.string().optional(),
          message: z.string(),
        }),
      )
      .optional(),
    ids: z.array(z.string()).optional(),
    deletedAt: z.string().optional(),
    retryAfter: z.int().optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457.' })

export const ReparseSummary = z
  .strictObject({
    articles: z.int().min(0),
    updated: z.int().min(0),
    unchanged: z.int().min(0),
    failed: z.int().min(0),
    fields: z.record(z.string(), z.int()),
  })
  .meta({ id: 'ReparseSummary', description: 'What parsing anew changed: articles by field.' })

export const Health = z.strictObject({ status: z.literal('ok') }).meta({ id: 'Health' })
