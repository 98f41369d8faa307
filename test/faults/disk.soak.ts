import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  cpSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import t, { type Test } from 'tap'
import { openStore } from '../../src/store/sqlite/open.ts'
import { mirrorPage } from '../http/pages.ts'
import { addressOf, broadsheet, kill, run, serve } from './process.ts'

const size = 16 * 1024 * 1024
/** Gives a process a disk in memory of its own, which nobody else sees and which goes when it ends. */
const onSmallDisk = `mount -t tmpfs -o size=${size} none "$0" && exec "$@"`
const onReadOnlyFile = `mount --bind "$0/a.db" "$0/a.db" && mount -o remount,bind,ro "$0/a.db" && exec "$@"`
const onReadOnlyDisk = `mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"`

/** Where the tests run for everybody, none may be left out unseen. */
const isRequired = process.env.CI === 'true'
const mayMount = spawnSync('unshare', ['--map-root-user', '--mount', 'true']).status === 0
const skip = mayMount || isRequired ? false : 'unshare (util-linux) may not make a disk here'

/** Starts a service on a disk that a shell command mounts on a folder. */
function serveOn(t: Test, mounting: string, folder: string, settings: Record<string, string> = {}) {
  const serving = ['serve', '--port', '0', '--database', join(folder, 'a.db')]
  const command = ['--map-root-user', '--mount', 'sh', '-c', mounting, folder, ...broadsheet(serving)]
  const environment = { ...process.env, WRITE_RATE: '0', ...settings }
  const child = spawn('unshare', command, { stdio: ['ignore', 'pipe', 'pipe'], env: environment })
  t.teardown(() => child.kill('SIGKILL'))
  return child
}

t.test('a full disk costs what is written meanwhile, and nothing else', { skip }, async (t) => {
  const folder = join(t.testdir(), 'disk')
  mkdirSync(folder)
  const child = serveOn(t, onSmallDisk, folder)
  child.stderr.resume()
  const address = await addressOf(child)
  const seen = (name: string) => join(`/proc/${child.pid}/root`, folder, name)
  const noise = () => Array.from({ length: 9000 }, () => 0x4e00 + Math.floor(Math.random() * 20_000))
  const put = async (id: string) => {
    const body = mirrorPage({ id, paragraphs: [String.fromCharCode(...noise())] })
    const headers = { 'content-type': 'text/markdown' }
    const answer = await fetch(`${address}/articles/${id}`, { method: 'PUT', headers, body })
    return { status: answer.status, problem: JSON.parse(await answer.text()) as { title?: string } }
  }
  const statusOf = async (path: string) => {
    const answer = await fetch(address + path)
    await answer.arrayBuffer()
    return answer.status
  }
  const acknowledged: string[] = []
  for (; acknowledged.length < 5; acknowledged.push(`a${acknowledged.length}`))
    t.equal((await put(`a${acknowledged.length}`)).status, 201)

  for (let megabytes = size / 2 ** 20; megabytes > 0.02; ) {
    try {
      writeFileSync(seen('ballast'), Buffer.alloc(megabytes * 2 ** 20), { flag: 'a' })
    } catch {
      megabytes /= 2
    }
  }
  let refused = await put('full')
  for (let tries = 0; refused.status === 201 && tries < 100; tries++) {
    acknowledged.push(tries === 0 ? 'full' : `full-${tries - 1}`)
    refused = await put(`full-${tries}`)
  }
  t.equal(refused.status, 507)
  t.match(refused.problem, { type: /insufficient-storage/ })
  t.equal(await statusOf('/readyz'), 507)
  const reads = ['/healthz', '/articles?q=正', '/tags', '/export', '/export?raw=true']
  for (const path of [...reads, ...acknowledged.map((id) => `/articles/${id}`)])
    t.equal(await statusOf(path), 200, `${path} on a full disk`)

  const inside = ['--target', String(child.pid), '--user', '--preserve-credentials', '--mount']
  const runInside = (args: string[]) =>
    spawnSync('nsenter', [...inside, ...broadsheet(args)], { encoding: 'utf8' })
  const database = ['--database', join(folder, 'a.db')]
  const backup = runInside(['backup', join(folder, 'copy.db'), ...database])
  t.equal(backup.status, 1)
  t.match(backup.stderr, /^broadsheet: [^\n]*copy\.db is not written: [^\n]* no room[^\n]*\n$/)
  t.strictSame(
    readdirSync(seen('')).filter((name) => name.includes('copy')),
    [],
    'nothing is left of a copy',
  )

  rmSync(seen('ballast'))
  t.equal((await put('behind')).status, 201, 'there is room again')
  t.equal(await statusOf('/readyz'), 200)
  for (const id of [...acknowledged, 'behind']) t.equal(await statusOf(`/articles/${id}`), 200, id)
  t.equal(runInside(['verify', ...database]).stdout, 'sound\n')
  t.equal(runInside(['backup', join(folder, 'copy.db'), ...database]).status, 0)
  child.kill('SIGTERM')
  t.strictSame(await once(child, 'exit'), [0, null])
})

