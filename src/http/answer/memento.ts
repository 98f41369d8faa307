import { zstdCompressSync } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { articleOf } from '../../article.ts'
import { capturesOf, firstCapture } from '../../captures.ts'
import { invalidParameter, Problem } from '../../problem.ts'
import type { Answer } from '../../store/store.ts'
import type { Context } from '../operation.ts'
import { httpDate, mementoHref, mementoLinks } from '../representations/timemap.ts'
import { digest } from './answer.ts'
import { articleIn } from './article-json.ts'

/** @param at a date, which means its end in UTC, or an RFC 3339 time */
const instantOf = (at: string): string =>
  new Date(at.length === 10 ? `${at}T23:59:59.999Z` : at).toISOString()

/**
 * @param current the article as it is
 * @returns the article as it stood at a time: what the newest capture of then says, parsed now
 * @throws Problem too-many-requests; not-found before the first capture; no-article where its page holds none any more
 */
export async function articleAt(
  { store, parser, load }: Context,
  current: Answer,
  at: string,
  reply: FastifyReply,
): Promise<Answer> {
  const article = articleIn(current)
  const { id, ingestedAt } = article
  const captures = capturesOf(await store.revisions(id))
  const instant = instantOf(at)
  const capture = captures.findLast((one) => one.at <= instant)
  if (capture === undefined)
    throw new Problem('not-found', `The first capture of ${id} is of ${captures[0]?.at}.`)
  reply.header('memento-datetime', httpDate(capture.at)).header('link', mementoLinks(article))
  const { revision, receivedAt, captures: ofRevision } = capture.revision
  if (revision === article.revision) return current
  await reply.server.parseLimit?.(reply.request, reply)
  const page = await store.rawPage(id, revision)
  const outcome = await load.parses.run(reply.raw, () => parser.parse(page))
  if ('problem' in outcome) throw outcome.problem
  const state = { revision, capturedAt: firstCapture(ofRevision), ingestedAt, updatedAt: receivedAt }
  const json = Buffer.from(JSON.stringify(articleOf({ ...outcome.article, id }, state)))
  return { frame: zstdCompressSync(json), etag: digest(json), updatedAt: receivedAt }
}

/**
 * Leads to the article as it stood at the time that Accept-Datetime names (RFC 7089, 4.1.1), before the first capture to
 * the first one.
 * @throws Problem invalid-parameter where the field holds no date
 */
export async function redirectToMemento(
  { store }: Context,
  current: Answer,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const time = Date.parse(String(request.headers['accept-datetime']))
  if (Number.isNaN(time))
    throw invalidParameter('Accept-Datetime', 'must be a date of HTTP: Sat, 01 Feb 2020 08:00:00 GMT.')
  const article = articleIn(current)
  const captures = capturesOf(await store.revisions(article.id))
  // The field names a second, and captures lie within it.
  const wanted = new Date(time + 999).toISOString()
  const { at } = captures.findLast((one) => one.at <= wanted) ?? captures[0]!
  const rest = new URLSearchParams(request.url.split('?')[1] ?? '')
  const more = rest.size === 0 ? '' : `&${rest}`
  reply
    .code(302)
    .headers({ location: `${mementoHref(article.id, at)}${more}`, vary: 'Accept-Datetime' })
    .header('link', mementoLinks(article))
    .send()
}
