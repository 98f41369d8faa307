import type { Capture, Revision } from './page.ts'

/** A capture's place in the order of an article's captures. `digest`: SHA-256 of the captured bytes, hex. */
export type Place = { at: string; digest: string }

/**
 * The order of an article's captures, whatever the order in which they arrive: by time, and captures of the same time by
 * their bytes.
 * @returns below 0 where the first is older, above 0 where it is newer
 */
export function compareCaptures(one: Place, other: Place): number {
  if (one.at !== other.at) return one.at < other.at ? -1 : 1
  return one.digest === other.digest ? 0 : one.digest < other.digest ? -1 : 1
}

/**
 * @param newest the newest capture of the article so far; null where there is none
 * @param now milliseconds since 1970
 * @returns the capture of a page of which nothing says when it was captured: it is newer than all others, even if the
 *   clock was set back
 */
export function arrival(newest: Place | null, now: number): Capture {
  const time = newest === null ? now : Math.max(now, Date.parse(newest.at) + 1)
  return { at: new Date(time).toISOString(), from: 'arrival' }
}

/** @returns when a page was first captured; null where nothing but its arrival is known */
export function firstCapture(captures: readonly Capture[]): string | null {
  const times = captures.flatMap(({ at, from }) => (from === 'arrival' ? [] : [at]))
  return times.sort()[0] ?? null
}

/** @returns the revisions by their newest captures, oldest first: the last one is the article's */
export function inOrder<R extends Pick<Revision, 'captures' | 'digest'>>(revisions: readonly R[]): R[] {
  const placeOf = ({ captures, digest }: R): Place => ({ at: captures.at(-1)?.at ?? '', digest })
  return revisions.toSorted((one, other) => compareCaptures(placeOf(one), placeOf(other)))
}

/** @returns all captures of an article with the revisions that they are of, oldest first */
export function capturesOf<R extends Pick<Revision, 'captures' | 'digest'>>(
  revisions: readonly R[],
): { at: string; revision: R }[] {
  return revisions
    .flatMap((revision) => revision.captures.map(({ at }) => ({ at, digest: revision.digest, revision })))
    .sort(compareCaptures)
}
