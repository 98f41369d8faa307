import { type Layout, lettersOf, type Region } from '../layout/layout.ts'
import { folded } from '../words.ts'

/** What a page says of its text beside the text itself, folded; empty where it says nothing. */
export type Promised = { articleBody: string; description: string }

/** An element, and what it is worth as the container of the text. */
export type Candidate = { region: Region; worth: number }

/** A promise of fewer letters fits too many texts. */
const fewestLetters = 30
/** As many letters of a paragraph tell it. */
const tellingLetters = 60
/** The part of the best one's worth that the promised text has at least: what has less is a teaser. */
const leastWorth = 0.1
/** A description is repeated in teasers and boxes: its text has to weigh more. */
const leastDescribed = 0.3
const mostCandidates = 20

export function promisedBy(articleBody: string | null, description: string | null): Promised {
  return { articleBody: folded(articleBody ?? ''), description: folded(description ?? '') }
}

/**
 * @param best the candidate of the greatest worth
 * @returns the candidate beside it that holds what JSON-LD's articleBody or the description promises; null where the
 *   best one holds it, or none does
 */
export function promisedInstead(
  candidates: readonly Candidate[],
  best: Candidate,
  layout: Layout,
  masses: readonly number[],
  { articleBody, description }: Promised,
): Candidate | null {
  const [tells, least] =
    articleBody.length >= fewestLetters
      ? [(letters: string) => articleBody.includes(letters), leastWorth]
      : description.length >= fewestLetters
        ? [(letters: string) => letters === description.slice(0, tellingLetters), leastDescribed]
        : [null, 0]
  if (tells === null || holds(best.region, layout, masses, tells)) return null
  const others = candidates
    .filter(({ region, worth }) => worth > best.worth * least && isBeside(region, best.region))
    .sort((a, b) => b.worth - a.worth)
  return others.slice(0, mostCandidates).find(({ region }) => holds(region, layout, masses, tells)) ?? null
}

export function isBeside(region: Region, { first, end }: Region): boolean {
  return region.end <= first || region.first >= end
}

function holds(
  { first, end }: Region,
  { blocks }: Layout,
  masses: readonly number[],
  tells: (letters: string) => boolean,
): boolean {
  for (let i = first; i < end; i++) {
    if (masses[i] === 0) continue
    const letters = lettersOf(blocks[i]!)
    if (letters.length >= fewestLetters && tells(letters.slice(0, tellingLetters))) return true
  }
  return false
}
