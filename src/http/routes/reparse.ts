import { z } from 'zod'
import { ArticleId } from '../../article.ts'
import { type Reparsed, type ReparseSummary, reparse } from '../../ingest/reparse.ts'
import { Problem } from '../../problem.ts'
import type { Store } from '../../store/store.ts'
import { answerStream, jsonType } from '../answer/answer.ts'
import { examples } from '../openapi/examples.ts'
import { type Operation, operation } from '../operation.ts'
import { mediaTypeWanted } from '../request/accept.ts'
import { ndjsonType } from '../request/bodies.ts'
import { refusePreconditions } from '../request/preconditions.ts'
import { ReparseSummary as Summary } from '../schemas/archive.ts'
import { ReparseLine } from '../schemas/lines.ts'
import { Flag } from '../schemas.ts'

type Run = AsyncGenerator<Reparsed, ReparseSummary, void>

/** Articles between two signs of life: a connection on which nothing moves is taken for a dead one. */
const progressEvery = 100

/** Archives that are being parsed anew. */
const underway = new WeakSet<Store>()

/** The whole as one JSON object, behind white space that grows as the work does. */
async function* asObject(run: Run, first: Awaited<ReturnType<Run['next']>>): AsyncGenerator<Buffer> {
  let result = first
  for (let done = 1; result.done !== true; done++) {
    if (done % progressEvery === 0) yield Buffer.from('\n')
    result = await run.next()
  }
  yield Buffer.from(JSON.stringify(result.value))
}

/** A line for each article that changes or cannot be parsed any more, now and then how far it is, the summary. */
async function* asLines(run: Run, first: Awaited<ReturnType<Run['next']>>): AsyncGenerator<Buffer> {
  const line = (value: unknown) => Buffer.from(`${JSON.stringify(value)}\n`)
  let result = first
  for (let done = 1; result.done !== true; done++) {
    const { value } = result
    if (value.result !== 'unchanged') yield line(value)
    if (done % progressEvery === 0) yield line({ progress: { articles: done, last: value.id } })
    result = await run.next()
  }
  yield line({ summary: result.value })
}

const reparseArticles = operation({
  id: 'reparseArticles',
  method: 'post',
  path: '/reparse',
  group: 'archive',
  summary: 'Parse every stored page anew',
  description:
    'Ids, revisions and raw pages stay; every change shows in /changes, and the service goes on serving. With `Accept: application/x-ndjson` each article that changes is a line as it is done, then how far it is (`progress.last` is where `after` goes on), at last the summary.',
  access: 'admin',
  query: z.object({
    dryRun: Flag('Answers what would change, and writes nothing.'),
    after: ArticleId.optional().meta({ description: 'Goes on behind this article, in the order of ids.' }),
  }),
  answers: {
    200: {
      description: 'How many articles changed, and in which fields.',
      content: {
        'application/json': { schema: Summary, example: examples.reparsed },
      },
      alternatives: [
        { when: 'With `Accept: application/x-ndjson`', mediaType: ndjsonType, lines: ReparseLine },
      ],
    },
  },
  problems: ['conflict', 'precondition-failed'],
  async handle({ store, parser, closing }, { query, request, reply }) {
    refusePreconditions(request)
    if (underway.has(store)) throw new Problem('conflict', 'The archive is being parsed anew already.')
    underway.add(store)
    const gone = new AbortController()
    reply.raw.once('close', () => {
      underway.delete(store)
      gone.abort()
    })
    const signal = AbortSignal.any([closing, gone.signal])
    const run = reparse({ store, parser }, { dryRun: query.dryRun === true, after: query.after, signal })
    // What refuses at once is answered as a refusal.
    const first = await run.next()
    const isLines = mediaTypeWanted(request.headers.accept, ['application/json', ndjsonType]) === ndjsonType
    const pieces = (isLines ? asLines : asObject)(run, first)
    return answerStream(request, reply, { pieces, type: isLines ? ndjsonType : jsonType, isPlain: true })
  },
})

export const reparseOperations: Operation[] = [reparseArticles]
