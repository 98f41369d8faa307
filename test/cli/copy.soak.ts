import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { kill } from '../faults/process.ts'
import { entry } from '../store/entries.ts'
import { startServer } from '../store/postgres/server.ts'
import { rawExportOf } from '../store/raw-export.ts'
import { call, type Ended, run, start } from './command.ts'

const articles = 500

/** An archive with revisions, captures, channels, deletions and mergers of tags. */
async function fill(store: Store): Promise<void> {
  const ids = Array.from({ length: articles }, (_, number) => `n${number}`)
  const draft = (id: string, number: number) => ({ id, tags: [`标签${number % 7}`, `第${number}`] })
  await store.save(ids.map((id, number) => entry(draft(id, number))))
  const some = ids.filter((_, number) => number % 9 === 0)
  const at = '2020-02-01T10:00:00.000Z'
  await store.save(
    some.map((id, number) => ({
      ...entry({ ...draft(id, number), title: '更早的标题\0𠮷' }),
      capture: { at, from: 'hint' },
    })),
  )
  await store.save(some.map((id, number) => entry({ ...draft(id, number), channels: ['prog2'] })))
  await store.save([entry({ id: 'n5', title: '回来的' }, { path: 'pages/prog1/n5.md' })])
  for (const id of ['n7', 'n8', 'n9']) await store.remove(id)
  await store.save([entry({ id: 'n8' })])
  await store.addTagAlias('标签1', '标签2')
  await store.addTagAlias('标签3', '标签1')
}

const stored = async (database: string): Promise<number> => {
  try {
    const store = await openStore(database, { access: 'read' })
    const { articles } = await store.statistics()
    await store.close()
    return articles
  } catch {
    return 0
  }
}

/** Copies, killed halfway before it is run to its end. */
async function copied(t: Test, from: string, to: string): Promise<Ended> {
  const child = start(['copy', from, to])
  t.teardown(() => kill(child))
  child.stdout?.resume()
  child.stderr?.resume()
  while (child.exitCode === null && (await stored(to)) === 0) await pause(50)
  await kill(child)
  const before = await stored(to)
  t.ok(before > 0 && before < articles - 2, `killed with ${before} articles copied`)
  return run(['copy', from, to])
}

t.test(
  'an archive goes to PostgreSQL and comes back as it was, to the byte, whatever kills the copying',
  async (t) => {
    const server = await startServer(t)
    const folder = t.testdir()
    const [first, second, last] = [join(folder, 'first.db'), await server.database(), join(folder, 'last.db')]
    const store = await openStore(first)
    await fill(store)
    const expected = await rawExportOf(store)
    await store.close()
    for (const [from, to] of [
      [first, second],
      [second, last],
    ] as const) {
      const { code, stdout, stderr } = await copied(t, from, to)
      t.match(stdout, /^500 articles: \d+ copied; 0 differ\n$/)
      t.equal(code, 0, stderr)
      const copy = await openStore(to, { access: 'read' })
      t.equal(await rawExportOf(copy), expected)
      for await (const fault of copy.verify()) t.fail(JSON.stringify(fault))
      await copy.close()
    }
    t.match(await call(['copy', first, second]), { code: 0, stdout: '500 articles: 0 copied; 0 differ\n' })

    const changed = await openStore(last)
    await changed.save([entry({ id: 'n20', title: '另一个' }), entry({ id: 'other' })])
    await changed.close()
    const other = await call(['copy', first, last])
    t.match(other, { code: 1, stdout: '500 articles: 0 copied; 2 differ\n' })
    t.match(other.stderr, /^n20: Another article n20 is stored already\.$/m)
    t.match(other.stderr, /^n20: it is not the same in TO$/m)
    t.match(other.stderr, /^other: it is not in FROM$/m)
  },
)

t.test('what cannot be opened is named by its place', async (t) => {
  const folder = t.testdir({ 'a.txt': 'this is no database' })
  const rows = [
    [['copy', 'none.db', 'b.db'], 'FROM: there is no none.db'],
    [['copy', 'a.txt', 'postgres://127.0.0.1:1/b'], 'FROM: a.txt is no SQLite database'],
    [['copy', 'a.db'], 'usage: broadsheet copy FROM TO'],
  ] as const
  for (const [args, says] of rows) {
    const { code, stderr } = await call(args, { folder })
    t.equal(code, 1)
    t.match(stderr, `broadsheet: ${says}`)
    t.equal(stderr.split('\n').length, 2)
  }
})
