import { z } from 'zod'
import { ArticleId } from '../../article.ts'
import type { ProblemName } from '../../problem.ts'

/** What the operations on one article have in common. */
export const onlyId = z.object({ id: ArticleId })
export const articleProblems: ProblemName[] = ['not-found', 'gone']
export const articleHeaders = ['ETag', 'Last-Modified', 'Vary'] as const

/** For what writes: the article that the example of `POST /articles` makes. The seed article is there to be read. */
export const onlyExampleId = z.object({ id: ArticleId.meta({ example: 'example-1' }) })
