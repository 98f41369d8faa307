// Work that any number of processes share. Workers that are killed or told to stop: queue.soak.ts.
import { readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { openStore } from '../../src/store/open.ts'
import { complaints, ended, refused, run, start } from './command.ts'
import { idsOf, startQueues, startWorker, write } from './queues.ts'

const { machine, makeDatabase, jobsIn } = await startQueues(t)

t.test('what no worker can do is named at the end, and is tried again by the same command', async (t) => {
  const folder = t.testdir()
  write(join(folder, 'pages'), idsOf(3))
  const name = await makeDatabase()
  const database = machine.url(name)
  const args = ['import', 'pages', '--queue', '--database', database]
  const importing = ended(start(args, { folder }))
  while ((await jobsIn(name).catch(() => 0)) === 0) await pause(50)
  renameSync(join(folder, 'pages'), join(folder, 'elsewhere'))
  await machine.run('UPDATE broadsheet_jobs.job SET retry_limit = 1', name)
  await startWorker(t, database)
  const { code, stdout, stderr } = await importing
  t.equal(code, 1)
  t.match(stdout, /^0 pages: .*; 1 jobs failed\n$/)
  t.match(complaints(stderr), /^\S+\/pages\/a1000\.md and 2 files more: There is no such file\. /m)
  const store = await openStore(database)
  t.match(await store.queueDepth?.(), { waiting: 0, active: 0, failed: 1 })
  await store.close()
  renameSync(join(folder, 'elsewhere'), join(folder, 'pages'))
  t.match(await run(args, { folder }), { code: 0, stdout: /^3 pages: 3 created, / })
  t.equal(await jobsIn(name), 0)
})

t.test('what cannot be left to workers is refused', async (t) => {
  const folder = t.testdir()
  const none = 'a queue needs a PostgreSQL database: DATABASE=postgres://USER@HOST/DATABASE'
  const postgres = ['--database', machine.url(await makeDatabase())]
  for (const [args, says] of [
    [['import', '.', '--queue', '--database', 'a.db'], none],
    [['reparse', '--queue', '--database', 'a.db'], none],
    [['rebuild', '--queue', '--database', 'a.db'], none],
    [['worker', '--database', 'a.db'], none],
    [['import', '.', '--queue', '--dry-run', ...postgres], '--queue and --dry-run do not go together'],
    [['reparse', '--queue', '--after', 'a1', ...postgres], '--queue and --after do not go together'],
    [['import', '-', '--queue', ...postgres], '--queue takes files that workers can read, not -'],
  ] as const)
    t.strictSame(await refused(t, args, { folder }), { code: 1, stderr: `broadsheet: ${says}\n` })
  t.strictSame(readdirSync(folder), [], 'and no database is made')
})
