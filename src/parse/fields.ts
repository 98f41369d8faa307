import type { Block, Credit, Image, PublishedPrecision } from '../article.ts'

/** A value with where it came from, so that a wrong field can be traced. */
export type Found<T> = {
  value: T
  /** The rule that gave it, in words: `dateline`, `JSON-LD datePublished`. */
  rule: string
  /** The piece of the page that it was read from, as it stands there. */
  where: string
}

/** A moment as the page gives it: RFC 3339 with the page's offset; 00:00:00 at day precision. */
export type Published = { at: string; precision: PublishedPrecision }

/** What a page yields. Null where it does not say; [] where there are none. */
export type Fields = {
  url: Found<string> | null
  nativeId: Found<string> | null
  channel: Found<string> | null
  /** The section or column that the page names. */
  section: Found<string> | null
  title: Found<string> | null
  dateline: Found<string> | null
  published: Found<Published> | null
  byline: Found<string> | null
  credits: Found<Credit>[]
  tags: Found<string>[]
  image: Found<Image> | null
  body: Found<Block>[]
  /** BCP 47, where the page declares or shows it. */
  language: Found<string> | null
}

/** What a page yields that says nothing. */
export const noFields: Fields = {
  url: null,
  nativeId: null,
  channel: null,
  section: null,
  title: null,
  dateline: null,
  published: null,
  byline: null,
  credits: [],
  tags: [],
  image: null,
  body: [],
  language: null,
}

/**
 * The version of the rules that pages of all sources share: a part of each parser's version, so that it goes up when
 * these rules change what they give.
 */
export const sharedVersion = 9

/** A line of the explanation: which rule gave a field, or what was left out of the body and why. */
export type TraceStep = {
  field: keyof Fields | 'removed'
  rule: string
  where: string
  value?: string
}
