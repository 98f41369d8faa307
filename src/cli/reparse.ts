import type { Parser } from '../ingest/ingest.ts'
import { reparse } from '../ingest/reparse.ts'
import type { Store } from '../store/store.ts'
import type { Command, Invocation } from './command.ts'
import { queueReparse } from './jobs/reparse.ts'
import { writeLine } from './output.ts'
import { Progress } from './progress.ts'
import { checkQueue, queueFlag } from './queue.ts'
import { writeSummary } from './reparse-summary.ts'
import { interrupted, interruption, open, startParser, using } from './wiring.ts'

export const command: Command = {
  usage: 'reparse',
  what: 'Parse every stored page again with the current parser, and print how many articles changed in which fields.',
  details:
    'Ids, revisions and raw pages stay. The service may run meanwhile; each change appears in /changes. An article whose page no longer yields one is kept as it is and reported.',
  flags: {
    queue: queueFlag,
    'dry-run': { what: 'Print what would change, and write nothing.' },
    after: { value: 'ID', what: 'Continue after this article, where an earlier run was interrupted.' },
  },
  settings: ['DATABASE', 'PAGES', 'PARSER_THREADS'],
  paths: [0, 0],
  async run(invocation) {
    const { config, flags } = invocation
    if (flags.queue !== undefined) {
      checkQueue(invocation, ['dry-run', 'after'])
      return using(open(config, 'existing'), queueReparse)
    }
    const parser = startParser(config)
    return using(Promise.resolve(parser), () =>
      using(open(config, 'existing'), (store) => reparseAll(store, parser, invocation)),
    )
  },
}

async function reparseAll(store: Store, parser: Parser, { flags }: Invocation): Promise<number> {
  const signal = interruption()
  const isDry = flags['dry-run'] !== undefined
  const { articles } = await store.statistics()
  const progress = new Progress({ what: 'articles', total: articles, unit: 'items' })
  const state = { done: 0, items: 0, failed: 0 }
  const outcomes = reparse({ store, parser }, { dryRun: isDry, after: flags.after?.[0], signal })
  let last = flags.after?.[0]
  try {
    for (let next = await outcomes.next(); ; next = await outcomes.next()) {
      if (next.done === true) {
        progress.clear()
        if (!isDry && !signal.aborted && next.value.updated > 0) await store.compact()
        await writeSummary(next.value, isDry)
        if (!signal.aborted) return next.value.failed > 0 ? 1 : 0
        await writeLine(`interrupted; reparse${last === undefined ? '' : ` --after ${last}`} goes on`)
        return interrupted
      }
      last = next.value.id
      state.done++
      state.items++
      if (next.value.result === 'failed') {
        state.failed++
        progress.say(`${next.value.id}: ${next.value.problem.message}`)
      }
      progress.show(state)
    }
  } finally {
    progress.clear()
  }
}
