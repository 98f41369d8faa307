// The primary is lost while workers import by a queue.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { openStore } from '../../src/store/open.ts'
import { kill } from '../faults/process.ts'
import { mirrorPage } from '../http/pages.ts'
import { startCluster } from '../store/postgres/cluster.ts'
import { ended, start } from './command.ts'

const pages = 1000

t.test('a primary that is lost under an import by queue takes no page with it', async (t) => {
  const folder = t.testdir({ pages: {} })
  for (let number = 0; number < pages; number++)
    writeFileSync(join(folder, 'pages', `a${1000 + number}.md`), mirrorPage({ id: `a${1000 + number}` }))
  const settings = { synchronous_standby_names: 'ANY 1 (s1, s2)' }
  const cluster = await startCluster(t, { standbys: 2, settings })
  const options = { folder, environment: { SYNCHRONOUS: 'on', DATABASE: cluster.url } }
  const args = ['import', 'pages', '--queue']
  const importing = ended(start(args, options))
  for (let worker = 0; worker < 2; worker++) {
    const child = start(['worker'], options)
    child.stdout?.resume()
    child.stderr?.resume()
    t.teardown(() => kill(child))
  }
  const stored = async () =>
    (await cluster.primary.ask<number>('SELECT articles FROM broadsheet.state').catch(() => 0)) ?? 0
  while ((await stored()) < 100) await pause(50)
  await cluster.primary.signal('SIGKILL')
  await cluster.failOver()
  const { code, stdout } = await importing
  t.equal(code, 0, 'who waits for the workers sees the end')
  t.match(stdout, new RegExp(`^${pages} pages: .* 0 failed; `))
  const store = await openStore(cluster.url)
  t.teardown(() => store.close())
  t.equal((await store.statistics()).articles, pages)
  for await (const fault of store.verify()) t.fail(JSON.stringify(fault))
})

t.test('who waits for workers may leave while the server is lost', async (t) => {
  const folder = t.testdir({ pages: { 'a1000.md': mirrorPage({ id: 'a1000' }) } })
  const cluster = await startCluster(t, { standbys: 0 })
  const importing = start(['import', 'pages', '--queue'], { folder, environment: { DATABASE: cluster.url } })
  const end = ended(importing)
  await new Promise<void>((resolve) => {
    importing.stderr?.on('data', (text: string) => text.includes('broadsheet worker') && resolve())
  })
  await cluster.primary.signal('SIGKILL')
  await pause(1500)
  importing.kill('SIGINT')
  const { code, stdout, stderr } = await end
  t.equal(code, 130)
  t.match(stdout, /^0 pages: .*; 1 jobs go on: run the same command again to see them\n$/)
  t.notMatch(stderr, 'cannot be read')
})
