import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { restoreStore } from '../../src/store/open.ts'
import { startServer } from '../store/postgres/server.ts'
import { mirrorPage } from './pages.ts'
import { type Service, startService } from './service.ts'

type Changes = { items: { sequence: number }[]; next: string | null; lastSequence: number; archiveId: string }

const store = async ({ post }: Service, ids: readonly string[]) => {
  for (const id of ids) await post(mirrorPage({ id, tags: ['甲', '乙'] }), 'text/markdown')
}

/** The first events of a stream, as their fields. */
async function eventsOf(origin: string, path: string, headers: Record<string, string>, count: number) {
  const stop = new AbortController()
  const response = await fetch(origin + path, {
    headers: { accept: 'text/event-stream', ...headers },
    signal: stop.signal,
  })
  t.equal(response.status, 200)
  let text = ''
  const events = () => text.split('\n\n').filter((event) => event.includes('event: '))
  for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
    text += part
    if (events().length >= count && text.endsWith('\n\n')) break
  }
  stop.abort()
  return events().map((event) =>
    Object.fromEntries(event.split('\n').map((line) => line.split(/: (.*)/s, 2))),
  )
}

t.test('an archive says who it is, the same everywhere', async (t) => {
  const service = await startService(t)
  const { get, call, origin } = service
  await store(service, ['a1', 'a2', 'a3'])
  const { archiveId, lastSequence } = (await get('/changes')).json<Changes>()
  t.match(archiveId, /^[0-9a-f]{32}$/)
  t.equal((await get('/stats')).json<Changes>().archiveId, archiveId)
  t.equal((await get('/export')).headers['archive-id'], archiveId)
  t.equal((await call('HEAD', '/export')).headers['archive-id'], archiveId)
  const page = (await get('/changes?limit=2')).json<Changes>()
  t.equal(page.next, `/changes?since=2&archiveId=${archiveId}&limit=2`)
  t.equal((await get(page.next ?? '')).json<Changes>().items[0]?.sequence, 3)

  const other = '0'.repeat(32)
  const rows: [query: string, status: number][] = [
    [`since=${lastSequence}`, 200],
    [`since=${lastSequence}&archiveId=${archiveId}`, 200],
    [`since=${lastSequence + 1}`, 410],
    ['since=99999999', 410],
    [`since=0&archiveId=${other}`, 410],
    ['archiveId=x', 400],
  ]
  for (const [query, status] of rows) t.equal((await get(`/changes?${query}`)).status, status, query)

  t.match(await eventsOf(origin, '/changes', {}, 2), [{ id: `1.${archiveId}` }, { id: `2.${archiveId}` }])
  t.match(await eventsOf(origin, '/changes?lastEventId=1', {}, 1), [{ id: '2' }], 'plain numbers stay plain')
  t.match(await eventsOf(origin, '/changes', { 'last-event-id': `2.${archiveId}` }, 1), [
    { id: `3.${archiveId}` },
  ])
  for (const last of [`2.${other}`, '99', `99.${archiveId}`]) {
    const [reset, first] = await eventsOf(origin, '/changes', { 'last-event-id': last }, 2)
    t.match(reset, { event: 'reset', data: `{"archiveId":"${archiveId}"` }, last)
    t.match(first, { id: `1.${archiveId}`, event: 'created' }, 'then everything')
  }
  const refused = await get('/changes?lastEventId=last', { accept: 'text/event-stream' })
  t.equal(refused.status, 400)
})

