import { type Article, articleOf, type ParsedArticle } from '../../article.ts'
import { arrival, compareCaptures, firstCapture, type Place } from '../../captures.ts'
import type { Capture, PageHints } from '../../page.ts'
import { Problem } from '../../problem.ts'
import type { Saved } from '../store.ts'
import { changedFields } from './changed.ts'

/** An id that the store knows. `revision`: the last one given; `deletedAt`: milliseconds since 1970, null if living. */
export type KnownId = { id: string; revision: number; deletedAt: number | null }

/** @returns why there is no living article of this id */
export function absence(id: string, row: KnownId | undefined): Problem {
  if (row === undefined || row.deletedAt === null) {
    return new Problem('not-found', `There is no article ${id}.`)
  }
  const deletedAt = new Date(row.deletedAt).toISOString()
  return new Problem('gone', `The article ${id} was deleted at ${deletedAt}.`, { deletedAt })
}

/**
 * What a page does to the store: the article before and after; the revision that the page is, and whether it is new; the
 * capture to add to the revision, null for none.
 */
export type Step = {
  before: Article | null
  after: Article
  revision: number
  isNewPage: boolean
  capture: Capture | null
}

/** What the store has of the living article that a page belongs to. */
export type Held = {
  article: Article
  /** The newest capture of all. */
  newest: Place | null
  /** The revision that has the page's bytes; null if none has. */
  revision: number | null
  /** The captures of that revision. */
  captures: readonly Capture[]
}

const conflict = (id: string, owner: string): Problem =>
  new Problem('conflict', `The page is ${id} by its id and ${owner} by its address.`, { ids: [id, owner] })

/**
 * Decides which known article a page belongs to: the one of its id, else the one of its canonical address.
 *
 * @param found.byId the row of the page's id
 * @param found.byUrl the row of the living article that has the page's address
 * @param insists the sender named the id: then the page must have that id, even if it is new
 * @returns undefined for a page of no known article; Problem `conflict` if id and address name two articles
 */
export function identified<Row extends KnownId>(
  id: string,
  { byId, byUrl }: { byId: Row | undefined; byUrl: Row | undefined },
  insists: boolean,
): Row | undefined | Problem {
  if (byUrl === undefined || byUrl.id === byId?.id) return byId
  return byId !== undefined || insists ? conflict(id, byUrl.id) : byUrl
}

const union = (some: readonly string[], more: readonly string[]): string[] => [...new Set([...some, ...more])]

/**
 * The time of a change, later than the previous one even if the clock was set back. The difference is a full second
 * because Last-Modified has no finer resolution (RFC 9110, 8.8.2): If-Modified-Since must see the change.
 *
 * @param now milliseconds since 1970
 */
export function updateTime(before: Article | null, now: number): string {
  const last = before === null ? 0 : Date.parse(before.updatedAt)
  return new Date(now > last ? now : last + 1000).toISOString()
}

/**
 * @param digest SHA-256 of the page's bytes, hex
 * @param capture when the page was captured; undefined if nothing says so
 * @param known the row that the page belongs to (`identified`)
 * @param held what is stored of its living article; null if there is none
 * @param now milliseconds since 1970
 * @returns what saving the page does
 */
export function stepOf(
  parsed: ParsedArticle,
  { digest, capture }: { digest: string; capture: Capture | undefined },
  { known, held }: { known: KnownId | undefined; held: Held | null },
  now: number,
): Step {
  const before = held?.article ?? null
  const time = updateTime(before, now)
  const next = (known?.revision ?? 0) + 1
  if (held === null || before === null) {
    const capturedAt = capture?.at ?? null
    const state = { revision: next, capturedAt, ingestedAt: time, updatedAt: time }
    const after = articleOf(parsed, state)
    return { before, after, revision: next, isNewPage: true, capture: capture ?? arrival(null, now) }
  }
  const { newest } = held
  const isNewPage = held.revision === null
  const revision = held.revision ?? next
  // Bytes that arrive again without a time say nothing of when they were captured.
  const added = capture ?? (isNewPage ? arrival(newest, now) : null)
  const isNewest =
    added !== null && (newest === null || compareCaptures({ at: added.at, digest }, newest) > 0)
  const channels = union(before.channels, parsed.channels)
  const step = { before, revision, isNewPage, capture: added }
  const capturedAt = firstCapture(added === null ? held.captures : [...held.captures, added])
  if (isNewest && revision !== before.revision) {
    const state = { revision, capturedAt, ingestedAt: before.ingestedAt, updatedAt: time }
    return { ...step, after: articleOf({ ...parsed, id: before.id, channels }, state) }
  }
  // Articles of earlier versions get theirs when they are parsed anew.
  const isEarlier =
    revision === before.revision && before.capturedAt !== undefined && capturedAt !== before.capturedAt
  const isSame = channels.length === before.channels.length && !isEarlier
  if (isSame) return { ...step, after: before }
  return { ...step, after: { ...before, channels, ...(isEarlier && { capturedAt }), updatedAt: time } }
}

/** @returns the outcome of a step as the store's callers see it */
export function savedOf({ before, after, isNewPage }: Step): Saved {
  if (before === after) return { result: isNewPage ? 'earlier' : 'unchanged', id: after.id, fields: [] }
  const fields = changedFields(before, after)
  if (before === null) return { result: 'created', id: after.id, fields }
  // That a page was captured before changes nothing that it says.
  const isKnown = fields.every((field) => field === 'capturedAt') && !isNewPage
  return { result: isKnown ? 'unchanged' : 'updated', id: after.id, fields }
}

/**
 * Decides what parsing a stored page again does to its article.
 *
 * @param captures those of the page
 * @param owner the row of the living article that has the new address, if any
 * @param now milliseconds since 1970
 * @returns Problem `conflict` if the address belongs to another article; else the article, and the members that differ
 */
export function reparsedStep(
  parsed: ParsedArticle,
  { before, captures }: { before: Article; captures: readonly Capture[] },
  owner: KnownId | undefined,
  now: number,
): { after: Article; fields: string[] } | Problem {
  if (owner !== undefined && owner.id !== before.id) return conflict(before.id, owner.id)
  const { revision, ingestedAt } = before
  const channels = union(before.channels, parsed.channels)
  const after = articleOf(
    { ...parsed, channels },
    { revision, capturedAt: firstCapture(captures), ingestedAt, updatedAt: updateTime(before, now) },
  )
  return { after, fields: changedFields(before, after) }
}

/** What is written of a page beside its bytes. */
export type Received = {
  contentType: string
  hints: PageHints
  receivedAt: number
  captures: readonly Capture[]
}

const receiptLength = 16

/** @param receipt as page.ts gives it, hex @returns what is stored of it */
export const receiptBytes = (receipt: string): Buffer =>
  Buffer.from(receipt, 'hex').subarray(0, receiptLength)
