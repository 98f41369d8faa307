import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Database from 'better-sqlite3'
import t, { type Test } from 'tap'
import { mirrorPage } from '../http/pages.ts'
import { addressOf, call, ended, lines, refused, run, start } from './command.ts'

const built = t.testdir({
  pages: Object.fromEntries(['a1', 'a2', 'a3'].map((id) => [`${id}.md`, mirrorPage({ id, tags: [id] })])),
})
await call(['import', 'pages', '--database', 'a.db'], { folder: built })

/** A folder with an archive of three articles in `a.db`, and their pages. */
function archive(t: Test): string {
  const folder = t.testdir()
  cpSync(built, folder, { recursive: true })
  return folder
}

t.test('stats, as JSON', async (t) => {
  const folder = archive(t)
  const { code, stdout } = await run(['stats', '--database', 'a.db'], { folder })
  t.equal(code, 0)
  t.match(JSON.parse(stdout), {
    articles: 3,
    revisions: 3,
    tags: 3,
    bySource: [{ source: 'ntdtv', articles: 3 }],
  })
})

t.test('export takes the filters of the API', async (t) => {
  const folder = archive(t)
  const rows: [flags: string[], ids: string[]][] = [
    [[], ['a1', 'a2', 'a3']],
    [['--tag', 'a2'], ['a2']],
    [
      ['--any-tag', 'a1', '--any-tag', 'a3'],
      ['a1', 'a3'],
    ],
    [
      ['--id', 'a3', '--id', 'a1'],
      ['a1', 'a3'],
    ],
    [['--source', 'rfa'], []],
    [['--from', '2024-03-10'], []],
    [
      ['--to', '2024-03-09'],
      ['a1', 'a2', 'a3'],
    ],
  ]
  for (const [flags, ids] of rows) {
    const { stdout } = await call(['export', ...flags, '--database', 'a.db'], { folder })
    t.strictSame(
      lines(stdout).map((line) => JSON.parse(line).id),
      ids,
      flags.join(' '),
    )
  }
  for (const flags of [
    ['--from', 'yesterday'],
    ['--missing', 'soul'],
    ['--id', '../a'],
  ]) {
    const { code, stderr } = await refused(t, ['export', ...flags, '--database', 'a.db'], { folder })
    t.equal(code, 1)
    t.match(stderr, new RegExp(`^broadsheet: ${flags[0]}: .+\\n$`))
  }
})

t.test('reparse says what changed: nothing, by the same parser', async (t) => {
  const folder = archive(t)
  for (const flags of [['--dry-run'], [], ['--after', 'a1']]) {
    const { code, stdout } = await run(['reparse', ...flags, '--database', 'a.db'], { folder })
    t.equal(code, 0)
    t.match(stdout, new RegExp(`^${flags.length === 2 ? 2 : 3} articles: 0 (?:would change|changed), `))
  }
})

t.test('rebuild writes the lists anew, and verify says when that is needed', async (t) => {
  const folder = archive(t)
  const database = new Database(join(folder, 'a.db'))
  database.exec('DELETE FROM facts; DELETE FROM postings')
  database.close()
  const broken = await call(['verify', '--database', 'a.db'], { folder })
  t.equal(broken.code, 1)
  t.match(broken.stdout, /faults; broadsheet rebuild repairs \d+ of them\n$/)
  const { code, stdout } = await run(['rebuild', '--database', 'a.db'], { folder })
  t.equal(stdout, '3 articles: 3 rebuilt, 0 failed\n')
  t.equal(code, 0)
  t.match(await call(['verify', '--database', 'a.db'], { folder }), { code: 0, stdout: 'sound\n' })
  t.match(await refused(t, ['rebuild', '--database', 'no.db'], { folder }), {
    code: 1,
    stderr: /there is no no\.db/,
  })
})

/** A client that puts articles of its own, twice each, and deletes every third, until it is told to stop. */
function writer(address: string, name: string) {
  let isStopped = false
  let answered = 0
  const failed: number[] = []
  const write = async () => {
    for (let round = 0; !isStopped; round++) {
      const id = `${name}${Math.floor(round / 3)}`
      const body = mirrorPage({ id, tags: [name, `${name}${round % 7}`], title: `${id}号报导的第${round}版` })
      const headers = { 'content-type': 'text/markdown' }
      const request = round % 9 === 8 ? { method: 'DELETE' } : { method: 'PUT', headers, body }
      const answer = await fetch(`${address}/articles/${id}`, request)
      await answer.arrayBuffer()
      if (answer.ok) answered++
      else failed.push(answer.status)
      await pause(10)
    }
  }
  const end = write()
  return {
    /** Settles when so many more writes were answered. */
    async more(writes: number) {
      for (const until = answered + writes; answered < until; ) await pause(5)
    },
    /** @returns the refusals */
    async stop() {
      isStopped = true
      await end
      return failed
    },
  }
}

type Change = { sequence: number; type: string; id: string }

/** All changes, in order, from a running service. */
async function changesAt(address: string): Promise<Change[]> {
  const changes: Change[] = []
  for (;;) {
    const answer = await fetch(`${address}/changes?limit=1000&since=${changes.at(-1)?.sequence ?? 0}`)
    const { items } = (await answer.json()) as { items: Change[] }
    if (items.length === 0) return changes
    changes.push(...items)
  }
}

/** The articles of a raw export, by their ids; its lines for deleted ones are left out. */
async function exportOf(database: string, folder: string): Promise<Map<string, string>> {
  const { code, stdout } = await call(['export', '--raw', '--database', database], { folder })
  if (code !== 0) throw new Error(`the export ended with ${code}`)
  const articles = lines(stdout).filter((line) => !('deletedAt' in JSON.parse(line)))
  return new Map(articles.map((line) => [JSON.parse(line).id, line]))
}

