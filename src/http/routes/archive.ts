import { z } from 'zod'
import { answerJson } from '../answer/answer.ts'
import { withHref } from '../answer/lists.ts'
import { answerPage, pageParameters, wantsPage } from '../answer/page.ts'
import { examples } from '../openapi/examples.ts'
import { type Operation, operation } from '../operation.ts'
import { publicPath } from '../public-address.ts'
import { sourcesPage } from '../representations/pages/sources.ts'
import { SourceList, Statistics } from '../schemas.ts'

const listSources = operation({
  id: 'listSources',
  method: 'get',
  path: '/sources',
  group: 'archive',
  summary: 'Each source with its channels',
  access: 'open',
  isKept: true,
  query: z.object(pageParameters),
  answers: {
    200: {
      description: 'The sources; to browsers, and for `format=html`, a page of HTML.',
      content: {
        'application/json': { schema: SourceList, example: examples.sources },
      },
      headers: ['ETag', 'Vary'],
    },
  },
  problems: [],
  async handle({ store, sources }, { query, request, reply }) {
    const isPage = wantsPage(request, reply, query)
    const found = await store.sources()
    if (isPage) return answerPage(request, reply, sources, (view) => sourcesPage(view, found))
    const items = found.map(({ source, channels, ...rest }) => {
      const href = publicPath(`/articles?source=${encodeURIComponent(source)}`)
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
  isKept: true,
  query: z.object({}),
  answers: {
    200: {
      description: 'Totals, articles a month and a source, top tags, store size.',
      content: { 'application/json': { schema: Statistics, example: examples.statistics } },
      headers: ['ETag'],
    },
  },
  problems: [],
  async handle({ store }, { request, reply }) {
    const statistics = await store.statistics()
    return answerJson(request, reply, { ...statistics, topTags: statistics.topTags.map(withHref) })
  },
})

export const archiveOperations: Operation[] = [listSources, getStatistics]
