import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { tarOf } from '../../ingest/items.ts'
import { mirrorPage } from '../pages.ts'

const program = join(import.meta.dirname, '../../../src/cli.ts')

type Ran = { code: number | null; out: string; err: string }

function start(args: readonly string[], environment: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env.PATH, PARSER_THREADS: '0', LOG_LEVEL: 'info', ...environment },
  })
}

async function run(
  args: readonly string[],
  environment: Record<string, string> = {},
  input = '',
): Promise<Ran> {
  const child = start(args, environment)
  const ran: Ran = { code: null, out: '', err: '' }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    ran.out += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    ran.err += text
  })
  child.stdin?.end(input)
  ;[ran.code] = (await once(child, 'close')) as [number | null]
  return ran
}

/** A folder of pages: two articles and a page that holds none. */
async function folder(root: string): Promise<string> {
  const pages = join(root, 'pages/city')
  mkdirSync(pages, { recursive: true })
  writeFileSync(join(pages, 'a500000001.md'), mirrorPage({ id: 'a500000001', tags: ['图书馆'] }))
  writeFileSync(join(pages, 'a500000002.md'), mirrorPage({ id: 'a500000002' }))
  writeFileSync(join(pages, 'empty.html'), '<html></html>')
  writeFileSync(join(pages, 'notes.txt'), 'no page')
  writeFileSync(
    join(root, 'more.tar'),
    await tarOf([{ name: 'x/a500000003.md', text: mirrorPage({ id: 'a500000003' }) }]),
  )
  const line = { content: mirrorPage({ id: 'a500000004' }), contentType: 'text/markdown' }
  writeFileSync(join(root, 'more.ndjson'), `${JSON.stringify(line)}\n`)
  return root
}

t.test('import, twice; export, stats, verify, backup, reparse', async (t) => {
  const root = await folder(t.testdir())
  const environment = { DATABASE: join(root, 'archive.db') }
  const broadsheet = (...args: string[]) => run(args, environment)

  const first = await broadsheet('import', root)
  t.equal(first.code, 1, 'a page failed')
  t.match(first.err, /empty\.html: \S/, 'it is named with its reason')
  t.notMatch(first.err + first.out, 'notes.txt')
  t.match(first.out, /4 created, 0 updated, 0 unchanged, 1 failed/)
  const second = await broadsheet('import', root)
  t.match(second.out, /0 created, 0 updated, 4 unchanged, 1 failed/)
  t.equal((await broadsheet('import', join(root, 'pages/city/a500000001.md'))).code, 0)
  const piped = await run(['import', '-'], environment, readFileSync(join(root, 'more.ndjson'), 'utf8'))
  t.equal(piped.code, 0)
  t.match(piped.out, /1 unchanged/)
  t.equal((await broadsheet('import', join(root, 'none'))).code, 1)

  const exported = await broadsheet('export')
  const ids = exported.out
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { id: string }).id)
  t.strictSame(ids, ['a500000001', 'a500000002', 'a500000003', 'a500000004'])
  t.match(JSON.parse((await broadsheet('stats')).out), { articles: 4, revisions: 4 })
  t.match(await broadsheet('verify'), { code: 0 })
  t.match(await broadsheet('reparse', '--dry-run'), { code: 0, out: /4 articles: 0 would change/ })
  t.match(await broadsheet('reparse'), { code: 0, out: /4 articles: 0 changed, 4 unchanged/ })

  const copy = join(root, 'copy.db')
  t.equal((await broadsheet('backup', copy)).code, 0)
  t.equal((await run(['export'], { DATABASE: copy })).out, exported.out)

  const raw = await broadsheet('export', '--raw')
  writeFileSync(join(root, 'raw.ndjson'), raw.out)
  const rebuilt = { DATABASE: join(root, 'rebuilt.db') }
  t.equal((await run(['import', join(root, 'raw.ndjson')], rebuilt)).code, 0)
  t.equal((await run(['export', '--raw'], rebuilt)).out, raw.out, 'the archive again, byte for byte')
})