t.test('a backup made while others write is the archive as it was at one change', async (t) => {
  const folder = archive(t)
  const service = start(['serve', '--port', '0', '--database', 'a.db'], {
    folder,
    environment: { WRITE_RATE: '0' },
  })
  t.teardown(() => service.kill('SIGKILL'))
  const address = await addressOf(service)
  const writers = ['x', 'y', 'z'].map((name) => writer(address, name))
  for (const name of ['first.db', 'b.db']) {
    for (const one of writers) await one.more(12)
    const { code, stdout } = await run(['backup', name, '--database', 'a.db'], { folder })
    t.equal(code, 0)
    t.match(stdout, new RegExp(`^${name}: \\d+ bytes\\n$`))
  }
  for (const one of writers) await one.more(5)
  for (const one of writers) t.strictSame(await one.stop(), [])

  t.equal((await run(['verify', '--database', 'b.db'], { folder })).stdout, 'sound\n')
  const copy = start(['serve', '--port', '0', '--database', 'b.db'], { folder })
  t.teardown(() => copy.kill('SIGKILL'))
  const [all, copied] = [await changesAt(address), await changesAt(await addressOf(copy))]
  t.ok(copied.length > 70 && copied.length < all.length, `${copied.length} of ${all.length} changes`)
  t.strictSame(copied, all.slice(0, copied.length))

  const living = new Set<string>()
  for (const { id, type } of copied) type === 'deleted' ? living.delete(id) : living.add(id)
  const [now, then] = [await exportOf('a.db', folder), await exportOf('b.db', folder)]
  t.strictSame([...then.keys()].sort(), [...living].sort())
  const changedSince = new Set(all.slice(copied.length).map(({ id }) => id))
  const unchanged = [...then.keys()].filter((id) => !changedSince.has(id))
  t.ok(unchanged.length > 10, `${unchanged.length} were not written since`)
  t.strictSame(
    unchanged.filter((id) => then.get(id) !== now.get(id)),
    [],
  )
})

t.test('a backup into no folder is refused in one line', async (t) => {
  const folder = archive(t)
  const { code, stderr } = await refused(t, ['backup', 'no/b.db', '--database', 'a.db'], { folder })
  t.equal(code, 1)
  t.equal(stderr, 'broadsheet: there is no folder no\n')
})

t.test('two services, an import and a reparse write to one file at once', async (t) => {
  const more = Array.from({ length: 60 }, (_, index) => `m${index}`)
  const folder = t.testdir({ more: Object.fromEntries(more.map((id) => [`${id}.md`, mirrorPage({ id })])) })
  const services = await Promise.all(
    [1, 2].map(async () => {
      const environment = { WRITE_RATE: '0' }
      const child = start(['serve', '--port', '0', '--database', 'a.db'], { folder, environment })
      t.teardown(() => child.kill('SIGKILL'))
      return { child, address: await addressOf(child) }
    }),
  )
  const writers = services.flatMap(({ address }, index) => [
    writer(address, `v${index}`),
    writer(address, `w${index}`),
  ])
  for (const one of writers) await one.more(5)
  const commands = [
    ['import', 'more', '--database', 'a.db'],
    ['reparse', '--database', 'a.db'],
  ]
  for (const { code, stderr } of await Promise.all(commands.map((command) => run(command, { folder }))))
    t.equal(code, 0, stderr)
  for (const one of writers) await one.more(5)
  for (const one of writers) t.strictSame(await one.stop(), [])
  const changes = await changesAt(services[1]?.address ?? '')
  t.strictSame(
    changes.map(({ sequence }) => sequence),
    changes.map((_, index) => index + 1),
  )
  t.strictSame(await changesAt(services[0]?.address ?? ''), changes, 'both tell the same')
  const created = new Set(changes.filter(({ type }) => type === 'created').map(({ id }) => id))
  t.strictSame(
    more.filter((id) => !created.has(id)),
    [],
  )
  t.equal((await call(['verify', '--database', 'a.db'], { folder })).stdout, 'sound\n')
})

t.test('serve plants a seed in an empty archive only, and stops when told', async (t) => {
  const folder = archive(t)
  const rows = [
    ['empty.db', 'SIGTERM'],
    ['a.db', 'SIGINT'],
  ] as const
  for (const [database, signal] of rows) {
    const service = start(['serve', '--seed', 'pages', '--port', '0', '--database', database], { folder })
    const end = ended(service)
    const address = await addressOf(service)
    t.equal((await fetch(`${address}/articles/a1`)).status, 200)
    const { items } = (await fetch(`${address}/articles`).then((answer) => answer.json())) as {
      items: unknown[]
    }
    t.equal(items.length, 3)
    await fetch(`${address}/articles/a1`, { method: 'DELETE' })
    service.kill(signal)
    t.equal((await end).code, 0, signal)
  }
  const after = start(['serve', '--seed', 'pages', '--port', '0', '--database', 'empty.db'], { folder })
  t.teardown(() => after.kill('SIGKILL'))
  t.equal(
    (await fetch(`${await addressOf(after)}/articles/a1`)).status,
    410,
    'what was deleted stays deleted',
  )
})

t.test('a port in use ends the start in one line', async (t) => {
  const folder = t.testdir()
  const service = start(['serve', '--port', '0', '--database', 'a.db'], { folder })
  t.teardown(() => service.kill('SIGKILL'))
  const { port } = new URL(await addressOf(service))
  const second = await run(['serve', '--port', port, '--database', join(folder, 'b.db')])
  t.equal(second.code, 1)
  t.equal(second.stderr, `broadsheet: PORT: ${port} is in use on 127.0.0.1\n`)
})
