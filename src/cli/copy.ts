import { ConfigError } from '../config.ts'
import { archivedLine } from '../ingest/containers/archived.ts'
import { groupsOf } from '../ingest/threads/groups.ts'
import type { ArchivedItem } from '../page.ts'
import { Problem } from '../problem.ts'
import { type OpenOptions, openStore } from '../store/open.ts'
import type { Store } from '../store/store.ts'
import { type Command, CommandError } from './command.ts'
import { writeLine } from './output.ts'
import { Progress } from './progress.ts'
import { interrupted, interruption, pagesOf, using } from './wiring.ts'

export const command: Command = {
  usage: 'copy FROM TO',
  what: 'Copy an archive into another database, of either engine, and compare both to the last byte of each page.',
  details:
    'FROM and TO are written as DATABASE is. Ids, times, revisions, captures, deletions and merged tags stay; the copy is an archive of its own, with a new identity and a change sequence that begins anew. Pages go where PAGES says, and are read from there too. Let nothing else write to either meanwhile. After an interruption, run the same command again. What could not be copied or differs is named, and makes the exit status 1.',
  settings: ['PAGES'],
  paths: [2, 2],
  run: ({ config, paths: [from = '', to = ''] }) =>
    using(opened('FROM', from, { access: 'read', pages: pagesOf(config) }), (source) =>
      using(opened('TO', to, { access: 'write', pages: pagesOf(config) }), (target) => copy(source, target)),
    ),
}

/** Both are held open for as long as the copy takes. */
const exportDeadlines = { idle: 24 * 60 * 60_000, total: Number.POSITIVE_INFINITY }

async function opened(name: string, database: string, options: OpenOptions): Promise<Store> {
  try {
    return await openStore(database, { ...options, exportDeadlines })
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    throw new CommandError(error.message.replace(/^DATABASE/, name))
  }
}

/** What is in one database and not, or not so, in the other. `item`: that of the source; null where it has none. */
type Difference = { id: string; item: ArchivedItem | null }

const groupSize = { items: 100, bytes: 16 * 1024 * 1024 }

async function copy(source: Store, target: Store): Promise<number> {
  const signal = interruption()
  const { articles, deleted } = await source.statistics()
  const all = articles + deleted
  const progress = new Progress({ what: 'articles copied and compared', total: all * 2, unit: 'items' })
  const state = { done: 0, items: 0, failed: 0 }
  const differences = () =>
    differencesOf(source, target, () => {
      state.done++
      progress.show({ ...state, items: state.done })
    })
  let copied = 0
  try {
    for await (const group of groupsOf(differences(), groupSize, sizeOf)) {
      const items = group.flatMap(({ item }) => item ?? [])
      const results = await target.restore(items)
      for (const [index, result] of results.entries()) {
        if (result instanceof Problem)
          progress.say(`${idOf(items[index] as ArchivedItem)}: ${result.message}`)
        else copied++
      }
      if (signal.aborted) break
    }
    if (copied > 0 && !signal.aborted) await target.compact()
    state.done = all
    for await (const { id, item } of signal.aborted ? [] : differences()) {
      state.failed++
      progress.say(`${id}: it is not ${item === null ? 'in FROM' : 'the same in TO'}`)
      if (signal.aborted) break
    }
  } finally {
    progress.clear()
  }
  const end = signal.aborted ? 'interrupted: run the same command again to go on' : `${state.failed} differ`
  await writeLine(`${all} articles: ${copied} copied; ${end}`)
  return signal.aborted ? interrupted : Number(state.failed > 0)
}

const idOf = (item: ArchivedItem): string => ('deletedAt' in item ? item.id : item.article.id)

const sizeOf = ({ item }: Difference): number =>
  item !== null && 'pages' in item ? item.pages.reduce((sum, { size }) => sum + size, 0) : 0

/** Compares two archives as their exports with pages are written. @param onItem is called for each of the source */
async function* differencesOf(source: Store, target: Store, onItem: () => void): AsyncGenerator<Difference> {
  const others = (await target.exportArchived({})).articles[Symbol.asyncIterator]()
  try {
    const next = async () => {
      const { done, value } = await others.next()
      return done === true ? null : (value as ArchivedItem)
    }
    let other = await next()
    for await (const item of (await source.exportArchived({})).articles) {
      const id = idOf(item)
      // Both are in the order of their ids.
      for (; other !== null && idOf(other) < id; other = await next()) yield { id: idOf(other), item: null }
      const twin = other !== null && idOf(other) === id ? other : null
      if (twin === null || archivedLine(twin) !== archivedLine(item)) yield { id, item }
      if (twin !== null) other = await next()
      onItem()
    }
    for (; other !== null; other = await next()) yield { id: idOf(other), item: null }
  } finally {
    await others.return?.()
  }
}