t.test('parse prints a line a page, and touches no database', async (t) => {
  const root = await folder(t.testdir())
  const environment = { DATABASE: join(root, 'none/archive.db') }
  const { code, out } = await run(['parse', root], environment)
  t.equal(code, 0)
  const lines = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  t.equal(lines.length, 5)
  t.match(
    lines.find(({ id }) => id === 'a500000001'),
    { path: /a500000001\.md$/, title: /号报导/, tags: ['图书馆'], source: 'ntdtv' },
  )
  t.equal(Object.keys(lines[0] ?? {})[0], 'path')
  t.match(
    lines.find(({ path }) => String(path).endsWith('empty.html')),
    { problem: { type: '/problems/no-article' } },
  )
  t.equal(lines.filter(({ line }) => line === 1).length <= 1, true)
  const piped = await run(['parse', '-'], environment, readFileSync(join(root, 'more.ndjson'), 'utf8'))
  t.match(JSON.parse(piped.out), { line: 1, id: 'a500000004' })
  t.throws(() => readFileSync(environment.DATABASE))
  const explained = await run(['parse', '--explain', join(root, 'pages/city/a500000001.md')], environment)
  t.match(explained.out, /title[\s\S]*dateline/)
})

t.test('help for each', async (t) => {
  const { code, out } = await run(['--help'])
  t.equal(code, 0)
  for (const name of ['serve', 'import', 'parse', 'export', 'reparse', 'backup', 'verify', 'stats']) {
    t.match(out, name)
    const help = await run([name, '--help'])
    t.equal(help.code, 0)
    t.match(help.out, `broadsheet ${name}`)
  }
  t.match(await run(['improt']), { code: 1, err: /improt.*import/s })
  t.match(await run(['import', '--dryrun', '.']), { code: 1, err: /dryrun.*dry-run/s })
})

t.test('a wrong setting stops the start with one line that names it', async (t) => {
  const root = t.testdir({ 'no.db': 'this is no database, however long it may be. '.repeat(50) })
  const busy = createServer().listen(0, '127.0.0.1')
  await once(busy, 'listening')
  t.teardown(() => void busy.close())
  const { port } = busy.address() as { port: number }
  const rows: [string, Record<string, string>, string[]?][] = [
    ['PORT', { PORT: 'http' }],
    ['PORT', { PORT: '70000' }],
    ['PORT', { PORT: String(port) }],
    ['PORT', {}, ['--port', 'x']],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['READ_ONLY', { READ_ONLY: 'maybe' }],
    ['MAX_PAGE_SIZE', { MAX_PAGE_SIZE: '8MB' }],
    ['DATABASE', { DATABASE: join(root, 'no.db') }],
    ['HOST', { HOST: '0.0.0.0' }],
    ['HOST', { HOST: '203.0.113.7', READ_ONLY: '1' }],
  ]
  for (const [name, environment, args = []] of rows) {
    const ran = await run(['serve', ...args], { PORT: '0', DATABASE: join(root, 'test.db'), ...environment })
    const what = JSON.stringify([environment, args])
    t.equal(ran.code, 1, what)
    t.match(ran.err, name, what)
    t.equal(ran.err.trimEnd().split('\n').length, 1, `${what}: ${ran.err}`)
  }
})

t.test('serve answers until it is told to stop', async (t) => {
  const rows: Record<string, string>[] = [
    {},
    { HOST: '0.0.0.0', READ_ONLY: '1' },
    { HOST: '0.0.0.0', API_KEYS: 'secret' },
  ]
  for (const environment of rows) {
    const child = start(['serve'], { PORT: '0', DATABASE: join(t.testdir(), 'test.db'), ...environment })
    const port = await listening(child)
    t.equal((await fetch(`http://127.0.0.1:${port}/healthz`)).status, 200)
    child.kill('SIGTERM')
    const [code] = (await once(child, 'close')) as [number | null]
    t.equal(code, 0, JSON.stringify(environment))
  }
})

/** The port that the service says it listens on. */
async function listening(child: ChildProcess): Promise<string> {
  let text = ''
  for await (const chunk of child.stdout!) {
    text += String(chunk)
    const port = /https?:\/\/[^\s"]*:(\d+)/.exec(text)?.[1]
    if (port !== undefined) return port
  }
  throw new Error(`it does not say where it listens: ${text}`)
}
