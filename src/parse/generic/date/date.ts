import type { DateContext } from '../../fields/date/days.ts'
import { atOffset, type Moment, readMoment } from '../../fields/date/moment.ts'
import { isOfChinesePress } from '../../fields/date/zones.ts'
import type { Found, Published } from '../../fields.ts'
import { matchesOf } from '../../tree/matches.ts'
import type { Warn } from '../../warnings.ts'
import type { Metadata } from '../metadata/metadata.ts'
import {
  type Candidate,
  forBaidu,
  fromAddress,
  knownDays,
  metaCandidates,
  updates,
} from './date-candidates.ts'
import { scriptCandidates } from './date-scripts.ts'
import { type DatedPage, seenCandidates } from './date-seen.ts'
import { datelineCandidates } from './datelines.ts'

type Reading = Candidate & Moment

const msOfHour = 3_600_000
const msOfDay = 24 * msOfHour

/**
 * When the article was published: what the metadata say, checked against what stands beside the headline or below the
 * text; else what a script says, the address, or the last update. Whatever had to be assumed is warned of.
 */
export function readPublished(page: DatedPage, warn: Warn): Found<Published> | null {
  const { metadata, language, zone } = page
  const context = { language, zone, known: knownDays(metadata) }
  const machine = firstOf(metaCandidates(metadata), context)
  const seen = bestSeen(seenCandidates(page), context)
  const found =
    agreed(machine, seen, zone, warn) ??
    firstOf(forBaidu(metadata), context) ??
    firstOf(scriptCandidates(metadata.scripts, page.title), context) ??
    firstOf(datelineCandidates(page), context) ??
    confirmedByText(page, context) ??
    fallback(metadata, context, seenCandidates(page), warn)
  if (found === null) return null
  const { value, rule, where } = found
  for (const doubt of found.doubts) warn('publishedAt', `${doubt}-assumed`, messages[doubt](value, where))
  return { value, rule, where }
}

const messages = {
  zone: ({ at }: Published) =>
    `The page gives no zone for this time; ${at.endsWith('Z') ? 'UTC' : at.slice(-6)} was assumed.`,
  order: ({ at }: Published, where: string) =>
    `"${where}" was read as ${at.slice(0, 10)}; day and month could be reversed.`,
  year: ({ at }: Published, where: string) => `"${where}" gives no year; ${at.slice(0, 4)} was assumed.`,
}

function* readings(candidates: Iterable<Candidate>, context: DateContext): Generator<Reading> {
  for (const candidate of candidates) {
    const moment = readMoment(candidate.text, context)
    if (moment !== null) yield { ...candidate, ...moment }
  }
}

/** The first date, or the first with a time of day where that is of the same day. */
function firstOf(candidates: Iterable<Candidate>, context: DateContext): Reading | null {
  let first: Reading | null = null
  for (const reading of readings(candidates, context)) {
    if (first === null && hasTime(reading)) return reading
    if (first === null) first = reading
    else if (hasTime(reading) && isSameDay(reading, first)) return reading
  }
  return first
}

/** A page shows few dates near its headline; more are a list of others. */
const mostSeen = 12

/** The date that is labelled as that of publishing, else the first without a label, in the best place. */
function bestSeen(candidates: Iterable<Candidate>, context: DateContext): Reading | null {
  const dated: Reading[] = []
  let best: Reading | null = null
  let seen = 0
  for (const candidate of candidates) {
    if (candidate.label !== 'published' && candidate.label !== null) continue
    if (best !== null && hasTime(best) && worthOf(candidate) <= worthOf(best)) {
      // Nothing is better than a labelled time beside the headline; of the rest only what may be better is read.
      if (worthOf(best) === mostWorth || ++seen === mostSeen) break
      continue
    }
    const [reading] = readings([candidate], context)
    if (reading === undefined) continue
    dated.push(reading)
    if (best === null || worthOf(reading) > worthOf(best)) best = reading
    if (++seen === mostSeen) break
  }
  if (best === null || hasTime(best)) return best
  const day = best
  return dated.find((reading) => hasTime(reading) && isSameDay(reading, day)) ?? best
}

function worthOf({ label, place }: Candidate): number {
  return (label === 'published' ? 2 : 0) + (place === 'head' ? 3 : place === 'foot' ? 0 : 1)
}
const mostWorth = 5

