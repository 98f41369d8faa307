import { z } from 'zod'
import { SourceName } from '../../article.ts'
import { answerJson } from '../answer/answer.ts'
import { withHref } from '../answer/list-json.ts'
import { answerPage, pageForBrowsers, pageParameters, wantsPage } from '../answer/page.ts'
import { examples } from '../openapi/examples.ts'
import { operation } from '../operation.ts'
import { deskPage, doubtPath } from '../representations/pages/desk.ts'
import { ArchiveId } from '../schemas/archive.ts'
import { TagCount } from '../schemas.ts'

const Statistics = z
  .strictObject({
    archiveId: ArchiveId,
    articles: z.int().min(0),
    deleted: z.int().min(0),
    revisions: z.int().min(0),
    tags: z.int().min(0),
    lastSequence: z.int().min(0),
    size: z.int().min(0).meta({ description: 'Bytes of the store on disk.' }),
    rawSize: z.int().min(0).meta({ description: 'Bytes of all raw pages as they came.' }),
    bySource: z.array(z.strictObject({ source: SourceName.nullable(), articles: z.int().min(0) })),
    byMonth: z.array(z.strictObject({ month: z.string(), articles: z.int().min(0) })),
    topTags: z.array(TagCount),
    imports: z
      .array(
        z.strictObject({
          day: z.string(),
          pages: z.int().min(0),
          articles: z.int().min(0).meta({ description: 'New ones.' }),
          size: z
            .int()
            .nullable()
            .meta({ description: 'Bytes of the store on disk; null where it was not kept.' }),
        }),
      )
      .meta({ description: 'The last days (UTC) on which pages were stored, the newest first.' }),
    refusals: z
      .array(
        z.strictObject({
          problem: z.string(),
          pages: z.int().min(1),
          lastAt: z.string().meta({ format: 'date-time' }),
        }),
      )
      .meta({ description: 'Pages that were not stored, by the problem that says why.' }),
    doubts: z
      .array(
        z.strictObject({
          source: SourceName.nullable(),
          kind: z.enum(['missing', 'warning']),
          value: z.string(),
          articles: z.int().min(1),
          href: z.string().meta({ description: 'The list of these articles.' }),
        }),
      )
      .meta({ description: 'Articles of each source with a missing field, or with a warning of a rule.' }),
  })
  .meta({ id: 'Statistics' })

/** Days of import that are told of. */
const mostDays = 60

export const getStatistics = operation({
  id: 'getStatistics',
  method: 'get',
  path: '/stats',
  group: 'archive',
  summary: 'The archive in numbers',
  access: 'open',
  isKept: true,
  query: z.object(pageParameters),
  answers: {
    200: {
      description:
        'Totals, articles a month and a source, top tags, store size, days of import, refused pages, missing fields and warnings of each source.',
      content: { 'application/json': { schema: Statistics, example: examples.statistics } },
      alternatives: [pageForBrowsers],
      headers: ['ETag', 'Vary'],
    },
  },
  problems: [],
  async handle({ store, sources }, { query, request, reply }) {
    const isPage = wantsPage(request, reply, query)
    const statistics = await store.statistics()
    const activity = await store.activity(mostDays)
    if (isPage) return answerPage(request, reply, sources, (view) => deskPage(view, statistics, activity))
    const topTags = statistics.topTags.map(withHref)
    const doubts = activity.doubts.map((doubt) => ({ ...doubt, href: doubtPath(doubt) }))
    return answerJson(request, reply, { ...statistics, topTags, ...activity, doubts })
  },
})
