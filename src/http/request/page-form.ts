import type { FastifyRequest } from 'fastify'
import { pageTypeOf, placeOf } from '../../ingest/containers/kinds.ts'
import { PageHintsMessage, tooLarge } from '../../ingest/containers/page-message.ts'
import type { Page } from '../../page.ts'
import { invalidParameter, Problem } from '../../problem.ts'
import type { Stopping } from '../stopping.ts'
import { notEmpty, whole } from './bodies.ts'
import type { Patience } from './content-coding.ts'
import type { Share } from './room.ts'

/** What a browser's form with a file is sent as (RFC 7578). */
export const formType = 'multipart/form-data'

/** Bytes that a form has besides its page. */
const aroundPage = 64 * 1024

export const isForm = ({ headers }: Pick<FastifyRequest, 'headers'>): boolean =>
  headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() === formType

/**
 * Reads a form with a page: `page`, a file, or `text`; and `url`, its address.
 *
 * @param share of the room for bodies, which holds the form until the caller ends it
 * @returns what takes the form apart, which takes processor time: its page. Throws Problem malformed-request, too-large,
 *   no-article, invalid-parameter
 * @throws Problem too-large, malformed-request, request-timeout, unavailable
 */
export async function readPageForm(
  request: FastifyRequest,
  maxPageSize: number,
  { share, patience, overdue }: Pick<Stopping, 'overdue'> & { share: Share; patience: Patience },
): Promise<() => Promise<Page>> {
  const limit = maxPageSize + aroundPage
  const body = await whole(request, { limit, maxPageSize, share, wait: patience.one, stop: overdue })
  const headers = { 'content-type': request.headers['content-type'] ?? '' }
  return async () => {
    const form = await new Response(body, { headers }).formData().catch((cause) => {
      throw new Problem('malformed-request', `The body is no ${formType}.`, {}, cause)
    })
    const [file, text, url] = [form.get('page'), form.get('text'), form.get('url')]
    const address = PageHintsMessage.shape.url.safeParse(url === null || url === '' ? undefined : url)
    if (!address.success) throw invalidParameter('url', address.error.issues[0]?.message ?? '')
    const hints = { ...(address.data !== undefined && { url: address.data }) }
    const isFile = file instanceof File && file.size > 0
    const bytes = isFile ? await file.bytes() : Buffer.from(typeof text === 'string' ? text : '')
    if (bytes.length > maxPageSize) throw tooLarge(maxPageSize)
    if (isFile)
      return { bytes, contentType: pageTypeOf(file.name), hints: { ...hints, path: placeOf(file.name) } }
    const type = /<[a-z!]/i.test(String(text)) ? 'text/html' : 'text/markdown'
    return { bytes: notEmpty(bytes), contentType: `${type}; charset=utf-8`, hints }
  }
}
