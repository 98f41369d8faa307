import { z } from 'zod'
import { answerJson } from '../answer/answer.ts'
import { answerPage, pageForBrowsers, pageParameters, wantsPage } from '../answer/page.ts'
import { examples } from '../openapi/examples.ts'
import { type Operation, operation } from '../operation.ts'
import { publicPath } from '../public-address.ts'
import { sourcesPage } from '../representations/pages/sources.ts'
import { SourceList } from '../schemas/archive.ts'
import { getStatistics } from './stats.ts'

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
      description: 'The sources.',
      content: {
        'application/json': { schema: SourceList, example: examples.sources },
      },
      headers: ['ETag', 'Vary'],
      alternatives: [pageForBrowsers],
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

export const archiveOperations: Operation[] = [listSources, getStatistics]
