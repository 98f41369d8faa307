import { statSync } from 'node:fs'
import type { Command } from './command.ts'
import { writeLine } from './output.ts'
import { Progress } from './progress.ts'
import { openExisting, using } from './wiring.ts'

export const command: Command = {
  usage: 'backup FILE',
  what: 'Write a consistent copy of the database to a file that is not there yet; the service may run meanwhile.',
  settings: ['DATABASE'],
  paths: [1, 1],
  run: ({ config, paths: [path = ''] }) =>
    using(openExisting(config), async (store) => {
      const progress = new Progress({ what: 'pages', total: null, unit: 'items' })
      await store.backup(path, (done) => progress.show({ done, items: done, failed: 0 }))
      progress.clear()
      await writeLine(`${path}: ${statSync(path).size} bytes`)
      return 0
    }),
}
