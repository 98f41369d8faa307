import { hash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { textOfPage } from '../../ingest/page-text.ts'
import type { RawPage } from '../../store/store.ts'
import type { AnswerDescription } from '../operation.ts'
import { inWords } from '../schemas.ts'
import { answer } from './answer.ts'

/** The parameters of a raw page's address. */
export const rawQuery = z.object({
  format: inWords(
    '`text`: its source as plain text in UTF-8, to look at, in place of its bytes.',
    z.enum(['text']).optional(),
  ),
})

export const rawAnswer: AnswerDescription = {
  description: 'The bytes, in their own type.',
  content: {
    'text/html': { schema: null },
    'application/xhtml+xml': { schema: null },
    'text/markdown': { schema: null },
  },
  alternatives: [{ when: 'With `format=text`', mediaType: 'text/plain' }],
  headers: ['Content-Disposition', 'Repr-Digest', 'ETag', 'Last-Modified'],
}

const extensions: Record<string, string> = {
  'text/html': 'html',
  'application/xhtml+xml': 'xhtml',
  'text/markdown': 'md',
}

/** Somebody's HTML: a browser must neither run nor guess at it, whatever it is sent as. */
const safely = {
  'content-security-policy': "sandbox; default-src 'none'",
  'x-content-type-options': 'nosniff',
}

/** Answers with a stored page: its bytes as they came, as an attachment; or its source as plain text. */
export function answerRaw(
  request: FastifyRequest,
  reply: FastifyReply,
  { id, page, format }: { id: string; page: RawPage; format?: 'text' | undefined },
): void | Promise<void> {
  reply.headers(safely)
  const { bytes, digest, contentType, receivedAt } = page
  if (format === 'text')
    return answer(request, reply, {
      body: Buffer.from(textOfPage(page)),
      type: 'text/plain; charset=utf-8',
      updatedAt: receivedAt,
    })
  const extension = extensions[contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''] ?? 'bin'
  reply.headers({
    'content-disposition': `attachment; filename="${id}.${extension}"`,
    'repr-digest': `sha-256=:${hash('sha256', bytes, 'base64')}:`,
  })
  return answer(request, reply, {
    body: bytes,
    type: contentType,
    etag: digest,
    updatedAt: receivedAt,
    // A content coding would be another representation, with another digest (RFC 9530, section 3).
    isPlain: true,
  })
}
