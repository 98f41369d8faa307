import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ArticleId } from '../../article.ts'
import { Problem, type ProblemName } from '../../problem.ts'
import type { Answer } from '../../store/store.ts'
import { answerJson } from '../answer/answer.ts'
import type { Context } from '../operation.ts'

export const onlyId = z.object({ id: ArticleId })
export const articleProblems: ProblemName[] = ['not-found', 'gone']
export const articleHeaders = ['ETag', 'Last-Modified', 'Vary'] as const

/**
 * @param text an id, or a source's own id of the article
 * @returns the article; null where the answer was another: 301 to the one article of a native id, 300 for several
 * @throws Problem not-found, gone
 */
export async function resolved(
  context: Context,
  text: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Answer | null> {
  try {
    return await context.store.article(text)
  } catch (error) {
    if (!(error instanceof Problem) || error.problem !== 'not-found') throw error
    const ids = await context.store.idsOfNativeId(text)
    const [first] = ids
    if (first === undefined) throw error
    const addressOf = (id: string) => {
      const query = request.url.split('?')[1]
      return `/articles/${id}${query === undefined ? '' : `?${query}`}`
    }
    if (ids.length === 1) {
      reply.code(301).header('location', addressOf(first)).send()
      return null
    }
    reply.code(300)
    await answerJson(request, reply, {
      nativeId: text,
      choices: ids.map((id) => ({ id, href: addressOf(id) })),
    })
    return null
  }
}
