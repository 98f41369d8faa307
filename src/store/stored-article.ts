import { hash } from 'node:crypto'
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { type Article, laterMembers, summaryOf } from '../article.ts'
import { type SearchableText, searchableOf } from './rules/search/searchable.ts'

/** A row of `answers`: what GET of an article answers, and its validators (RFC 9110, 8.8). */
export type AnswerRow = {
  etag: string
  updatedAt: string
  /** The article's JSON as one zstd frame without a dictionary (RFC 8878). */
  frame: Buffer
}

/** The columns of an `AnswerRow`. */
export const answerColumns = 'etag, updated_at AS updatedAt, json AS frame'

const etagBytes = 16

/** @returns the opaque part of an answer's ETag: the first 128 bits of its SHA-256, base64url */
export function etagOf(json: Uint8Array): string {
  return hash('sha256', json, 'buffer').toString('base64url', 0, etagBytes)
}

/** Zstandard's own default. Higher levels save a few bytes in a hundred, and take several times as long. */
const level = 3

/** @param json an article's JSON, for a row of `answers` */
export function frameOf(json: Uint8Array): Buffer {
  return zstdCompressSync(json, { params: { [constants.ZSTD_c_compressionLevel]: level } })
}

/** @returns what is stored of an article */
export function answerRowOf(article: Article): AnswerRow {
  const json = Buffer.from(JSON.stringify(article))
  return { etag: etagOf(json), updatedAt: article.updatedAt, frame: frameOf(json) }
}

/** @param article can lack members that came with newer versions; @returns the JSON of a list's item */
export const summaryJsonOf = (article: Article): string =>
  JSON.stringify(summaryOf({ ...laterMembers, ...article }))

/** A stored article, decoded as far as it is asked for. */
export class StoredArticle implements AnswerRow {
  readonly etag: string
  readonly updatedAt: string
  readonly frame: Buffer

  constructor({ etag, updatedAt, frame }: AnswerRow) {
    this.etag = etag
    this.updatedAt = updatedAt
    this.frame = frame
  }

  /** @returns the article's JSON */
  json(): Buffer {
    return zstdDecompressSync(this.frame)
  }

  /** @returns the article; members that came with newer versions are absent until it is parsed anew */
  article(): Article {
    return JSON.parse(this.json().toString()) as Article
  }

  /** @returns the JSON of a list's item, with the article's id */
  summary(): { id: string; json: Buffer } {
    const article = this.article()
    return { id: article.id, json: Buffer.from(summaryJsonOf(article)) }
  }

  /** @returns what search looks at */
  searchableText(): SearchableText {
    return searchableOf(this.article())
  }
}
