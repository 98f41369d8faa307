import { Readable } from 'node:stream'
import { z } from 'zod'
import { archivedLine } from '../../ingest/containers/archived.ts'
import { reparse } from '../../ingest/reparse.ts'
import { Problem } from '../../problem.ts'
import { answerJson } from '../answer.ts'
import { ndjsonType } from '../bodies.ts'
import { withHref } from '../lists.ts'
import { type Context, type Operation, operation } from '../operation.ts'
import { Flag, filterOf, filterShape, ReparseSummary, SourceList, Statistics } from '../schemas.ts'

const listSources = operation({
  id: 'listSources',
  method: 'get',
  path: '/sources',
  group: 'archive',
  summary: 'Each source with its channels',
  access: 'open',
  query: z.object({}),
  answers: { 200: { description: 'The sources.', content: { 'application/json': { schema: SourceList } } } },
  problems: ['unknown-parameter'],
  async handle({ store, sources }, { request, reply }) {
    const found = await store.sources()
    const items = found.map(({ source, channels, ...rest }) => {
      const href = `/articles?source=${encodeURIComponent(source)}`
      return {
        source,
        name: sources.find(({ name }) => name === source)?.title ?? null,
        ...rest,
        channels: channels.map(({ channel, articles }) => ({
          channel,
          articles,
          href: `${href}&channel=${encodeURIComponent(channel)}`,
        })),
        href,
      }
    })
    return answerJson(request, reply, { items })
  },
})

const getStatistics = operation({
  id: 'getStatistics',
  method: 'get',
  path: '/stats',
  group: 'archive',
  summary: 'The archive in numbers',
  access: 'open',
  query: z.object({}),
  answers: {
    200: {
      description: 'Totals, articles a month and a source, top tags, store size.',
      content: { 'application/json': { schema: Statistics } },
    },
  },
  problems: ['unknown-parameter'],
  async handle({ store }, { request, reply }) {
    const statistics = await store.statistics()
    return answerJson(request, reply, { ...statistics, topTags: statistics.topTags.map(withHref) })
  },
})

async function* endedBy<T>(
  items: AsyncIterable<T>,
  line: (item: T) => string | Buffer,
): AsyncGenerator<string | Buffer, void, void> {
  for await (const item of items) yield line(item)
}

const lineFeed = Buffer.from('\n')

const exportArticles = operation({
  id: 'exportArticles',
  method: 'get',
  path: '/export',
  group: 'archive',
  summary: 'Whole articles, a line each, from one snapshot',
  description: '`raw=true` adds the raw pages, and importing that file rebuilds the archive.',
  access: 'open',
  isSearch: true,
  query: z.object({ ...filterShape, raw: Flag('Adds the raw pages.') }),
  answers: {
    200: {
      description: 'NDJSON in the order of ids.',
      content: { [ndjsonType]: { schema: null } },
      headers: { 'Archive-Sequence': 'The last change that it holds: /changes goes on there.' },
    },
  },
  problems: ['invalid-parameter', 'unknown-parameter', 'too-many-requests'],
  async handle({ store }, { query, reply }) {
    const filter = filterOf(query)
    reply.header('content-type', ndjsonType)
    if (query.raw === true) {
      const { sequence, articles } = await store.exportArchived(filter)
      return reply
        .header('archive-sequence', sequence)
        .send(Readable.from(endedBy(articles, (item) => `${archivedLine(item)}\n`)))
    }
    const { sequence, articles } = await store.export(filter)
    const lines = endedBy(articles, (json) => Buffer.concat([json, lineFeed]))
    return reply.header('archive-sequence', sequence).send(Readable.from(lines))
  },
})

let reparsing = false

async function parsedAnew({ store, parser }: Context, dryRun: boolean) {
  if (reparsing) throw new Problem('conflict', 'The archive is being parsed anew already.')
  reparsing = true
  try {
    const run = reparse(
      { store, parser: { parse: (page) => parser.parse(page), close: async () => {} } },
      { dryRun },
    )
    for (;;) {
      const { done, value } = await run.next()
      if (done === true) return value
    }
  } finally {
    reparsing = false
  }
}

const reparseArticles = operation({
  id: 'reparseArticles',
  method: 'post',
  path: '/reparse',
  group: 'archive',
  summary: 'Parse every stored page anew',
  description:
    'Ids, revisions and raw pages stay; every change shows in /changes. The service goes on serving.',
  access: 'admin',
  query: z.object({ dryRun: Flag('Answers what would change, and writes nothing.') }),
  answers: {
    200: { description: 'What changed.', content: { 'application/json': { schema: ReparseSummary } } },
  },
  problems: ['unknown-parameter', 'invalid-parameter', 'conflict', 'unavailable', 'insufficient-storage'],
  async handle(context, { query, request, reply }) {
    return answerJson(request, reply, await parsedAnew(context, query.dryRun === true))
  },
})

export const archiveOperations: Operation[] = [listSources, getStatistics, exportArticles, reparseArticles]
