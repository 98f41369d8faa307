import { hash } from 'node:crypto'
import { z } from 'zod'
import { hostOf } from './address.ts'
import { ArticleId, MissingField, SourceName, WarningRule } from './article.ts'
import { Problem } from './problem.ts'

const text = (description: string, example?: string) =>
  z.string().min(1).max(500).meta({ description, example })

const timePattern = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/

function isDay(date: string): boolean {
  const parsed = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date)
}

const isHost = (text: string) => /^[^\s/?#@\\]+$/.test(text) && hostOf(`https://${text}`) !== null

/** A date (its whole day: of publication on the page's own clock, otherwise in UTC) or an RFC 3339 timestamp; inclusive. */
export const time = (description: string) =>
  z
    .string()
    // A + in a query is a blank when it is not escaped.
    .overwrite((value) => value.replace(/ (?=\d{2}:\d{2}$)/, '+'))
    .regex(timePattern, {
      error: 'must be a date (2022-08-15) or an RFC 3339 time with its offset',
      abort: true,
    })
    .refine(
      (value) => !Number.isNaN(Date.parse(value)) && isDay(value.slice(0, 10)),
      'is no date of the calendar',
    )
    .meta({ description, example: '2022-08-15' })

/** The kinds of terms that filters name: values that articles share (store/rules/terms.ts). */
export type ListedKind =
  | 'tag'
  | 'credit'
  | 'source'
  | 'channel'
  | 'missing'
  | 'warning'
  | 'language'
  | 'section'
  | 'host'

/**
 * A filter of articles. `schema`: its value as a query parameter; an array is given by repeating the parameter or flag.
 * `placeholder`: the name of the value in the command line's help. `terms`: the filter passes articles with all of these
 * terms, with any, or with none of them.
 */
type Filter<Schema extends z.ZodType> = {
  schema: Schema
  placeholder: string
  terms?: { kind: ListedKind; match: 'all' | 'any' | 'none' }
}
const filter = <Schema extends z.ZodType>(of: Filter<Schema>): Filter<Schema> => of

/** The filters of lists, feeds and exports, over HTTP and on the command line. An article must pass all that are given. */
export const filters = {
  q: filter({
    schema: z.string().max(500, 'must be at most 500 characters').meta({
      description: 'Words to find, separated by spaces: all of them. "a b" is a phrase, -term none.',
      example: '图书馆',
    }),
    placeholder: 'QUERY',
  }),
  tag: filter({
    schema: z.array(text('A tag')).max(20).meta({ description: 'All of these tags.' }),
    placeholder: 'TAG',
    terms: { kind: 'tag', match: 'all' },
  }),
  anyTag: filter({
    schema: z.array(text('A tag')).max(50).meta({ description: 'At least one of these tags.' }),
    placeholder: 'TAG',
    terms: { kind: 'tag', match: 'any' },
  }),
  notTag: filter({
    schema: z.array(text('A tag')).max(50).meta({ description: 'None of these tags.' }),
    placeholder: 'TAG',
    terms: { kind: 'tag', match: 'none' },
  }),
  source: filter({
    schema: SourceName.meta({ description: 'Of this source; `none` for articles of no known source.' }),
    placeholder: 'NAME',
    terms: { kind: 'source', match: 'any' },
  }),
  channel: filter({
    schema: text('Of this channel.', 'prog202'),
    placeholder: 'NAME',
    terms: { kind: 'channel', match: 'any' },
  }),
  credit: filter({
    schema: text('A person or an outlet that the byline names.', '李昭希'),
    placeholder: 'NAME',
    terms: { kind: 'credit', match: 'any' },
  }),
  url: filter({
    schema: z.string().min(1).max(4000).meta({ description: 'The original address, in any of its forms.' }),
    placeholder: 'ADDRESS',
  }),
  id: filter({
    schema: z.array(ArticleId).max(100).meta({ description: 'These articles.' }),
    placeholder: 'ID',
  }),
  from: filter({
    schema: time('Published on this day or later, or at this time or later.'),
    placeholder: 'DATE',
  }),
  to: filter({
    schema: time('Published on this day or earlier, or at this time or earlier.'),
    placeholder: 'DATE',
  }),
  year: filter({
    schema: z
      .string()
      .regex(/^\d{4}$/, 'must be a year of four digits')
      .meta({ description: "Published in this year, on the page's own clock.", example: '2022' }),
    placeholder: 'YEAR',
  }),
  missing: filter({
    schema: MissingField.meta({ description: 'Articles whose page does not yield this field.' }),
    placeholder: 'FIELD',
    terms: { kind: 'missing', match: 'any' },
  }),
  warning: filter({
    schema: WarningRule.meta({ description: 'Articles of which this rule doubts a field.' }),
    placeholder: 'RULE',
    terms: { kind: 'warning', match: 'any' },
  }),
  language: filter({
    schema: text('A BCP 47 language.', 'zh-Hans'),
    placeholder: 'TAG',
    terms: { kind: 'language', match: 'any' },
  }),
  section: filter({
    schema: text("The page's section or column.", '国际'),
    placeholder: 'NAME',
    terms: { kind: 'section', match: 'any' },
  }),
  host: filter({
    schema: z
      .string()
      .max(253)
      .refine(isHost, 'must be a host, as www.example.org')
      .meta({ description: "The host of the article's address, `www.` left out.", example: 'ntdtv.com' }),
    placeholder: 'HOST',
    terms: { kind: 'host', match: 'any' },
  }),
  ingestedFrom: filter({
    schema: time('First stored on this day (UTC) or later, or at this time or later.'),
    placeholder: 'DATE',
  }),
  ingestedTo: filter({
    schema: time('First stored on this day (UTC) or earlier, or at this time or earlier.'),
    placeholder: 'DATE',
  }),
  updatedFrom: filter({
    schema: time('Last changed on this day (UTC) or later, or at this time or later.'),
    placeholder: 'DATE',
  }),
  updatedTo: filter({
    schema: time('Last changed on this day (UTC) or earlier, or at this time or earlier.'),
    placeholder: 'DATE',
  }),
} as const

/** Which articles a list, a feed or an export holds. */
export type ArticleFilter = { [Name in keyof typeof filters]?: z.infer<(typeof filters)[Name]['schema']> }

/** The orders of a list. `ingested`, `updated`: by that time, the latest first. */
export const articleSorts = ['newest', 'oldest', 'relevance', 'ingested', 'updated'] as const
export type ArticleSort = (typeof articleSorts)[number]
export type TagSort = 'count' | 'name'

/** The facets of a list by name: the kind of terms that each counts, or the days of publication. */
export const facets = {
  tag: 'tag',
  source: 'source',
  credit: 'credit',
  year: 'day',
  month: 'day',
  day: 'day',
  language: 'language',
  section: 'section',
  host: 'host',
} as const satisfies Record<string, ListedKind | 'day'>
export type FacetName = keyof typeof facets
export const facetNames = Object.keys(facets) as FacetName[]

/** The sort keys of a row, after which a list continues. Opaque outside of the store that made it. */
export type Position = (string | number | null)[]

/**
 * @param position what the store gave as `next`
 * @param request the parameters that the list depends on, limit and fields aside
 * @returns an opaque cursor that is good for the same parameters only
 */
export function encodeCursor(position: Position, request: unknown): string {
  return Buffer.from(JSON.stringify([fingerprint(request), ...position])).toString('base64url')
}

/**
 * @returns the position in the cursor
 * @throws Problem invalid-cursor for a text that is no cursor, or one made for other parameters
 */
export function decodeCursor(cursor: string, request: unknown): Position {
  const parts = partsOf(cursor)
  if (parts === undefined) throw new Problem('invalid-cursor', 'The cursor is not one of this service.')
  const [madeFor, ...position] = parts
  if (madeFor !== fingerprint(request)) {
    throw new Problem('invalid-cursor', 'The cursor belongs to a list with other parameters.')
  }
  return position
}

function partsOf(cursor: string): Position | undefined {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (!Array.isArray(parts) || parts.length < 2) return undefined
    return parts.every((part) => part === null || typeof part === 'string' || typeof part === 'number')
      ? parts
      : undefined
  } catch {
    return undefined
  }
}

/** @returns a digest of a request, independent of the order of its members */
function fingerprint(request: unknown): string {
  const ordered = JSON.stringify(request, (_key, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
  return hash('sha256', ordered, 'base64url').slice(0, 12)
}
