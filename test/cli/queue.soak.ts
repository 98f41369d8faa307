// Work that any number of processes share; ROUNDS says how often one of them is killed.
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { openStore } from '../../src/store/open.ts'
import { kill } from '../faults/process.ts'
import { below, randomOf } from '../faults/random.ts'
import { mirrorPage } from '../http/pages.ts'
import { gzipped, tarOf } from '../ingest/items.ts'
import { ended, lines, run, start } from './command.ts'
import { idsOf, startQueues, startWorker, write } from './queues.ts'

const rounds = Number(process.env.ROUNDS ?? 1)
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)

const { machine, makeDatabase, jobsIn } = await startQueues(t)

/** What several jobs share: many files, and a container that is too large for one. */
async function makeInput(folder: string, inFolder: number, inContainer: number): Promise<void> {
  write(join(folder, 'city'), idsOf(inFolder))
  for (const name of ['empty.md', 'picture.jpg']) writeFileSync(join(folder, name), '')
  writeFileSync(join(folder, 'damaged.html.gz'), gzipped('<p>').subarray(0, 12))
  // Larger than a container that is one job.
  const filling = `<!-- ${' '.repeat((9 * 1024 * 1024) / inContainer)} -->`
  const members = Array.from({ length: inContainer }, (_, number) => {
    const id = `b${number}`
    return { name: `pages/city/${id}.md`, text: mirrorPage({ id }) + filling }
  })
  writeFileSync(join(folder, 'large.tar'), await tarOf(members))
}

/** All articles with their pages as an export has them, but for the times at which they came. */
async function exported(database: string): Promise<string[]> {
  const { stdout } = await run(['export', '--raw', '--database', database])
  return lines(stdout).map((line) =>
    line.replaceAll(/"(?:(?:ingested|updated|received|captured)At|at)":"[^"]*"/g, ''),
  )
}

const counted =
  /^(\d+) pages: (\d+) created, (\d+) updated, (\d+) unchanged, (\d+) failed, (\d+) passed over \((.*?)\);/

t.test('workers that are killed leave every page once, and the same articles as an import', async (t) => {
  t.comment(`SEED=${seed}`)
  const random = randomOf(seed)
  const folder = t.testdir()
  const pages = Math.max(400, 200 * rounds)
  await makeInput(join(folder, 'pages'), pages, pages)
  const plain = join(folder, 'plain.db')
  const expected = await run(['import', 'pages', '--database', plain], { folder })
  const name = await makeDatabase()
  const database = machine.url(name)
  const args = ['import', 'pages', '--queue', '--database', database]
  const first = start(args, { folder })
  t.teardown(() => kill(first))
  first.stdout?.resume()
  first.stderr?.resume()
  const workers = await Promise.all([startWorker(t, database), startWorker(t, database)])
  const storedOf = async () =>
    (await machine.ask<number>('SELECT articles FROM broadsheet.state', name).catch(() => 0)) ?? 0
  while ((await storedOf()) === 0) await pause(50)
  await kill(first)
  const importing = ended(start(args, { folder }))
  let halfway = 0
  for (let round = 0; round < rounds; round++) {
    // Half of the work is left at the last kill, however fast the machine is.
    const least = (round * pages + below(random, pages)) / rounds
    while ((await storedOf()) < least) await pause(5)
    const index = below(random, workers.length)
    await kill(workers[index]!)
    if ((await storedOf()) < 2 * pages) halfway++
    workers[index] = await startWorker(t, database)
  }
  t.ok(halfway > 0, `${halfway} were killed before all was done`)
  const { code, stdout, stderr } = await importing
  t.equal(code, 1, 'one file is damaged')
  t.comment(stdout, stderr)
  t.match(stderr, /damaged\.html\.gz: /)
  const [, ...plainCounts] = counted.exec(expected.stdout) ?? []
  const [, ...counts] = counted.exec(stdout) ?? []
  t.strictSame([counts[0], ...counts.slice(4)], [plainCounts[0], ...plainCounts.slice(4)], stdout)
  t.strictSame(await exported(database), await exported(plain))
  t.equal(await jobsIn(name), 0, 'nothing is left of them')
  const store = await openStore(database, { access: 'read' })
  for await (const fault of store.verify()) t.fail(JSON.stringify(fault))
  await store.close()
})

t.test('two workers share an import, one is told to stop; run again it adds nothing', async (t) => {
  const folder = t.testdir()
  // Three jobs of up to 500 files.
  write(join(folder, 'pages'), idsOf(1001))
  const name = await makeDatabase()
  const database = machine.url(name)
  const args = ['import', 'pages', '--queue', '--database', database]
  const first = start(args, { folder })
  const end = ended(first)
  while ((await jobsIn(name).catch(() => 0)) < 3) await pause(50)
  first.kill('SIGINT')
  t.match(await end, { code: 130, stdout: / 3 jobs go on: run the same command again to see them\n$/ })
  const again = ended(start(args, { folder }))
  const stopped = await startWorker(t, database)
  await startWorker(t, database)
  while (((await machine.ask<number>('SELECT articles FROM broadsheet.state', name)) ?? 0) === 0)
    await pause(20)
  t.ok((await jobsIn(name)) <= 3, 'and no job is there twice')
  stopped.kill('SIGTERM')
  t.strictSame(await once(stopped, 'exit'), [0, null])
  const { code, stdout } = await again
  t.equal(code, 0)
  // A server that is slow to answer has the worker begin a job again: what it stored is then known.
  t.match(
    stdout,
    /^1001 pages: \d+ created, 0 updated, \d+ unchanged, 0 failed; /,
    'what is left was given back',
  )
  const { stdout: more } = await run(args, { folder })
  t.match(more, /^1001 pages: 0 created, 0 updated, 1001 unchanged, 0 failed; /)

  for (const [command, says] of [
    ['reparse', /^1001 articles: 0 changed, 1001 unchanged, 0 failed\n$/],
    ['rebuild', /^1001 articles: 1001 rebuilt, 0 failed\n$/],
  ] as const)
    t.match(await run([command, '--queue', '--database', database]), { code: 0, stdout: says })
  t.equal(await jobsIn(name), 0)
})