/** As many of the full dates that a page shows are compared with one that lacks its year. */
const mostShown = 12
const fullDate = /(?<!\d)((?:19|20)\d\d)\s?[-/.年]\s?(\d\d?)\s?[-/.月]\s?(\d\d?)(?!\d)/g

/** A date without its year where the page shows the same day elsewhere with its year, at the foot or in its text. */
function confirmedByText(page: DatedPage, context: DateContext): Reading | null {
  if (page.layout === null || (context.known ?? []).length > 0) return null
  const days = new Set<string>()
  for (const { text } of page.layout.blocks)
    for (const [, year, month = '', day = ''] of matchesOf(text, fullDate))
      if (days.size < mostShown) days.add(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
  for (const day of days) {
    const reading = bestSeen(seenCandidates(page), { ...context, known: [day] })
    if (reading?.value.at.startsWith(day)) return reading
  }
  return null
}

/** What the metadata and the page's own lines say together. */
function agreed(
  machine: Reading | null,
  seen: Reading | null,
  zone: string | null,
  warn: Warn,
): Reading | null {
  if (machine === null || seen === null) return machine ?? seen
  // Where a Chinese page shows the same time on Beijing's clock, it speaks in that.
  if (isSameInstant(machine, seen))
    return isOfChinesePress(zone) && isUtc(machine)
      ? { ...machine, value: inOffsetOf(seen, machine) }
      : machine
  // A clock that the page shows as well, in a zone that is not the page's: a server set UTC's sign to a local time.
  const isSigned =
    hasTime(seen) && isUtc(machine) && machine.value.at.slice(0, 16) === seen.value.at.slice(0, 16)
  if (isSigned && (isOfChinesePress(zone) || !seen.doubts.includes('zone')))
    return {
      ...machine,
      value: { ...machine.value, at: withoutOffset(machine) + offsetOf(seen) },
      doubts: ['zone'],
    }
  const isMidnight = machine.value.at.slice(11, 19) === '00:00:00'
  if (isSameDay(machine, seen)) return (isMidnight || !hasTime(machine)) && hasTime(seen) ? seen : machine
  const apart = Date.parse(seen.value.at) - Date.parse(machine.value.at)
  if (Math.abs(apart) <= 1.6 * msOfDay) return machine
  // Below a text the days of other stories stand.
  const isOther = seen.place === 'foot' && seen.label === null && hasTime(machine)
  const chosen = seen.label === 'published' || (apart < 0 && !isOther) ? seen : machine
  warn(
    'publishedAt',
    'dates-differ',
    `${machine.rule} says ${machine.value.at.slice(0, 10)}, ${seen.rule} ${seen.value.at.slice(0, 10)}; the ${chosen === seen ? 'latter' : 'former'} was taken.`,
  )
  return chosen
}

/** Where the page says nowhere when it was published: the day in its address, else that of its last change. */
function fallback(
  metadata: Metadata,
  context: DateContext,
  seen: Iterable<Candidate>,
  warn: Warn,
): Reading | null {
  const [address] = readings(fromAddress(metadata), context)
  if (address !== undefined) {
    warn('publishedAt', 'date-from-address', 'Only the address of the page gives a date.')
    return address
  }
  const update = firstOf(updates(metadata, seen), context)
  if (update !== null)
    warn(
      'publishedAt',
      'date-of-update',
      'The page says only when it was last changed, not when it was published.',
    )
  return update
}

function offsetOf({ value }: Moment): string {
  return /(?:Z|[+-]\d\d:\d\d)$/.exec(value.at)?.[0] ?? 'Z'
}

function withoutOffset(moment: Moment): string {
  return moment.value.at.slice(0, -offsetOf(moment).length)
}

/** A machine's time as the page's clock would show it. */
function inOffsetOf(clock: Moment, { value }: Moment): Published {
  const { at } = atOffset(Date.parse(value.at), offsetOf(clock))
  return { at, precision: value.precision }
}

function hasTime({ value }: Moment): boolean {
  return value.precision !== 'day'
}

function isUtc({ value }: Moment): boolean {
  return /(?:Z|[+-]00:00)$/.test(value.at)
}

function isSameDay(a: Moment, b: Moment): boolean {
  return a.value.at.slice(0, 10) === b.value.at.slice(0, 10)
}

/** Whether two times are one, as far as the coarser of them tells. */
function isSameInstant(a: Moment, b: Moment): boolean {
  return hasTime(a) && hasTime(b) && Math.abs(Date.parse(a.value.at) - Date.parse(b.value.at)) < 60_000
}
