import type { Command } from './command.ts'
import { writeLine } from './output.ts'
import { open, using } from './wiring.ts'

export const command: Command = {
  usage: 'stats',
  what: 'Print statistics of the archive as JSON: totals, articles by source and month, top tags, size in bytes.',
  settings: ['DATABASE'],
  paths: [0, 0],
  run: ({ config }) =>
    using(open(config, 'read'), async (store) => {
      await writeLine(JSON.stringify(await store.statistics(), null, 2))
      return 0
    }),
}
