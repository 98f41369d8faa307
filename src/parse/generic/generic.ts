import type { Document } from 'domhandler'
import type { Fields, TraceStep } from '../fields.ts'

/** What is known of the page besides its tree. */
export type GenericContext = {
  /** The page's address, where the sender or the mirror named it. */
  url: string | null
}

/** What a page of an unknown site yields. */
export type GenericReading = {
  fields: Fields
  /** Why the page is no article (a front page, a list, an error page); null where it is one. */
  refusal: string | null
  /** What was left out of the body, and why. */
  removed: TraceStep[]
}

/**
 * Reads a page that no source claims: metadata, visible bylines and dates, and the article's text.
 * Never throws; where the page is no article, `body` is empty and `refusal` says why.
 *
 * @param document the page as htmlparser2 reads it
 */
export function readGeneric(_document: Document, _context: GenericContext): GenericReading {
  return {
    fields: {
      url: null,
      nativeId: null,
      channel: null,
      title: null,
      dateline: null,
      published: null,
      byline: null,
      credits: [],
      tags: [],
      image: null,
      body: [],
      language: null,
    },
    refusal: null,
    removed: [],
  }
}

/** The same without the body: for the fields that a source leaves empty. */
export function readMetadata(document: Document, context: GenericContext): Fields {
  return readGeneric(document, context).fields
}