/** A folder with an archive of the seed article, in which each test mounts as it likes. */
const seeded = join(t.testdir(), 'seeded')
mkdirSync(seeded)
if (skip === false) await run(['import', '--database', join(seeded, 'a.db'), 'data'])

t.test('a disk that may only be read is told from one that is broken', { skip }, async (t) => {
  const rows: [what: string, mounting: string, settings: Record<string, string>, says: RegExp][] = [
    ['a disk, to write', onReadOnlyDisk, {}, / cannot be written\n$/],
    ['a file, to write', onReadOnlyFile, {}, / cannot be written\n$/],
    ['a disk, to read', onReadOnlyDisk, { READ_ONLY: '1' }, / can be read only where SQLite may make /],
  ]
  for (const [index, [what, mounting, settings, says]] of rows.entries()) {
    const folder = join(t.testdir(), `disk-${index}`)
    cpSync(seeded, folder, { recursive: true })
    const child = serveOn(t, mounting, folder, settings)
    let said = ''
    child.stderr.on('data', (chunk) => (said += String(chunk)))
    const [code] = await once(child, 'close')
    t.not(code, 0, what)
    t.match(said, /^[^\n]*DATABASE: [^\n]*\n$/, what)
    t.match(said, says, what)
  }
})

t.test('a service that is read-only serves a file that may only be read', { skip }, async (t) => {
  const folder = join(t.testdir(), 'disk')
  cpSync(seeded, folder, { recursive: true })
  const child = serveOn(t, onReadOnlyFile, folder, { READ_ONLY: '1' })
  child.stderr.resume()
  const address = await addressOf(child)
  const { items } = (await (await fetch(`${address}/articles`)).json()) as { items: { id: string }[] }
  t.equal(items.length, 1)
  const rows: [method: string, path: string, status: number][] = [
    ['GET', `/articles/${items[0]?.id}`, 200],
    ['GET', '/export?raw=true', 200],
    ['GET', '/readyz', 200],
    ['DELETE', `/articles/${items[0]?.id}`, 403],
  ]
  for (const [method, path, status] of rows) {
    const answer = await fetch(address + path, { method })
    await answer.arrayBuffer()
    t.equal(answer.status, status, path)
  }
  child.kill('SIGTERM')
  t.strictSame(await once(child, 'exit'), [0, null])
})

/** Overwrites the pages that hold the rows of a table. */
function damage(path: string, table: string): void {
  const database = new Database(path, { readonly: true })
  const size = database.pragma('page_size', { simple: true }) as number
  const sql = "SELECT pageno FROM dbstat WHERE name = ? AND pagetype <> 'internal'"
  const pages = database.prepare(sql).pluck().all(table) as number[]
  database.close()
  const file = openSync(path, 'r+')
  for (const page of pages) writeSync(file, Buffer.alloc(size, 0xa5), 0, size, (page - 1) * size)
  closeSync(file)
}

t.test('what cannot be read under a running service is 503, and all else is served', async (t) => {
  const path = join(t.testdir(), 'a.db')
  const writing = await serve(path)
  for (let number = 0; number < 40; number++) {
    const body = mirrorPage({
      id: `a${number}`,
      tags: ['甲'],
      paragraphs: ['一段正文。'.repeat(500 + number)],
    })
    const headers = { 'content-type': 'text/markdown' }
    const answer = await fetch(`${writing.address}/articles/a${number}`, { method: 'PUT', headers, body })
    t.equal(answer.status, 201)
    await answer.arrayBuffer()
  }
  await kill(writing.child)
  // What the log holds is written back: it would be read in place of what is damaged.
  await (await openStore({ path })).close()
  const { child, address } = await serve(path)
  t.teardown(() => kill(child))
  damage(path, 'answers')
  const rows: [path: string, status: number][] = [
    ['/export', 503],
    ['/export?raw=true', 503],
    ['/export?tag=甲', 503],
    ['/articles/a1', 503],
    ['/articles', 200],
    ['/articles/a1/raw', 200],
    ['/changes', 200],
    ['/tags', 200],
    ['/healthz', 200],
  ]
  for (const [path, status] of [...rows, ...rows]) {
    const answer = await fetch(address + path)
    const text = await answer.text()
    t.equal(answer.status, status, path)
    if (status !== 503) continue
    t.equal(answer.headers.get('retry-after'), '1')
    t.match(JSON.parse(text), { type: /unavailable/, status })
    t.notMatch(text, /sqlite|malformed/i)
  }
  t.equal(child.exitCode, null, 'it runs on')
})
