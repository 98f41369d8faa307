import { articleOf } from '../article.ts'
import type { Parser } from '../ingest/ingest.ts'
import { createParser } from '../ingest/threads/pool.ts'
import { type ArchivedArticle, captureOf, type Item, type Page } from '../page.ts'
import type { ParseOutcome } from '../parse/parse.ts'
import { Problem } from '../problem.ts'
import type { Command, Invocation } from './command.ts'
import { explanation } from './explanation.ts'
import { writeLine } from './output.ts'
import { itemsOf, nameOf } from './pages.ts'

export const command: Command = {
  usage: 'parse PATH…',
  what: 'Parse pages and print one article a line as JSON; accepts the same files as import and uses no database.',
  details:
    'Each line begins with the path of its page, or on standard input with its line number. A page without an article gives a line with the problem. Fields that only an archive assigns, such as revision, are null.',
  flags: {
    explain: {
      what: 'Print, in place of JSON, for each field the rule and the part of the page that gave it.',
    },
  },
  settings: ['MAX_PAGE_SIZE', 'PARSER_THREADS'],
  paths: [1, Number.POSITIVE_INFINITY],
  async run(invocation) {
    const { config, flags } = invocation
    const isExplained = flags.explain !== undefined
    const parser = createParser({ threads: config.PARSER_THREADS })
    try {
      return await parsePages(parser, isExplained, invocation)
    } finally {
      await parser.close()
    }
  },
}

/** Pages read ahead of the one whose line is written next. */
const ahead = 128

async function parsePages(parser: Parser, isExplained: boolean, invocation: Invocation): Promise<number> {
  const { config, paths } = invocation
  let status = 0
  const underway: { item: PageItem; outcome: Promise<ParseOutcome> }[] = []
  const writeFirst = async () => {
    const { item, outcome } = underway.shift()!
    return writeLine(
      isExplained ? explanation(nameOf(item.label), await outcome) : lineOf(item, await outcome),
    )
  }
  for await (const item of itemsOf(paths, { maxPageSize: config.MAX_PAGE_SIZE })) {
    if ('passedOver' in item) continue
    // A missing path is a wrong argument; a page without an article is a result.
    if ('problem' in item && item.problem.problem === 'not-found') status = 1
    underway.push({ item, outcome: outcomeOf(item, (page) => parser.parse(page, isExplained)) })
    if (underway.length >= ahead && !(await writeFirst())) return status
  }
  while (underway.length > 0) if (!(await writeFirst())) return status
  return status
}

async function outcomeOf(item: PageItem, parse: Parser['parse']): Promise<ParseOutcome> {
  if ('problem' in item) return { problem: item.problem, trace: [] }
  if ('page' in item) return parse(item.page)
  if ('pages' in item.archived) return parse(latestPage(item.archived))
  return { problem: new Problem('gone', 'The article was deleted.'), trace: [] }
}

type PageItem = Exclude<Item, { passedOver: string }>

function latestPage({ pages }: ArchivedArticle): Page {
  const { bytes, contentType, hints } = pages.at(-1)!
  return { bytes, contentType, hints }
}

function lineOf(item: PageItem, outcome: ParseOutcome): string {
  const { label } = item
  if ('problem' in outcome) return JSON.stringify({ ...label, problem: outcome.problem })
  const capture = 'page' in item ? captureOf(item.page, outcome.capturedAt) : undefined
  const article = articleOf(outcome.article, {
    revision: 1,
    capturedAt: capture?.at ?? null,
    ingestedAt: '',
    updatedAt: '',
  })
  const unknown = { revision: null, ingestedAt: null, updatedAt: null, href: null, links: null }
  return JSON.stringify({ ...label, ...article, ...unknown })
}
