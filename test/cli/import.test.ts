import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { constants, getPriority } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { WARCParser } from 'warcio'
import { mirrorPage } from '../http/pages.ts'
import { tarOf } from '../ingest/items.ts'
import { newsPage } from '../ingest/tools.ts'
import { call, command, complaints, ended, holdsArticles, lines, refused, run, start } from './command.ts'

const pages = (ids: string[]) => Object.fromEntries(ids.map((id) => [`${id}.md`, mirrorPage({ id })]))
const message = (id: string) =>
  `${JSON.stringify({ content: mirrorPage({ id }), contentType: 'text/markdown' })}\n`
const summary = (text: string) => /^(.*?);/m.exec(text)?.[1]

t.test('a folder: stored, then unchanged; each failure named; a summary', async (t) => {
  const folder = t.testdir({ pages: { city: { ...pages(['a1', 'a2', 'a3']), 'link1.md': '', 'x.md': '' } } })
  const database = join(folder, 'a.db')
  const threads = { PARSER_THREADS: '2' }
  const first = await run(['import', 'pages', '--database', database], { folder, environment: threads })
  t.equal(first.code, 0, 'a page without an article is no failure')
  t.equal(
    summary(first.stdout),
    '5 pages: 3 created, 0 updated, 0 unchanged, 0 failed, 2 passed over (2 no article)',
  )
  t.equal(complaints(first.stderr), '')
  const strict = await call(['import', 'pages', '--strict', '--database', database], { folder })
  t.equal(strict.code, 1)
  t.equal(summary(strict.stdout), '5 pages: 0 created, 0 updated, 3 unchanged, 2 failed')
  t.match(lines(complaints(strict.stderr)), [/^pages\/city\/link1\.md: \S/, /^pages\/city\/x\.md: \S/])
  const again = await call(['import', 'pages/city/a1.md', 'pages/city/a2.md'], {
    folder,
    environment: { DATABASE: database },
  })
  t.equal(again.code, 0)
  t.equal(summary(again.stdout), '2 pages: 0 created, 0 updated, 2 unchanged, 0 failed')
  t.equal(complaints(again.stderr), '')
})

t.test('a dry run writes nothing', async (t) => {
  const folder = t.testdir(pages(['a1']))
  const { stdout } = await call(['import', 'a1.md', '--dry-run', '--database', 'a.db'], { folder })
  t.equal(summary(stdout), '1 pages: 1 created, 0 updated, 0 unchanged, 0 failed')
  t.match(JSON.parse((await call(['stats', '--database', 'a.db'], { folder })).stdout), { articles: 0 })
})

t.test('NDJSON on standard input, a bad line in the middle', async (t) => {
  const folder = t.testdir()
  const input = `${message('a1')}{"content": \n${message('a2')}`
  const { code, stdout, stderr } = await run(['import', '-', '--database', 'a.db'], { folder, input })
  t.equal(code, 1)
  t.equal(summary(stdout), '3 pages: 2 created, 0 updated, 0 unchanged, 1 failed')
  t.match(lines(complaints(stderr)), [/^line 2: /])
})

t.test('a tar that was cut off, and one with members that lead out', async (t) => {
  const whole = await tarOf([
    { name: 'p/a1.md', text: mirrorPage({ id: 'a1' }) },
    { name: '../a2.md', text: mirrorPage({ id: 'a2' }) },
    { name: 'p/a3.md', text: mirrorPage({ id: 'a3' }) },
  ])
  const folder = t.testdir({ 'a.tar': whole, 'b.tar': whole.subarray(0, 700) })
  const { code, stdout, stderr } = await call(['import', 'a.tar', 'b.tar', '--database', 'a.db'], { folder })
  t.equal(code, 1)
  t.equal(summary(stdout), '4 pages: 2 created, 0 updated, 0 unchanged, 2 failed')
  t.match(lines(complaints(stderr)), [/^\.\.\/a2\.md: /, /^p\/a1\.md: The stream breaks off/])
})

t.test('interrupted, it ends the group under way and says how to go on', async (t) => {
  const folder = t.testdir()
  const child = start(['import', '-', '--database', 'a.db'], { folder })
  const end = ended(child)
  child.stdin?.write(message('a1'))
  // The second line comes when the first is stored; the third never.
  while (!holdsArticles(join(folder, 'a.db'))) await pause(10)
  t.equal(getPriority(child.pid), constants.priority.PRIORITY_LOW, 'and takes what others leave')
  child.stdin?.write(message('a2').slice(0, 100))
  child.kill('SIGINT')
  const { code, stdout } = await end
  t.equal(code, 130)
  t.match(stdout, /^1 pages: 1 created, .*; interrupted: run the same command again to go on\n$/)
  const again = await run(['import', '-', '--database', 'a.db'], {
    folder,
    input: message('a1') + message('a2'),
  })
  t.equal(summary(again.stdout), '2 pages: 1 created, 0 updated, 1 unchanged, 0 failed')
})

