import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import type { Parser } from '../ingest/ingest.ts'
import { createIngest } from '../ingest/ingest.ts'
import type { Store } from '../store/store.ts'
import { type Command, CommandError, type Invocation } from './command.ts'
import { ImportPosition } from './import-position.ts'
import { asCounted, summaryLine, withoutArticles } from './import-summary.ts'
import { queueImport } from './jobs/import.ts'
import { writeLine } from './output.ts'
import { itemsOf, nameOf, sizeOf } from './pages.ts'
import { Progress } from './progress.ts'
import { checkQueue, queueFlag } from './queue.ts'
import { selectionFlags, selectionOf } from './selection.ts'
import { interrupted, interruption, open, startParser, using } from './wiring.ts'

export const command: Command = {
  usage: 'import PATH…',
  what: 'Parse and store pages: folders with all that is in them, .html and .md files, .warc, .wacz, .zip, .tar, .mhtml, .webarchive, .ndjson, or any of them on standard input (-).',
  details:
    'Each may be compressed (.gz, .zst, .xz, .bz2). A page that is stored already costs a hash, and a large container is read on where it was left: after an interruption, run the same command again. A file written by export --raw or export --warc rebuilds its archive. What is damaged or could not be stored is named with its reason, and makes the exit status 1; what is no page or holds no article is counted by its kind.',
  flags: {
    'dry-run': { what: 'Say what would be stored, and write nothing.' },
    'file-dates': {
      what: "Take the date of a page's file for the time of its capture where nothing else says it: copying a file may have changed it.",
    },
    strict: { what: 'A page that holds no article is a failure.' },
    report: {
      value: 'FILE',
      what: 'Write each failure, and each thing that was passed over, to FILE: an object a line.',
    },
    queue: queueFlag,
    ...selectionFlags,
  },
  settings: ['DATABASE', 'PAGES', 'MAX_PAGE_SIZE', 'PARSER_THREADS'],
  paths: [1, Number.POSITIVE_INFINITY],
  async run(invocation) {
    const { config, flags } = invocation
    const selection = selectionOf(flags)
    if (flags.queue !== undefined) {
      checkQueue(invocation, ['dry-run', 'report'])
      return using(open(config, 'write'), (store) => queueImport(store, invocation))
    }
    const report = await opened(flags.report?.[0])
    const parser = startParser(config)
    try {
      return await using(Promise.resolve(parser), () =>
        using(open(config, 'write'), (store) =>
          importPages({ store, parser, report, selection, ...invocation }),
        ),
      )
    } finally {
      if (report !== undefined) await finished(report.end())
    }
  },
}

/** @throws CommandError where it cannot be written */
async function opened(path: string | undefined): Promise<WriteStream | undefined> {
  if (path === undefined) return undefined
  const stream = createWriteStream(path)
  try {
    await once(stream, 'open')
    return stream
  } catch (cause) {
    throw new CommandError(`--report: ${path} cannot be written: ${(cause as Error).message}`)
  }
}

type Import = Invocation & {
  store: Store
  parser: Parser
  report: WriteStream | undefined
  selection: ReturnType<typeof selectionOf>
}

async function importPages({
  store,
  parser,
  report,
  selection,
  config,
  flags,
  paths,
}: Import): Promise<number> {
  const signal = interruption()
  const isDry = flags['dry-run'] !== undefined
  const isStrict = flags.strict !== undefined
  const progress = new Progress({ what: 'pages', total: sizeOf(paths), unit: 'bytes' })
  const state = { done: 0, items: 0, failed: 0, passedOver: {} as Record<string, number> }
  const onBytes = (bytes: number) => {
    state.done += bytes
  }
  const position = isDry ? undefined : new ImportPosition(config.DATABASE, store)
  const options = {
    maxPageSize: config.MAX_PAGE_SIZE,
    onBytes,
    signal,
    fileDates: flags['file-dates'] !== undefined,
    ...(position && { ofFile: position.behind.bind(position) }),
  }
  const items = selection.withoutUnwanted(itemsOf(paths, options))
  const outcomes = createIngest({ store, parser }).many(items, { dryRun: isDry, select: selection.select })
  let noArticle = 0
  try {
    for (let next = await outcomes.next(); ; next = await outcomes.next()) {
      if (next.done === true) {
        progress.clear()
        const summary = withoutArticles(next.value, noArticle)
        const isChanged = !isDry && summary.created + summary.updated + (summary.earlier ?? 0) > 0
        if (isChanged && !signal.aborted) await store.compact()
        const ends = [
          ...(position && position.skipped > 0 ? [`${position.skipped} taken by the import before`] : []),
          ...(signal.aborted ? ['interrupted: run the same command again to go on'] : []),
        ]
        await writeLine(summaryLine(summary, progress.seconds, ends))
        if (signal.aborted) {
          position?.write()
          return interrupted
        }
        position?.clear()
        return summary.failed > 0 ? 1 : 0
      }
      const outcome = asCounted(next.value, isStrict)
      if (next.value.result === 'failed' && outcome.result === 'passed-over') noArticle++
      position?.outcome(outcome.result !== 'failed' && outcome.result !== 'passed-over')
      if (outcome.result === 'failed') {
        state.failed++
        progress.say(`${nameOf(outcome)}: ${outcome.problem.message}`)
      } else if (outcome.result === 'passed-over')
        state.passedOver[outcome.reason] = (state.passedOver[outcome.reason] ?? 0) + 1
      if (next.value.result !== 'passed-over') state.items++
      if (report !== undefined && (outcome.result === 'failed' || outcome.result === 'passed-over'))
        if (!report.write(`${JSON.stringify(outcome)}\n`)) await once(report, 'drain')
      progress.show(state)
    }
  } finally {
    progress.clear()
  }
}
