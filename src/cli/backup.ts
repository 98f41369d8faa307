import { existsSync, realpathSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { Problem } from '../problem.ts'
import { type Command, CommandError } from './command.ts'
import { writeLine } from './output.ts'
import { Progress } from './progress.ts'
import { open, using } from './wiring.ts'

export const command: Command = {
  usage: 'backup FILE',
  what: 'Write a consistent copy of the database to a new file; the service may run meanwhile.',
  details: 'A file of that name is replaced once the copy is whole.',
  settings: ['DATABASE'],
  paths: [1, 1],
  async run({ config, paths: [path = ''] }) {
    if (
      existsSync(path) &&
      existsSync(config.DATABASE) &&
      realpathSync(path) === realpathSync(config.DATABASE)
    )
      throw new CommandError(`${path} is the database itself`)
    if (!existsSync(dirname(path))) throw new CommandError(`there is no folder ${dirname(path)}`)
    return using(open(config, 'read'), async (store) => {
      const progress = new Progress({ what: 'pages', total: null, unit: 'items' })
      try {
        await store.backup(path, (done) => progress.show({ done, items: done, failed: 0 }))
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        throw new CommandError(`${path} is not written: ${error.message}`)
      } finally {
        progress.clear()
      }
      await writeLine(`${path}: ${statSync(path).size} bytes`)
      return 0
    })
  },
}
