import { realpathSync, statSync } from 'node:fs'
import { restoreStore } from '../store/open.ts'
import { type Command, CommandError } from './command.ts'
import { writeLine } from './output.ts'
import { Progress } from './progress.ts'
import { open, using } from './wiring.ts'

export const command: Command = {
  usage: 'restore FILE',
  what: 'Put a backup in the place of the database; the service must be stopped.',
  details:
    'The backup is checked and copied, then takes the place of the database in one step. The archive gets a new identity and goes on with numbers far ahead, by which followers of /changes notice that they must start anew.',
  settings: ['DATABASE'],
  paths: [1, 1],
  async run({ config, paths: [path = ''] }) {
    const file = statSync(path, { throwIfNoEntry: false })
    if (file === undefined) throw new CommandError(`there is no ${path}`)
    if (!file.isFile()) throw new CommandError(`${path} is no file`)
    if (isSame(path, config.DATABASE)) throw new CommandError(`${path} is the database itself`)
    const progress = new Progress({ what: 'pages', total: null, unit: 'items' })
    try {
      await restoreStore(config.DATABASE, path, (done) => progress.show({ done, items: done, failed: 0 }))
    } finally {
      progress.clear()
    }
    return using(open(config, 'existing'), async (store) => {
      const { articles } = await store.statistics()
      await writeLine(`${config.DATABASE}: restored, ${articles} articles`)
      return 0
    })
  },
}

const isSame = (path: string, database: string): boolean =>
  statSync(database, { throwIfNoEntry: false }) !== undefined && realpathSync(path) === realpathSync(database)
