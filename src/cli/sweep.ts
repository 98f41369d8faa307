import { type Command, CommandError } from './command.ts'
import { writeLine } from './output.ts'
import { open, using } from './wiring.ts'

export const command: Command = {
  usage: 'sweep',
  what: 'Take out of the object storage (PAGES) what no article needs: pages of deleted articles, objects without a page.',
  details:
    'Objects without a page are what an interruption leaves; they are removed when they are older than a day. The service may run meanwhile.',
  flags: {
    former: {
      what: 'Also out of the objects of the archive whose restored backup this one is. Only where that archive is used no more: it would lose its pages.',
    },
  },
  settings: ['DATABASE', 'PAGES'],
  paths: [0, 0],
  async run({ config, flags }) {
    if (config.PAGES === undefined) throw new CommandError('PAGES names no object storage')
    return using(open(config, 'existing'), async (store) => {
      const { objects, removed, rewritten } = await store.sweep(flags.former !== undefined)
      await writeLine(`${objects} objects: ${removed} removed, ${rewritten} rewritten`)
      return 0
    })
  },
}
