import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { archivedLine } from '../ingest/containers/archived.ts'
import { warcOf } from '../ingest/containers/warc-export.ts'
import type { ArchivedItem } from '../page.ts'
import { type ArticleFilter, filters } from '../query.ts'
import { type Command, CommandError, type Flag, type Invocation } from './command.ts'
import { writeLine } from './output.ts'
import { open, using } from './wiring.ts'

type FilterName = keyof typeof filters

/** @returns the flag of a filter, without its dashes: that of anyTag is `any-tag` */
const flagOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

const filterNames = Object.keys(filters) as FilterName[]

const filterFlags: Record<string, Flag> = Object.fromEntries(
  filterNames.map((name) => {
    const { schema, placeholder } = filters[name]
    const what = schema.meta()?.description ?? ''
    return [flagOf(name), { value: placeholder, repeatable: schema instanceof z.ZodArray, what }]
  }),
)

export const command: Command = {
  usage: 'export',
  what: 'Print all articles as NDJSON, one consistent snapshot, in the order of their ids.',
  details:
    'Articles stored after the start are not included. The filters are those of GET /articles; an article must pass all of them.',
  flags: {
    raw: { what: 'Add every version of the raw pages, so that importing the file rebuilds the archive.' },
    warc: {
      value: 'FILE',
      what: 'Write every version of the raw pages to FILE as WARC (.warc, or .warc.gz): importing it gives the same articles.',
    },
    ...filterFlags,
  },
  settings: ['DATABASE', 'PAGES'],
  paths: [0, 0],
  run: ({ config, flags }) =>
    using(open(config, 'read'), async (store) => {
      const filter = filterOf(flags)
      const [warc] = flags.warc ?? []
      if (warc !== undefined) await writeWarc(warc, (await store.exportArchived(filter)).articles)
      else if (flags.raw === undefined) {
        const { articles } = await store.export(filter)
        for await (const article of articles) if (!(await writeLine(article))) break
      } else {
        const { articles } = await store.exportArchived(filter)
        for await (const archived of articles) if (!(await writeLine(archivedLine(archived)))) break
      }
      return 0
    }),
}

/** @throws CommandError where the file cannot be written, or is there already */
async function writeWarc(path: string, articles: AsyncIterable<ArchivedItem>): Promise<void> {
  const file = createWriteStream(path, { flags: 'wx' })
  try {
    await once(file, 'open')
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    throw new CommandError(
      `--warc: ${path} ${code === 'EEXIST' ? 'is there already' : `cannot be written: ${message}`}`,
    )
  }
  await pipeline(Readable.from(warcOf(articles, { gzip: /\.gz$/i.test(path) })), file)
}

/** @throws CommandError for a value that the filter does not take */
function filterOf(flags: Invocation['flags']): ArticleFilter {
  const filter: Partial<Record<FilterName, unknown>> = {}
  for (const name of filterNames) {
    const given = flags[flagOf(name)]
    if (given === undefined) continue
    const { schema } = filters[name]
    const isList = schema instanceof z.ZodArray
    const ofOne: z.ZodType = isList ? schema.element : schema
    for (const value of given) {
      const { error } = ofOne.safeParse(value)
      if (error !== undefined)
        throw new CommandError(`--${flagOf(name)}: ${error.issues[0]?.message}, not ${JSON.stringify(value)}`)
    }
    filter[name] = isList ? given : given[0]
  }
  return filter as ArticleFilter
}
