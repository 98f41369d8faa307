import type { Command } from './command.ts'
import { queueRebuild } from './jobs/rebuild.ts'
import { writeLine } from './output.ts'
import { Progress } from './progress.ts'
import { checkQueue, queueFlag } from './queue.ts'
import { interrupted, interruption, open, using } from './wiring.ts'

export const command: Command = {
  usage: 'rebuild',
  what: 'Write anew what is derived from the stored articles: lists, counts, facets, the search index.',
  details:
    'Articles, revisions and raw pages stay as they are. The service may run meanwhile; its lists and searches are complete again when this is done. After an interruption, run the same command again.',
  flags: { queue: queueFlag },
  settings: ['DATABASE'],
  paths: [0, 0],
  async run(invocation) {
    const { config, flags } = invocation
    if (flags.queue !== undefined) {
      checkQueue(invocation)
      return using(open(config, 'existing'), queueRebuild)
    }
    return using(open(config, 'existing'), async (store) => {
      const signal = interruption()
      const progress = new Progress({ what: 'articles', total: null, unit: 'items' })
      let articles = 0
      const onProgress = (done: number, total: number) => {
        articles = total
        progress.show({ done, items: done, failed: 0 }, total)
      }
      const { faults, isComplete } = await store.rebuild({ onProgress, signal })
      progress.clear()
      for (const { where, what } of faults) await writeLine(`${where}: ${what}`)
      if (!isComplete) {
        await writeLine('interrupted: run the same command again to go on')
        return interrupted
      }
      await store.compact()
      await writeLine(`${articles} articles: ${articles - faults.length} rebuilt, ${faults.length} failed`)
      return faults.length === 0 ? 0 : 1
    })
  },
}
