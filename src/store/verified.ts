import { hash } from 'node:crypto'
import { Article } from '../article.ts'
import { type PageHints, receiptOf } from '../page.ts'
import { publishedOf } from './rules/terms.ts'
import { type Answer, type Fault, jsonOf } from './store.ts'
import { etagOf } from './stored-article.ts'

/** A fault of one article. */
export type Wrong = Omit<Fault, 'where'>

export const derived = (what: string): Wrong => ({ what, isDerived: true })

/** A living article's row. */
export type VerifiedRow = { key: number; id: string; revision: number; nativeId: string | null }

/** @returns the article that is stored; undefined where it is none. Yields what is wrong with it; throws where it cannot be read */
export function* answerFaults(row: VerifiedRow, answer: Answer): Generator<Wrong, Article | undefined, void> {
  const json = jsonOf(answer)
  if (etagOf(json) !== answer.etag) yield { what: 'has another answer than was stored' }
  const parsed = Article.safeParse(JSON.parse(json.toString()))
  if (!parsed.success) {
    yield { what: `has an answer that is no article: ${parsed.error.issues[0]?.path.join('.')}` }
    return undefined
  }
  const article = parsed.data
  if (article.updatedAt !== answer.updatedAt) yield { what: 'has another time of change than its answer' }
  if (article.id !== row.id || article.revision !== row.revision || article.nativeId !== row.nativeId) {
    yield { what: 'has another id, native id or revision than its row' }
  }
  return article
}

type VerifiedPage = { revision: number; digest: Buffer; size: number; contentType: string; hints: string }

/**
 * @param bytes the page as it is read now
 * @returns what is wrong with it, or the receipts of which it must have one
 */
export function checkedPage(
  bytes: Buffer,
  { revision, digest, size, contentType, hints: json }: VerifiedPage,
): Wrong | { receipts: string[] } {
  if (bytes.length !== size || !hash('sha256', bytes, 'buffer').equals(digest)) {
    return { what: `has another page ${revision} than was stored` }
  }
  const hints: PageHints = JSON.parse(json)
  // Receipts of older versions leave out when the page was captured.
  const { capturedAt: _, ...older } = hints
  return { receipts: [hints, older].map((some) => receiptOf({ bytes, contentType, hints: some })) }
}

type VerifiedFacts = { instant: number; day: number | null; ingested: number; updated: number }

/** @returns what is wrong with the times by which lists find an article */
export function timeFaults(article: Article, facts: VerifiedFacts): string[] {
  const { instant, day } = publishedOf(article.publishedAt)
  const isOfDate = facts.instant === instant && facts.day === day
  const isOfTimes =
    facts.ingested === Date.parse(article.ingestedAt) && facts.updated === Date.parse(article.updatedAt)
  return [
    ...(isOfDate ? [] : ['has another date in its facts']),
    ...(isOfTimes ? [] : ['has other times of arrival or change in its facts']),
  ]
}
