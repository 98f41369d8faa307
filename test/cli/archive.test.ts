import { once } from 'node:events'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { mirrorPage } from '../http/pages.ts'
import { addressOf, ended, lines, run, start } from './command.ts'

// Each command is a process of its own.
t.setTimeout(300_000)

/** A folder with an archive of three articles in `a.db`. */
async function archive(t: Test): Promise<string> {
  const ids = ['a1', 'a2', 'a3']
  const folder = t.testdir({
    pages: Object.fromEntries(ids.map((id) => [`${id}.md`, mirrorPage({ id, tags: [id] })])),
  })
  await run(['import', 'pages', '--database', 'a.db'], { folder })
  return folder
}

t.test('stats, as JSON', async (t) => {
  const folder = await archive(t)
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
  const folder = await archive(t)
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
    const { stdout } = await run(['export', ...flags, '--database', 'a.db'], { folder })
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
    const { code, stderr } = await run(['export', ...flags, '--database', 'a.db'], { folder })
    t.equal(code, 1)
    t.match(stderr, new RegExp(`^broadsheet: ${flags[0]}: .+\\n$`))
  }
})

t.test('reparse says what changed: nothing, by the same parser', async (t) => {
  const folder = await archive(t)
  for (const flags of [['--dry-run'], [], ['--after', 'a1']]) {
    const { code, stdout } = await run(['reparse', ...flags, '--database', 'a.db'], { folder })
    t.equal(code, 0)
    t.match(stdout, new RegExp(`^${flags.length === 2 ? 2 : 3} articles: 0 (?:would change|changed), `))
  }
})

t.test('a backup made while the service runs is whole, and takes the place of an older one', async (t) => {
  const folder = await archive(t)
  const service = start(['serve', '--port', '0', '--database', 'a.db'], { folder })
  t.teardown(() => service.kill('SIGKILL'))
  await addressOf(service)
  for (const _time of [1, 2])
    t.equal((await run(['backup', 'b.db', '--database', 'a.db'], { folder })).code, 0)
  const [a, b] = await Promise.all(
    ['a.db', 'b.db'].map((database) => run(['export', '--raw', '--database', database], { folder })),
  )
  t.equal(b?.stdout, a?.stdout)
})

t.test('verify finds a sound archive sound', async (t) => {
  const folder = await archive(t)
  const { code, stdout } = await run(['verify', '--database', 'a.db'], { folder })
  t.equal(stdout, 'sound\n')
  t.equal(code, 0)
})

t.test('serve plants a seed in an empty archive only, and stops when told', async (t) => {
  const folder = await archive(t)
  const rows: [database: string, articles: number][] = [
    ['empty.db', 3],
    ['a.db', 3],
  ]
  for (const [database, articles] of rows)
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const service = start(['serve', '--seed', 'pages', '--port', '0', '--database', database], { folder })
      const end = ended(service)
      const address = await addressOf(service)
      t.equal((await fetch(`${address}/articles/a1`)).status, 200)
      const { items } = (await fetch(`${address}/articles`).then((answer) => answer.json())) as {
        items: unknown[]
      }
      t.equal(items.length, articles)
      service.kill(signal)
      t.equal((await end).code, 0, signal)
    }
  const deleted = start(['serve', '--seed', 'pages', '--port', '0', '--database', 'empty.db'], { folder })
  const address = await addressOf(deleted)
  await fetch(`${address}/articles/a1`, { method: 'DELETE' })
  deleted.kill('SIGTERM')
  await once(deleted, 'close')
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
