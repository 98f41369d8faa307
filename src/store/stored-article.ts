import { hash } from 'node:crypto'
import { constants, zstdCompressSync } from 'node:zlib'
import { LRUCache } from 'lru-cache'
import { type Article, laterMembers, summaryOf } from '../article.ts'
import type { Query } from './rules/search/query.ts'
import { type FoldedArticle, folded, type SearchableText, searchableOf } from './rules/search/searchable.ts'
import { snippetOf } from './rules/search/snippet.ts'
import { type Answer, type ArticleList, jsonOf } from './store.ts'

/** The columns of `answers` that make an `Answer`. */
export const answerColumns = 'etag, updated_at AS "updatedAt", json AS frame'

const etagBytes = 16

/** @returns the opaque part of an answer's ETag: the first 128 bits of its SHA-256, base64url */
export function etagOf(json: Uint8Array): string {
  return hash('sha256', json, 'buffer').toString('base64url', 0, etagBytes)
}

/** Higher levels take much more time for little. */
const level = 6

/** @param json an article's JSON, for a row of `answers` */
export function frameOf(json: Uint8Array): Buffer {
  return zstdCompressSync(json, { params: { [constants.ZSTD_c_compressionLevel]: level } })
}

/** @returns what is stored of an article */
export function answerOf(article: Article): Answer {
  const json = Buffer.from(JSON.stringify(article))
  return { etag: etagOf(json), updatedAt: article.updatedAt, frame: frameOf(json) }
}

/** @param article can lack members that came with newer versions; @returns the JSON of a list's item */
export const summaryJsonOf = (article: Article): string =>
  JSON.stringify(summaryOf({ ...laterMembers, ...article }))

/** @returns the article; members that came with newer versions are absent until it is parsed anew */
export const storedArticle = (answer: Answer): Article => JSON.parse(jsonOf(answer).toString()) as Article

/** @returns a list's item; where a query found it, with a snippet */
export function storedSummary(answer: Answer, query: Query | null = null): ArticleList['items'][number] {
  const article = storedArticle(answer)
  const item = { id: article.id, json: Buffer.from(summaryJsonOf(article)) }
  return query === null ? item : { ...item, snippet: snippetOf(query, searchableOf(article)) }
}

/** @returns what search looks at */
export const storedText = (answer: Answer): SearchableText => searchableOf(storedArticle(answer))

/** UTF-16 units of the folded texts that are kept, and what each counts for besides its own. */
const [unitsKept, overhead] = [32 * 1024 * 1024, 100]

/** What searches looked into last, of all archives of the process: an ETag stands for the JSON it is made of. */
const texts = new LRUCache<string, FoldedArticle>({
  maxSize: unitsKept,
  sizeCalculation: ({ title, text }) => title.length + text.length + overhead,
})

/** @returns the folded text of a stored article, undefined where it is not kept */
export const keptText = (etag: string): FoldedArticle | undefined => texts.get(etag)

/** @returns the folded text of a stored article, which is kept */
export function foldedText(answer: Answer): FoldedArticle {
  const text = folded(storedText(answer))
  texts.set(answer.etag, text)
  return text
}
