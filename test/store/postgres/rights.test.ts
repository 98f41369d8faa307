// The roles that README makes can do what they have to, and no more.
import t from 'tap'
import { openStore } from '../../../src/store/open.ts'
import { fencesOf } from '../../documents/document.ts'
import { entry } from '../entries.ts'
import { articleFrom } from '../open.ts'
import { machinesOf } from './server.ts'

t.test('one role owns the tables, another one serves', async (t) => {
  const machine = await (await machinesOf(t))()
  machine.initialise(['--locale=C'])
  await machine.start()
  const [roles = '', schema = ''] = fencesOf('README.md')
    .filter(({ language }) => language === 'sql')
    .map(({ text }) => text)
  for (const statement of roles.split(';\n').filter((text) => text.trim() !== ''))
    await machine.run(statement)
  const password = 'of a role of the test'
  const addressOf = async (role: string) => {
    await machine.run(`ALTER ROLE ${role} PASSWORD '${password}'`)
    const address = new URL(machine.url('news'))
    Object.assign(address, { username: role, password })
    return address.href
  }
  await machine.run(`SET ROLE broadsheet_owner; ${schema}`, 'news')
  const owning = await openStore(await addressOf('broadsheet_owner'))
  await owning.save([entry({ id: 'a1', tags: ['甲', '乙'] })])
  await owning.compact()
  await (await owning.openQueue?.())?.close()
  await owning.close()

  const serving = await openStore(await addressOf('broadsheet'))
  t.teardown(() => serving.close())
  await serving.ready()
  await serving.save([entry({ id: 'a1', title: '另一个', tags: ['甲'] }), entry({ id: 'a2', tags: ['乙'] })])
  t.match(await articleFrom(serving, 'a1'), { title: '另一个' })
  await serving.addTagAlias('甲', '乙')
  await serving.removeTagAlias('甲', '乙')
  await serving.remove('a2')
  await serving.countRefusals(['no-article'])
  t.match(await serving.list({ filter: { q: '另一个' }, sort: 'newest', limit: 5 }), {
    items: [{ id: 'a1' }],
  })
  t.match(await serving.statistics(), { articles: 1, deleted: 1 })
  t.match(await serving.rebuild(), { isComplete: true })
  await serving.compact()
  const queue = (await serving.openQueue?.())!
  t.equal(await queue.add([{ kind: 'rebuild', run: 'a run', name: 'a job', input: {} }]), 1)
  t.match(await serving.queueDepth?.(), { waiting: 1, active: 0, failed: 0 })
  const end = new AbortController()
  const done = async () => {
    end.abort()
    return { counts: { articles: 3 }, faults: [{ where: 'a page', what: 'is damaged' }] }
  }
  const troubles: string[] = []
  await queue.work(done, end.signal, (message) => void troubles.push(message))
  t.match(await queue.state('a run'), { waiting: 0, active: 0, done: 1, counts: { articles: 3 } })
  t.strictSame(await queue.faults('a run'), [{ where: 'a page', what: 'is damaged' }])
  await queue.retry('a run')
  await queue.forget('a run')
  t.equal((await queue.state('a run')).done, 0)
  await queue.close()
  t.strictSame(troubles, [])
  for await (const fault of serving.verify()) t.fail(JSON.stringify(fault))

  for (const statement of [
    'CREATE TABLE broadsheet.other ()',
    'CREATE SCHEMA other',
    'DROP TABLE broadsheet_jobs.job',
    'DROP TABLE broadsheet.changes',
    'TRUNCATE broadsheet.changes',
    'CREATE TEMPORARY TABLE other ()',
    'SELECT pg_read_file(current_setting($$data_directory$$) || $$/PG_VERSION$$)',
    'CREATE ROLE other',
  ])
    await t.rejects(machine.run(`SET ROLE broadsheet; ${statement}`, 'news'), { code: '42501' }, statement)
})