t.test('export with raw pages, import into an empty store: the same export again', async (t) => {
  const folder = t.testdir({
    v1: pages(['a1', 'a2', 'a3']),
    v2: { 'a2.md': mirrorPage({ id: 'a2', title: '改过的标题' }) },
  })
  await call(['import', 'v1', 'v2', '--database', 'a.db'], { folder })
  const first = await call(['export', '--raw', '--database', 'a.db'], { folder })
  t.equal(lines(first.stdout).length, 3)
  const back = await run(['import', '-', '--database', 'b.db'], { folder, input: first.stdout })
  t.equal(back.code, 0, back.stderr)
  t.equal(summary(back.stdout), '3 pages: 3 created, 0 updated, 0 unchanged, 0 failed')
  for (const flags of [['--raw'], []]) {
    const [a, b] = await Promise.all(
      ['a.db', 'b.db'].map((database) => call(['export', ...flags, '--database', database], { folder })),
    )
    t.equal(b?.stdout, a?.stdout)
  }
  const twice = await run(['import', '-', '--database', 'b.db'], { folder, input: first.stdout })
  t.equal(summary(twice.stdout), '3 pages: 0 created, 0 updated, 3 unchanged, 0 failed')
  const altered = first.stdout.replace('"contentBase64":"I', '"contentBase64":"J')
  const differing = await run(['import', '-', '--database', 'c.db'], { folder, input: altered })
  t.equal(differing.code, 1)
  t.match(complaints(differing.stderr), /^line 1: The bytes of page 1 differ from their digest\.\n$/)
})

t.test('a reader that has enough ends an export without a word', async (t) => {
  const folder = t.testdir(pages(Array.from({ length: 300 }, (_, index) => `a${1000 + index}`)))
  await call(['import', '.', '--database', 'a.db'], { folder })
  const child = start(['export', '--database', 'a.db'], { folder })
  const end = ended(child)
  child.stdout?.once('data', () => child.stdout?.destroy())
  await once(child, 'close')
  const { code, stderr } = await end
  t.equal(code, 0)
  t.equal(stderr, '')
})

type ExportedPage = { receivedAt: string; captures?: unknown; hints: Record<string, unknown> }

t.test('export as WARC, import into an empty store: the same articles and pages', async (t) => {
  const folder = t.testdir({
    v1: pages(['a1', 'a2', 'a3']),
    v2: { 'a2.md': mirrorPage({ id: 'a2', title: '改过的标题' }) },
    html: { 'x.html': newsPage('没有地址的一页') },
  })
  await call(['import', 'v1', 'v2', 'html', '--database', 'a.db'], { folder })
  const linesOf = async (database: string) =>
    lines((await call(['export', '--raw', '--database', database], { folder })).stdout).map((line) => {
      const { ingestedAt: _, updatedAt: __, capturedAt: ___, pages, ...article } = JSON.parse(line)
      return { ...article, pages: pages.map(pageAlone) }
    })
  // A WARC record says when its page was captured: of a page that came without that, when it came.
  const pageAlone = ({ receivedAt: _, captures: __, hints, ...page }: ExportedPage) => {
    const { capturedAt: ___, ...others } = hints
    return { ...page, hints: others }
  }
  const expected = await linesOf('a.db')
  for (const name of ['a.warc', 'a.warc.gz']) {
    t.equal((await run(['export', '--warc', name, '--database', 'a.db'], { folder })).code, 0)
    const read: string[] = []
    for await (const record of WARCParser.iterRecords(createReadStream(join(folder, name)))) {
      const bytes = await record.readFully()
      read.push(`${record.warcType} ${record.warcContentLength === bytes.length}`)
      const digest = createHash('sha256').update(bytes).digest('hex')
      if (record.warcType === 'resource') t.equal(record.warcBlockDigest, `sha256:${digest}`)
    }
    t.strictSame(read, ['warcinfo true', ...Array(5).fill('resource true')])
    const back = await call(['import', name, '--database', `${name}.db`], { folder })
    t.equal(summary(back.stdout), '5 pages: 4 created, 1 updated, 0 unchanged, 0 failed')
    t.strictSame(await linesOf(`${name}.db`), expected)
  }
  const again = await refused(t, ['export', '--warc', 'a.warc', '--database', 'a.db'], { folder })
  t.match(again, { code: 1, stderr: /^broadsheet: --warc: a\.warc is there already\n$/ })
})

