import { Readable } from 'node:stream'
import { z } from 'zod'
import { archivedLine } from '../../ingest/containers/archived.ts'
import { warcOf } from '../../ingest/containers/warc-export.ts'
import { Problem } from '../../problem.ts'
import { answerStream } from '../answer/answer.ts'
import { articleJson } from '../answer/article-json.ts'
import { exampleArticle } from '../openapi/examples.ts'
import { type Operation, operation } from '../operation.ts'
import { answeringAt, publicAddress } from '../public-address.ts'
import { ndjsonType } from '../request/bodies.ts'
import { ClientLeft } from '../request/load.ts'
import { ArchiveLine } from '../schemas/lines.ts'
import { Article, Flag, filterOf, filterShape, inWords } from '../schemas.ts'
import { cutOffLate } from '../stopping.ts'

const warcType = 'application/warc'

/** Bytes that are put together before they are sent: a line alone would cost a system call. */
const chunkSize = 65_536
const lineFeed = Buffer.from('\n')

/** Lines in chunks that are worth sending. */
async function* chunksOf<T>(
  articles: AsyncIterable<T>,
  lineOf: (article: T) => Buffer,
): AsyncGenerator<Buffer, void, void> {
  let lines: Buffer[] = []
  let size = 0
  for await (const article of articles) {
    const line = lineOf(article)
    lines.push(line, lineFeed)
    size += line.length + 1
    if (size < chunkSize) continue
    yield Buffer.concat(lines)
    lines = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(lines)
}

const exportArticles = operation({
  id: 'exportArticles',
  method: 'get',
  path: '/export',
  group: 'archive',
  summary: 'Whole articles, a line each, from one snapshot',
  description:
    'In the order of ids, whatever is written meanwhile. `raw=true` adds every version of the raw pages, and importing that file rebuilds the archive. `format=warc` gives the raw pages alone as a WARC, a resource record each with its address, time of capture and digest: importing it gives the same articles. /changes goes on where it ends.',
  access: 'open',
  isSearch: true,
  query: z.object({
    ...filterShape,
    raw: Flag('Adds the raw pages.'),
    format: inWords('`ndjson` or `warc`.', z.enum(['ndjson', 'warc']).default('ndjson')),
  }),
  answers: {
    200: {
      description: 'NDJSON, an article a line.',
      content: {
        [ndjsonType]: { schema: null, lines: Article, example: `${JSON.stringify(exampleArticle)}\n` },
      },
      alternatives: [
        { when: 'With `raw=true`', mediaType: ndjsonType, lines: ArchiveLine },
        { when: 'With `format=warc`', mediaType: warcType },
      ],
      headers: ['Archive-Id', 'Archive-Sequence'],
    },
  },
  problems: [],
  async handle({ store, closing, overdue, exports }, { query, request, reply }) {
    const filter = filterOf(query)
    const isWarc = query.format === 'warc'
    const type = isWarc ? warcType : ndjsonType
    reply.header('content-disposition', `attachment; filename="export.${isWarc ? 'warc' : 'ndjson'}"`)
    reply.header('archive-id', await store.archiveId())
    if (request.method === 'HEAD') {
      reply
        .headers({ 'archive-sequence': await store.lastSequence(), 'content-type': type })
        // A stream: HEAD states no length, where it would otherwise state 0.
        .send(Readable.from([]))
      return
    }
    if (reply.raw.destroyed) throw new ClientLeft()
    const place = exports.share()
    place.hold(1)
    reply.raw.once('close', place.end)
    cutOffLate(reply.raw, overdue)
    const { sequence, pieces } = await (isWarc ? warc() : query.raw === true ? archived() : plain())
    reply.header('archive-sequence', sequence)
    return answerStream(request, reply, { pieces: untilClosing(pieces, closing), type })

    async function warc() {
      const { sequence, articles } = await store.exportArchived(filter)
      return { sequence, pieces: warcOf(articles, { gzip: false }) }
    }
    async function archived() {
      const { sequence, articles } = await store.exportArchived(filter)
      return { sequence, pieces: chunksOf(articles, (item) => Buffer.from(archivedLine(item))) }
    }
    async function plain() {
      const { sequence, articles } = await store.export(filter)
      const address = publicAddress()
      const lineOf = (json: Buffer) => answeringAt(address, () => articleJson(json))
      return { sequence, pieces: chunksOf(articles, lineOf) }
    }
  },
})

/** A service that stops cuts the answer off, so that nobody takes the part for the whole. */
async function* untilClosing<T>(
  items: AsyncIterable<T>,
  closing: AbortSignal,
): AsyncGenerator<T, void, void> {
  for await (const item of items) {
    if (closing.aborted) throw new Problem('unavailable', 'The service stops.')
    yield item
  }
}

export const exportOperations: Operation[] = [exportArticles]
