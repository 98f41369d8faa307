import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { openStore } from '../../src/store/open.ts'
import { mirrorPage } from '../http/pages.ts'
import { entry } from '../store/entries.ts'
import { addressOf, call, ended, refused, run, start } from './command.ts'

const database = ['--database', 'a.db']

const opened = (folder: string, name = 'a.db') => openStore(join(folder, name))

async function store(folder: string, ids: readonly string[]): Promise<void> {
  const archive = await opened(folder)
  await archive.save(ids.map((id) => entry({ id })))
  await archive.close()
}

/** The ids of all articles. */
async function idsIn(folder: string): Promise<string[]> {
  const archive = await opened(folder)
  const { items } = await archive.list({ filter: {}, sort: 'oldest', limit: 100 })
  await archive.close()
  return items.map(({ id }) => id).sort()
}

async function archiveIdIn(folder: string, name?: string): Promise<string> {
  const archive = await opened(folder, name)
  const id = await archive.archiveId()
  await archive.close()
  return id
}

t.test('a backup that is put back is the archive as it was', async (t) => {
  const folder = t.testdir()
  await store(folder, ['a1', 'a2'])
  t.equal((await call(['backup', 'b.db', ...database], { folder })).code, 0)
  await store(folder, ['a3'])

  // A killed service leaves its log behind.
  const service = start(['serve', '--port', '0', ...database], { folder })
  const address = await addressOf(service)
  const body = mirrorPage({ id: 'a4' })
  const headers = { 'content-type': 'text/markdown' }
  t.equal((await fetch(`${address}/articles`, { method: 'POST', headers, body })).status, 201)
  const inUse = await refused(t, ['restore', 'b.db', ...database], { folder })
  t.equal(inUse.code, 1)
  t.match(inUse.stderr, /^broadsheet: DATABASE: a\.db is in use: stop the service[^\n]*\n$/)
  const end = ended(service)
  service.kill('SIGKILL')
  await end
  t.ok(existsSync(join(folder, 'a.db-wal')), 'there is a log')
  t.strictSame(await idsIn(folder), ['a1', 'a2', 'a3', 'a4'])

  const before = await archiveIdIn(folder)
  const { code, stdout, stderr } = await run(['restore', 'b.db', ...database], { folder })
  t.equal(code, 0, stderr)
  t.equal(stdout, 'a.db: restored, 2 articles\n')
  t.strictSame(await idsIn(folder), ['a1', 'a2'], 'the log was not replayed over it')
  t.equal((await call(['verify', ...database], { folder })).stdout, 'sound\n')
  const after = await archiveIdIn(folder)
  t.match(after, /^[0-9a-f]{32}$/)
  t.equal(
    new Set([before, after, await archiveIdIn(folder, 'b.db')]).size,
    3,
    'each is an archive of its own',
  )
})

t.test('a backup is restored where there is no database, or a damaged one', async (t) => {
  const folder = t.testdir()
  await store(folder, ['a1'])
  await call(['backup', 'b.db', ...database], { folder })
  writeFileSync(join(folder, 'a.db'), 'damaged')
  writeFileSync(join(folder, 'a.db-wal'), 'a log of the damaged one')
  t.equal((await call(['restore', 'b.db', ...database], { folder })).code, 0)
  t.strictSame(await idsIn(folder), ['a1'])
  t.equal((await call(['restore', 'b.db', '--database', 'new.db'], { folder })).code, 0)
  t.equal((await call(['verify', '--database', 'new.db'], { folder })).stdout, 'sound\n')
})

t.test('what is no whole backup changes nothing', async (t) => {
  const folder = t.testdir({ 'text.db': 'no database', folder: {}, 'empty.db': '' })
  await store(folder, ['a1'])
  await call(['backup', 'b.db', ...database], { folder })
  const whole = readFileSync(join(folder, 'b.db'))
  writeFileSync(join(folder, 'half.db'), whole.subarray(0, whole.length / 2))
  const rows: [file: string, says: RegExp][] = [
    ['none.db', /there is no none\.db/],
    ['folder', /folder is no file/],
    ['a.db', /a\.db is the database itself/],
    ['text.db', /text\.db cannot be restored/],
    ['empty.db', /empty\.db is a database of another program/],
    ['half.db', /half\.db (?:is damaged|cannot be restored)/],
  ]
  for (const [file, says] of rows) {
    const { code, stderr } = await refused(t, ['restore', file, ...database], { folder })
    t.equal(code, 1, file)
    t.match(stderr, says, file)
    t.match(stderr, /^broadsheet: [^\n]+\n$/, file)
  }
  t.strictSame(await idsIn(folder), ['a1'])
})

t.test('a backup is written to a plain new file only', async (t) => {
  const folder = t.testdir({ 'old.db': 'an older backup', folder: {} })
  await store(folder, ['a1'])
  symlinkSync('a.db', join(folder, 'link.db'))
  symlinkSync('nowhere', join(folder, 'dangling.db'))
  for (const name of [
    'a.db',
    'a.db-wal',
    'a.db-shm',
    'x.db-journal',
    'old.db',
    'folder',
    'link.db',
    'dangling.db',
  ]) {
    const { code, stderr } = await refused(t, ['backup', name, ...database], { folder })
    t.equal(code, 1, name)
    t.match(stderr, /^broadsheet: [^\n]+\n$/, name)
  }
  t.equal(readFileSync(join(folder, 'old.db'), 'utf8'), 'an older backup')
  t.notOk(existsSync(join(folder, 'nowhere')))
})
