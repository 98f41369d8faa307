import { z } from 'zod'
import { ArticleId } from '../../article.ts'
import type { ProblemName } from '../../problem.ts'

/** What the operations on one article have in common. */
export const onlyId = z.object({ id: ArticleId })
export const articleProblems: ProblemName[] = ['not-found', 'gone']
export const articleHeaders = ['ETag', 'Last-Modified', 'Vary'] as const