/** What README has the keeper of a PostgreSQL database run after a restore. */
const [, newIdentity = ''] =
  /`(UPDATE broadsheet\.state [^`]+)`/.exec(
    readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8'),
  ) ?? []

type Archive = { database: string; backup(service: Service): unknown; ways: Record<string, () => unknown> }

const engines: Record<string, (t: Test) => Archive | Promise<Archive>> = {
  SQLite(t) {
    const [path, backup] = [join(t.testdir(), 'a.db'), join(t.testdirName, 'b.db')]
    return {
      database: path,
      backup: ({ store }) => store.backup?.(backup),
      ways: {
        'broadsheet restore': () => restoreStore(path, backup),
        'a copy by hand': () => copyFileSync(backup, path),
        'the same copy again': () => copyFileSync(backup, path),
      },
    }
  },
  async PostgreSQL(t) {
    const server = await startServer(t)
    const database = await server.database()
    const name = new URL(database).pathname.slice(1)
    const inServer = (sql: string) => server.run(database.replace(name, 'postgres'), sql)
    const putBack = async () => {
      await inServer(`DROP DATABASE ${name}`)
      await inServer(`CREATE DATABASE ${name} TEMPLATE backup`)
      await server.run(database, newIdentity)
    }
    return {
      database,
      backup: async ({ store }) => {
        await store.close()
        await inServer(`CREATE DATABASE backup TEMPLATE ${name}`)
      },
      ways: { 'a copy': putBack, 'the same copy again': putBack },
    }
  },
}

for (const [engine, archiveIn] of Object.entries(engines))
  t.test(`a follower of an archive that was put back is told so: ${engine}`, async (t) => {
    const { database, backup, ways } = await archiveIn(t)
    const numbers: number[] = []
    let archiveId = ''
    const write = async (service: Service, ids: string[]) => {
      await store(service, ids)
      const { lastSequence, archiveId } = (await service.get('/changes')).json<Changes>()
      numbers.push(lastSequence)
      return archiveId
    }
    await t.test('what is copied', async (t) => {
      const service = await startService(t, {}, database)
      await write(service, ['a1', 'a2', 'a3'])
      await backup(service)
    })
    await t.test('what the copy lacks', async (t) => {
      archiveId = await write(await startService(t, {}, database), ['a4', 'a5', 'a6'])
    })
    t.strictSame(numbers, [3, 6])
    for (const [way, putBack] of Object.entries(ways)) {
      await putBack()
      await t.test(way, async (t) => {
        const service = await startService(t, {}, database)
        const { get, origin } = service
        const [, ...lost] = numbers
        const before = (await get('/changes?since=3')).json<Changes>()
        t.strictSame(before.items, [])
        t.equal((await get(`/changes?since=${before.lastSequence}`)).status, 200)
        const after = await write(service, ['b1', 'b2', 'b3', 'b4'])
        t.not(after, archiveId)
        t.equal((await get(`/changes?since=3&archiveId=${archiveId}`)).status, 410)
        for (const number of lost) {
          t.equal((await get(`/changes?since=${number}`)).status, 410, `a former number, ${number}`)
          const [reset] = await eventsOf(origin, '/changes', { 'last-event-id': String(number) }, 1)
          t.match(reset, { event: 'reset' })
        }
        for (const query of ['since=3', `since=3&archiveId=${after}`, `since=${before.lastSequence}`])
          t.match(
            (await get(`/changes?${query}`)).json<Changes>().items,
            ['b1', 'b2', 'b3', 'b4'].map((id) => ({ id })),
          )
        const faults: unknown[] = []
        for await (const fault of service.store.verify()) faults.push(fault)
        t.strictSame(faults, [])
        archiveId = after
      })
    }
  })

t.test('merges of tags are changes, and a tag names its aliases', async (t) => {
  const service = await startService(t)
  const { get, call } = service
  await store(service, ['a1'])
  t.equal((await call('PUT', encodeURI('/tags/甲/aliases/乙'))).status, 204)
  t.match((await get(encodeURI('/tags/甲'))).json(), { aliases: ['乙'] })
  t.equal((await call('DELETE', encodeURI('/tags/甲/aliases/乙'))).status, 204)
  t.strictSame((await get(encodeURI('/tags/甲'))).json<{ aliases: string[] }>().aliases, [])
  t.match((await get('/changes?since=1')).json<Changes>().items, [
    { sequence: 2, type: 'merged', alias: '乙', tag: '甲', href: '/tags/%E7%94%B2' },
    { sequence: 3, type: 'unmerged', alias: '乙', tag: '甲' },
  ])
})
