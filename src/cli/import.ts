import { createIngest, type Parser } from '../ingest/ingest.ts'
import type { IngestSummary } from '../ingest/outcome.ts'
import type { Store } from '../store/store.ts'
import type { Command, Invocation } from './command.ts'
import { writeLine } from './output.ts'
import { itemsOf, nameOf, sizeOf } from './pages.ts'
import { Progress } from './progress.ts'
import { interrupted, interruption, open, startParser, using } from './wiring.ts'

export const command: Command = {
  usage: 'import PATH…',
  what: 'Parse and store pages: folders with all that is in them, .md, .html, .tar and .ndjson files, or - for NDJSON on standard input.',
  details:
    'Tars and NDJSON may be compressed (.gz, .zst, .xz). A page that is stored already is recognised by its hash and not parsed: after an interruption, run the same command again. A file written by export --raw restores its articles. Each page that fails is reported with the reason.',
  flags: { 'dry-run': { what: 'Print what would be stored, and write nothing.' } },
  settings: ['DATABASE', 'MAX_PAGE_SIZE', 'PARSER_THREADS'],
  paths: [1, Number.POSITIVE_INFINITY],
  run(invocation) {
    const { config } = invocation
    const parser = startParser(config)
    return using(Promise.resolve(parser), () =>
      using(open(config, 'write'), (store) => importPages(store, parser, invocation)),
    )
  },
}

async function importPages(
  store: Store,
  parser: Parser,
  { config, flags, paths }: Invocation,
): Promise<number> {
  const signal = interruption()
  const isDry = flags['dry-run'] !== undefined
  const progress = new Progress({ what: 'pages', total: sizeOf(paths), unit: 'bytes' })
  const state = { done: 0, items: 0, failed: 0 }
  const onBytes = (bytes: number) => {
    state.done += bytes
  }
  const items = itemsOf(paths, { maxPageSize: config.MAX_PAGE_SIZE, onBytes, signal })
  const outcomes = createIngest({ store, parser }).many(items, { dryRun: isDry })
  try {
    for (let next = await outcomes.next(); ; next = await outcomes.next()) {
      if (next.done === true) {
        progress.clear()
        const isChanged = !isDry && next.value.created + next.value.updated > 0
        if (isChanged && !signal.aborted) await store.compact()
        await writeLine(summaryLine(next.value, progress.seconds, signal.aborted))
        if (signal.aborted) return interrupted
        return next.value.failed > 0 ? 1 : 0
      }
      state.items++
      if (next.value.result === 'failed') {
        state.failed++
        progress.say(`${nameOf(next.value)}: ${next.value.problem.message}`)
      }
      progress.show(state)
    }
  } finally {
    progress.clear()
  }
}

function summaryLine(summary: IngestSummary, seconds: number, isInterrupted: boolean): string {
  const { items, created, updated, unchanged, failed } = summary
  const counts = `${items} pages: ${created} created, ${updated} updated, ${unchanged} unchanged, ${failed} failed`
  const time = `${seconds.toFixed(1)} s, ${Math.round(items / Math.max(seconds, 0.001))} pages/s`
  return `${counts}; ${time}${isInterrupted ? '; interrupted: run the same command again to go on' : ''}`
}
