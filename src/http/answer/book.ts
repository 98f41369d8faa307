import type { FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from '../../problem.ts'
import type { ArticleList } from '../../store/store.ts'
import type { Context } from '../operation.ts'
import { type Chapter, epub, epubType } from '../representations/epub.ts'
import { answer } from './answer.ts'
import { articleIn, storedIfThere } from './article-json.ts'

/** Articles of a list that its book holds, and bytes of their JSON: they are in memory together. */
export const mostChapters = 200
const roomForChapters = 32 * 1024 * 1024

/** Answers with a book as a file. */
export function answerBook(
  request: FastifyRequest,
  reply: FastifyReply,
  body: Buffer,
  name: string,
  updatedAt?: string,
): void | Promise<void> {
  reply.header('content-disposition', `attachment; filename="${name}.epub"`)
  return answer(request, reply, { body, type: epubType, updatedAt, isPlain: true })
}

/**
 * Answers with the articles of a list as a book.
 * @throws Problem not-found where the list is empty; unavailable where too much is exported already
 */
export async function answerListBook(
  { store, sources, exports }: Pick<Context, 'store' | 'sources' | 'exports'>,
  title: string,
  items: ArticleList['items'],
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const share = exports.share()
  share.hold(1)
  try {
    const chapters: Chapter[] = []
    let held = 0
    for (const { id } of items) {
      const stored = await storedIfThere(store, id)
      if (stored === null) continue
      const article = articleIn(stored)
      held += article.length * 3
      if (held > roomForChapters) break
      const publisher = sources.find(({ name }) => name === article.source)?.title ?? null
      chapters.push({ article, publisher })
    }
    if (chapters.length === 0) throw new Problem('not-found', 'The list is empty: there is no book of it.')
    await answerBook(request, reply, await epub(title, chapters), 'articles')
  } finally {
    share.end()
  }
}
