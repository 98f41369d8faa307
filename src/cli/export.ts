import { z } from 'zod'
import { ArticleId, MissingField } from '../article.ts'
import { archivedLine } from '../ingest/containers/archived.ts'
import type { ArticleFilter } from '../query.ts'
import { type Command, CommandError, type Flag, type Invocation } from './command.ts'
import { writeLine } from './output.ts'
import { openExisting, using } from './wiring.ts'

/** The filters of GET /articles. */
const filterFlags: Record<string, Flag & { of: keyof ArticleFilter }> = {
  q: { of: 'q', value: 'QUERY', what: 'Only articles in which this is found.' },
  tag: { of: 'tag', value: 'TAG', repeatable: true, what: 'Only articles with all of these tags.' },
  'any-tag': { of: 'anyTag', value: 'TAG', repeatable: true, what: 'Only articles with one of these tags.' },
  'not-tag': { of: 'notTag', value: 'TAG', repeatable: true, what: 'Only articles with none of these tags.' },
  source: { of: 'source', value: 'NAME', what: 'Only articles of this source.' },
  channel: { of: 'channel', value: 'NAME', what: 'Only articles of this channel.' },
  credit: { of: 'credit', value: 'NAME', what: 'Only articles that credit this name.' },
  url: { of: 'url', value: 'ADDRESS', what: 'Only the article of this original address.' },
  id: { of: 'id', value: 'ID', repeatable: true, what: 'Only these articles.' },
  from: {
    of: 'from',
    value: 'DATE',
    what: 'Only articles published on this day, or at this time, or later.',
  },
  to: { of: 'to', value: 'DATE', what: 'Only articles published on this day, or at this time, or earlier.' },
  missing: { of: 'missing', value: 'FIELD', what: 'Only articles whose page does not yield this field.' },
  language: { of: 'language', value: 'TAG', what: 'Only articles in this language.' },
}

const date = z.union([z.iso.date(), z.iso.datetime({ offset: true })], 'must be a date or an RFC 3339 time')
const values: Partial<Record<keyof ArticleFilter, z.ZodType>> = {
  id: ArticleId,
  from: date,
  to: date,
  missing: MissingField,
}

export const command: Command = {
  usage: 'export',
  what: 'Print all articles as NDJSON, from one moment, in the order of their ids.',
  details: 'What is ingested meanwhile is not in it. The flags are the filters of GET /articles.',
  flags: {
    raw: { what: 'Add every version of the raw pages: importing the file rebuilds the archive.' },
    ...filterFlags,
  },
  settings: ['DATABASE'],
  paths: [0, 0],
  run: ({ config, flags }) =>
    using(openExisting(config), async (store) => {
      const filter = filterOf(flags)
      if (flags.raw === undefined) {
        const { articles } = await store.export(filter)
        for await (const article of articles) if (!(await writeLine(article))) break
      } else {
        const { articles } = await store.exportArchived(filter)
        for await (const archived of articles) if (!(await writeLine(archivedLine(archived)))) break
      }
      return 0
    }),
}

function filterOf(flags: Invocation['flags']): ArticleFilter {
  const filter: Record<string, unknown> = {}
  for (const [flag, { of, repeatable }] of Object.entries(filterFlags)) {
    const given = flags[flag]
    if (given === undefined) continue
    for (const value of given) {
      const result = values[of]?.safeParse(value)
      if (result?.error)
        throw new CommandError(`--${flag}: ${result.error.issues[0]?.message}, not ${JSON.stringify(value)}`)
    }
    filter[of] = repeatable ? given : given[0]
  }
  return filter
}
