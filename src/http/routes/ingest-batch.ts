import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { PageHintsMessage, PageMessage } from '../../ingest/containers/page-message.ts'
import type { ItemOutcome } from '../../ingest/outcome.ts'
import type { Item } from '../../page.ts'
import { Problem } from '../../problem.ts'
import { examplePage } from '../openapi/examples.ts'
import { type Context, type Operation, operation } from '../operation.ts'
import { answeringAt, problemJson, publicAddress } from '../public-address.ts'
import { ndjsonType, readBody, streamTypes } from '../request/bodies.ts'
import { refusePreconditions } from '../request/preconditions.ts'
import type { Share } from '../request/room.ts'
import { IngestLine } from '../schemas/lines.ts'
import { Flag } from '../schemas.ts'
import { cutOffLate, discardBodyBehind } from '../stopping.ts'

export const dryRun = Flag('Answers what would be stored, and writes nothing.')
const examplePages = `${[examplePage, { ...examplePage, id: 'example-2', url: 'https://www.example.org/2024/03/10/library.html' }].map((page) => JSON.stringify(page)).join('\n')}\n`
const exampleLines = `${[
  { line: 1, result: 'created', id: 'a100000001' },
  { line: 2, result: 'failed', problem: new Problem('no-article', 'There is neither a title nor text.') },
  { summary: { items: 2, created: 1, updated: 0, unchanged: 0, failed: 1 } },
]
  .map((line) => JSON.stringify(line))
  .join('\n')}\n`

/** Holds what a body takes until it is answered, or its client has gone. */
export async function withShare<T>({ room }: Context, work: (share: Share) => Promise<T>): Promise<T> {
  const share = room.share()
  try {
    return await work(share)
  } finally {
    share.end()
  }
}

/**
 * Lines that wait for a client which sends everything before it reads anything: reading its pages no further until it
 * takes the first lines would leave both waiting for ever.
 */
const mostLinesWaiting = 32_768

/** A line of an export says more than a page does: revisions, times, merged tags. */
const notRestored = new Problem('forbidden', 'Lines of an export need a key of scope admin.')

/**
 * One line an item as it is done, then the summary: an answer without it was cut off. A service that stops takes no
 * further item, and ends those that it took.
 */
async function* lines(
  context: Context,
  items: AsyncIterable<Item>,
  { isDryRun, mayRestore }: { isDryRun: boolean; mayRestore: boolean },
): AsyncGenerator<string, void, void> {
  let isCutOff = false
  const address = publicAddress()
  const outcomes = context.ingest.many(taken(), { dryRun: isDryRun })
  async function* taken(): AsyncGenerator<Item, void, void> {
    for await (const item of items) {
      isCutOff = context.closing.aborted
      if (isCutOff) return
      yield 'archived' in item && !mayRestore ? { label: item.label, problem: notRestored } : item
    }
  }
  try {
    for (;;) {
      const { done, value } = await outcomes.next()
      if (done !== true) {
        if (value.result !== 'passed-over') yield answeringAt(address, () => lineOf(value))
      } else if (isCutOff) return
      else return yield `${JSON.stringify({ summary: value })}\n`
    }
  } finally {
    // The client went: what was not read is not read on.
    await outcomes.return({ items: 0, created: 0, updated: 0, unchanged: 0, failed: 0 })
  }
}

function lineOf(outcome: ItemOutcome): string {
  const line = outcome.result === 'failed' ? { ...outcome, problem: problemJson(outcome.problem) } : outcome
  return `${JSON.stringify(line)}\n`
}

/**
 * Answers a stream of pages, a line each; holds their share of memory until the answer is sent.
 * @throws Problem precondition-failed for a request with preconditions
 */
export async function takeStream(
  context: Context,
  items: AsyncIterable<Item>,
  isDryRun: boolean,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  refusePreconditions(request)
  cutOffLate(reply.raw, context.overdue)
  // A connection on which more is sent would not end.
  discardBodyBehind(reply)
  const answers = Readable.from(lines(context, items, { isDryRun, mayRestore: request.scope === 'admin' }), {
    highWaterMark: mostLinesWaiting,
  })
  await reply.header('content-type', ndjsonType).send(answers)
}

const ingestBatch = operation({
  id: 'ingestBatch',
  method: 'post',
  path: '/articles/batch',
  group: 'ingest',
  summary: 'Ingest many pages',
  description:
    'NDJSON (an object a line, also as application/ndjson or application/jsonl), tar, zip, WARC, WACZ, MHTML or a Safari web archive, also compressed, and containers in containers: the Content-Type says which. The answer is a line a page, in order and as it goes, each stored before its line. The last line is the summary, which counts what is no page and was passed over, by its kind; without it the answer was cut off: sending everything again is safe.',
  access: 'write',
  query: z.object({ ...PageHintsMessage.omit({ id: true, url: true }).shape, dryRun }),
  body: {
    description: 'Pages, an object a line.',
    content: { [ndjsonType]: { schema: null, lines: PageMessage, example: examplePages } },
  },
  answers: {
    200: {
      description: 'A line a page.',
      content: { [ndjsonType]: { schema: null, lines: IngestLine, example: exampleLines } },
    },
  },
  problems: ['precondition-failed'],
  async handle(context, { query, request, reply }) {
    const { dryRun: isDryRun = false, ...hints } = query
    return withShare(context, async (share) => {
      const body = await readBody(
        request,
        hints,
        context.config.MAX_PAGE_SIZE,
        { ...context, share },
        streamTypes,
      )
      if ('page' in body) throw new Error('a page among the types of streams')
      return takeStream(context, body.items, isDryRun, request, reply)
    })
  },
})

export const batchOperations: Operation[] = [ingestBatch]
