import { z } from 'zod'
import { capturesOf } from '../../captures.ts'
import { PageHintsMessage } from '../../ingest/containers/page-message.ts'
import { Problem } from '../../problem.ts'
import { answer } from '../answer/answer.ts'
import { type Operation, operation } from '../operation.ts'
import { timeMapOf } from '../representations/timemap.ts'

const linkFormat = 'application/link-format'
const exampleUrl = 'https://www.ntdtv.com/gb/2022/08/15/a103502606.html'

const getTimeMap = operation({
  id: 'getTimeMap',
  method: 'get',
  path: '/timemap',
  group: 'revisions',
  summary: 'Every capture of an address',
  description:
    'A TimeMap (RFC 7089): a link to the article as it stood at each capture, oldest first. A page of which nothing says when it was captured counts as captured when it arrived.',
  access: 'open',
  isKept: true,
  query: z.object({
    url: PageHintsMessage.shape.url
      .unwrap()
      .meta({ description: "The article's original address, in any of its forms.", example: exampleUrl }),
  }),
  answers: {
    200: {
      description: 'Links, addresses relative to this service.',
      content: {
        [linkFormat]: {
          schema: null,
          example: timeMapOf(exampleUrl, 'a1', ['2022-08-15T09:30:00.000Z', '2022-08-16T04:00:00.000Z']),
        },
      },
      headers: ['ETag'],
    },
  },
  problems: ['not-found'],
  async handle({ store }, { query: { url }, request, reply }) {
    const { items } = await store.list({ filter: { url }, sort: 'newest', limit: 1 })
    const [found] = items
    if (found === undefined) throw new Problem('not-found', 'No article of this address is stored.')
    const captures = capturesOf(await store.revisions(found.id))
    const times = [...new Set(captures.map(({ at }) => at))]
    return answer(request, reply, { body: Buffer.from(timeMapOf(url, found.id, times)), type: linkFormat })
  },
})

export const timeMapOperations: Operation[] = [getTimeMap]
