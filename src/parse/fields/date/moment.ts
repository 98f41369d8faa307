import type { Published } from '../../fields.ts'
import { matchesOf } from '../../tree/matches.ts'
import type { CalendarDay } from './calendars.ts'
import { type Clock, clockIn } from './clock.ts'
import { type DateContext, isAmerican } from './days.ts'
import { plainText } from './numerals.ts'
import { type Way, ways, yearlessWays } from './ways.ts'
import { offsetAt, offsetAtInstant, zoneIn } from './zones.ts'

/** What a reader of a date had to assume: the zone of its time, the order of day and month, or its year. */
export type Doubt = 'zone' | 'order' | 'year'

/** A moment as a text gives it. */
export type Moment = { value: Published; doubts: readonly Doubt[] }

/** A date stands at the beginning of what is read. */
const longest = 200
/** How far from a date its time can stand. */
const reach = 60
const msOfDay = 86_400_000

type FullDay = { year: number; month: number; day: number }
type FoundDay = { day: FullDay; doubts: Doubt[]; before: string; after: string; clock: string | undefined }

/** 格林尼治标准时间10:52北京时间18:52: a time on two clocks is read on the second. */
const otherClock = /格林[尼威]治?(?:标准|標準)?[时時][间間] ?\d{1,2}:\d\d ?(?=北京[时時][间間])/u

/**
 * Reads the date, and the time where there is one, of a piece of text: metadata, an attribute or a dateline.
 * Nothing is filled from the present: 昨日 gives null, and so does a date whose year nothing on the page tells.
 */
export function readMoment(text: string, context: DateContext): Moment | null {
  const bare = plainText(text.slice(0, longest)).replace(otherClock, '').trim()
  const stamp = /^1(?:\d{9}|\d{12})$/.exec(bare)
  if (stamp !== null) return { value: atInstant(Number(bare.padEnd(13, '0')), context.zone), doubts: [] }
  const found = dayIn(bare, context)
  if (found === null) return null
  const { day, doubts } = found
  const clock = clockOf(found)
  const at = Date.UTC(day.year, day.month - 1, day.day, clock?.hour ?? 0, clock?.minute ?? 0)
  const given = clock === null ? null : zoneIn(bare, clock.behind, at, context.zone)
  const zone = given ?? (context.zone === null ? 'Z' : offsetAt(at, context.zone))
  const wall = new Date(at).toISOString()
  if (clock === null)
    return { value: { at: `${wall.slice(0, 10)}T00:00:00${zone}`, precision: 'day' }, doubts }
  if (given === null) doubts.push('zone')
  const second = `${String(clock.second ?? 0).padStart(2, '0')}${clock.fraction}`
  return {
    value: {
      at: `${wall.slice(0, 17)}${second}${zone}`,
      precision: clock.second === null ? 'minute' : 'second',
    },
    doubts,
  }
}

/** @returns the first day that a text names by a full date, else by one without a year; null where it names none */
export function readDay(text: string, context: DateContext): CalendarDay | null {
  const bare = plainText(text.slice(0, longest))
  return (firstMatch(bare, ways, context) ?? firstMatch(bare, yearlessWays, context))?.days[0] ?? null
}

/** @returns an instant in a zone's local time, in UTC where the zone is not known */
function atInstant(instant: number, zone: string | null): Published {
  return atOffset(instant, zone === null ? 'Z' : offsetAtInstant(instant, zone))
}

/** @returns an instant (milliseconds since 1970) as a clock with an offset shows it: `+08:00` or `Z` */
export function atOffset(instant: number, offset: string): Published {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(offset) ?? []
  const shift = sign === undefined ? 0 : Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * 60_000
  const wall = new Date(instant + shift).toISOString().replace(/(?:\.000)?Z$/, '')
  return { at: `${wall}${offset}`, precision: 'second' }
}

type Match = { days: CalendarDay[]; match: RegExpExecArray }

function firstMatch(text: string, table: readonly Way[], context: DateContext): Match | null {
  let best: Match | null = null
  for (const { pattern, read } of table) {
    if (best?.match.index === 0) break
    for (const match of matchesOf(text, pattern)) {
      if (best !== null && match.index >= best.match.index) break
      const days = read(match.groups ?? {}, context)
      if (days.length === 0) continue
      best = { days, match }
      break
    }
  }
  return best
}

function dayIn(text: string, context: DateContext): FoundDay | null {
  const full = firstMatch(text, ways, context)
  const found = full ?? firstMatch(text, yearlessWays, context)
  if (found === null) return null
  const { days, match } = found
  const { day, isSure } = chosen(days, context)
  const year = day.year ?? yearFrom(day, context.known ?? [])
  if (year === null) return null
  const doubts: Doubt[] = []
  if (day.year === null) doubts.push('year')
  if (!isSure) doubts.push('order')
  return {
    day: { year, month: day.month, day: day.day },
    doubts,
    before: text.slice(Math.max(0, match.index - reach), match.index),
    after: text.slice(match.index + match[0].length, match.index + match[0].length + reach),
    clock: match.groups?.clock,
  }
}

/** Which of the days that a date can mean: the one that the page names elsewhere, else the usual one of its language. */
function chosen(
  days: readonly CalendarDay[],
  { language, zone, known = [] }: DateContext,
): { day: CalendarDay; isSure: boolean } {
  const first = days[0]!
  if (days.every(({ month, day }) => month === first.month && day === first.day))
    return { day: first, isSure: true }
  const told = days.filter((day) => known.some((other) => isNear(day, other)))
  if (told.length === 1) return { day: told[0]!, isSure: true }
  const isUsual = language !== null && !(isAmerican(language, zone) && !/^en[-_]/i.test(language))
  return { day: first, isSure: isUsual }
}

function isNear({ year, month, day }: CalendarDay, known: string): boolean {
  return (
    year !== null &&
    known.length === lengthOfDay &&
    Math.abs(Date.UTC(year, month - 1, day) - Date.parse(known)) <= 2 * msOfDay
  )
}

const lengthOfDay = '2024-05-03'.length

/** The year in which a day lies nearest to one that the page names for certain. */
function yearFrom({ month, day }: CalendarDay, known: readonly string[]): number | null {
  const [certain] = known
  if (certain === undefined) return null
  return /^\d{4}$/.test(certain) ? Number(certain) : yearBeside(certain, month, day)
}

/** @returns the year in which a day without one lies nearest to another moment: 12月31日 on a page of 1 January 2020 */
export function yearBeside(moment: string, month: number, day: number): number {
  const at = Date.parse(moment)
  const year = Number(moment.slice(0, 4))
  const distance = (candidate: number) => Math.abs(Date.UTC(candidate, month - 1, day) - at)
  return [year - 1, year + 1].reduce((best, other) => (distance(other) < distance(best) ? other : best), year)
}

/** The time of day in or beside a date: what follows it comes first. */
function clockOf({ clock, before, after }: FoundDay): Clock | null {
  if (clock !== undefined) {
    const [, hour, minute, second] = /^(\d\d)(\d\d)(\d\d)?$/.exec(clock) ?? []
    if (hour === undefined) return clockIn(clock, 'first')
    return clockIn(`${hour}:${minute}${second === undefined ? '' : `:${second}`}${after}`, 'first')
  }
  return clockIn(after, 'first') ?? clockIn(before, 'last')
}
