import { unparseable } from '../ingest/reparse.ts'
import { createParser } from '../ingest/threads/pool.ts'
import type { Fault } from '../store/store.ts'
import type { Command } from './command.ts'
import { writeLine } from './output.ts'
import { Progress } from './progress.ts'
import { open, using } from './wiring.ts'

export const command: Command = {
  usage: 'verify',
  what: 'Check the database: its integrity, the digest of each raw page, that each article exists and can be parsed, that the indexes equal the articles.',
  details:
    'Prints a line for each fault; the exit status is 1 if there is any. The last line says how many of them broadsheet rebuild repairs.',
  settings: ['DATABASE', 'PAGES', 'PARSER_THREADS'],
  paths: [0, 0],
  run: ({ config }) =>
    using(open(config, 'read'), (store) =>
      using(Promise.resolve(createParser({ threads: config.PARSER_THREADS })), async (parser) => {
        const progress = new Progress({ what: 'checks', total: null, unit: 'items' })
        let faults = 0
        let derived = 0
        const say = async ({ where, what, isDerived = false }: Fault) => {
          faults++
          if (isDerived) derived++
          progress.clear()
          await writeLine(`${where}: ${what}`)
        }
        const onProgress = (done: number) => progress.show({ done, items: done, failed: faults })
        for await (const fault of store.verify(onProgress)) await say(fault)
        for await (const fault of unparseable({ store, parser }, onProgress)) await say(fault)
        progress.clear()
        const repair = derived === 0 ? '' : `; broadsheet rebuild repairs ${derived} of them`
        await writeLine(faults === 0 ? 'sound' : `${faults} faults${repair}`)
        return faults === 0 ? 0 : 1
      }),
    ),
}