t.test('what is wanted, what is passed over, and a report of both', async (t) => {
  const articles = ['one', 'two', 'three'].map((name) => ({
    content: newsPage(`${name}: 河边镇图书馆重新开放`),
    url: `https://${name}.example/news/1.html`,
  }))
  const folder = t.testdir({
    'a.jsonl': articles.map((article) => `${JSON.stringify(article)}\n`).join(''),
    more: {
      'a.jpg': 'x',
      'b.jpg': 'x',
      'empty.html': ' ',
      'cut.warc': 'WARC/1.0\r\nContent-Length: 9\r\n\r\nx',
    },
  })
  const count = async (...flags: string[]) =>
    summary(
      (await call(['import', 'a.jsonl', '--dry-run', '--database', 'a.db', ...flags], { folder })).stdout,
    )
  const none = '0 updated, 0 unchanged, 0 failed'
  t.equal(
    await count('--include', 'https://one.example/*'),
    `1 pages: 1 created, ${none}, 2 passed over (2 address not included)`,
  )
  t.equal(
    await count('--exclude', '*://two.example/*', '--include', '/news/*'),
    `2 pages: 2 created, ${none}, 1 passed over (1 address excluded)`,
  )
  t.equal(
    await count('--since', '2020-02-02'),
    `0 pages: 0 created, ${none}, 3 passed over (3 before 2020-02-02)`,
  )
  t.equal(await count('--since', '2020-02-01', '--language', 'zh'), `3 pages: 3 created, ${none}`)
  t.equal(await count('--source', 'rfa'), `0 pages: 0 created, ${none}, 3 passed over (3 other source)`)
  for (const [flag, value] of [
    ['--include', 'https://[x'],
    ['--since', 'yesterday'],
    ['--report', 'none/r'],
  ] as const)
    t.match(await refused(t, ['import', 'a.jsonl', flag, value, '--database', 'a.db'], { folder }), {
      code: 1,
      stderr: RegExp(`^broadsheet: ${flag}`),
    })
  const { code, stdout, stderr } = await call(
    ['import', 'more', '--report', 'r.ndjson', '--database', 'a.db'],
    { folder },
  )
  t.equal(code, 1)
  t.equal(
    summary(stdout),
    '2 pages: 0 created, 0 updated, 0 unchanged, 1 failed, 3 passed over (2 .jpg, 1 no article)',
  )
  t.match(lines(complaints(stderr)), [/^more\/cut\.warc: /])
  t.match(
    lines(readFileSync(join(folder, 'r.ndjson'), 'utf8')).map((line) => JSON.parse(line)),
    [
      { path: 'more/a.jpg', result: 'passed-over', reason: '.jpg' },
      { path: 'more/b.jpg', result: 'passed-over', reason: '.jpg' },
      { path: 'more/cut.warc', result: 'failed', problem: { type: '/problems/malformed-request' } },
      { path: 'more/empty.html', result: 'passed-over', reason: 'no article' },
    ],
  )
})

t.test(
  'input that is no plain file, and names that are not UTF-8',
  { skip: process.platform !== 'linux' },
  async (t) => {
    const folder = t.testdir({ a: {} })
    const name = Buffer.concat([
      Buffer.from(join(folder, 'a/')),
      Buffer.from([0xd6, 0xd0, 0xce, 0xc4]),
      Buffer.from('.html'),
    ])
    writeFileSync(name, newsPage('国标码的文件名'))
    const gbk = await call(['import', 'a', '--database', 'a.db'], { folder })
    t.equal(summary(gbk.stdout), '1 pages: 1 created, 0 updated, 0 unchanged, 0 failed')
    const named = spawnSync(
      'sh',
      ['-c', `"$0" "$1" import a/*.html --database a.db`, process.execPath, command],
      { cwd: folder, encoding: 'utf8' },
    )
    t.match(named.stdout, /^1 pages: 0 created, 0 updated, 1 unchanged/, named.stderr)
    execFileSync('mkfifo', [join(folder, 'pipe.html')])
    symlinkSync('/dev/zero', join(folder, 'zero.html'))
    symlinkSync('loop.html', join(folder, 'loop.html'))
    const paths = ['pipe.html', 'zero.html', 'loop.html']
    const { code, stderr } = await call(['import', ...paths, '--database', 'a.db'], { folder })
    t.equal(code, 1)
    t.strictSame(lines(complaints(stderr)), [
      'pipe.html: It is no file but a named pipe.',
      'zero.html: It is no file but a device.',
      'loop.html: It cannot be read: ELOOP.',
    ])
  },
)
