import { existsSync, lstatSync, realpathSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { Problem } from '../problem.ts'
import { type Command, CommandError } from './command.ts'
import { writeLine } from './output.ts'
import { Progress } from './progress.ts'
import { open, using } from './wiring.ts'

export const command: Command = {
  usage: 'backup FILE',
  what: 'Write a consistent copy of the database to a new file; the service may run meanwhile.',
  details: 'An existing file is not replaced: name each backup by its date. `restore` puts a backup back.',
  settings: ['DATABASE'],
  paths: [1, 1],
  async run({ config, paths: [path = ''] }) {
    checkTarget(path, config.DATABASE)
    return using(open(config, 'read'), async (store) => {
      if (store.backup === undefined) {
        throw new CommandError(
          'a PostgreSQL database is copied with its own tools, as pg_dump or pg_basebackup; `export --raw` writes its articles and pages',
        )
      }
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

/** @throws CommandError unless the path is free for a new file and none that SQLite keeps beside a database */
function checkTarget(path: string, database: string): void {
  if (existsSync(path) && existsSync(database) && realpathSync(path) === realpathSync(database))
    throw new CommandError(`${path} is the database itself`)
  if (/-(?:wal|shm|journal)$/i.test(path))
    throw new CommandError(
      `${path} has a name that SQLite gives to the log of a database; choose another one`,
    )
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined)
    throw new CommandError(`${path} exists already; a backup is written to a new file`)
  if (!existsSync(dirname(path))) throw new CommandError(`there is no folder ${dirname(path)}`)
}
