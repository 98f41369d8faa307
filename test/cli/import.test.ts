import { once } from 'node:events'
import { constants, getPriority } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { mirrorPage } from '../http/pages.ts'
import { tarOf } from '../ingest/items.ts'
import { ended, lines, run, start } from './command.ts'

const pages = (ids: string[]) => Object.fromEntries(ids.map((id) => [`${id}.md`, mirrorPage({ id })]))
const message = (id: string) =>
  `${JSON.stringify({ content: mirrorPage({ id }), contentType: 'text/markdown' })}\n`
const summary = (text: string) => /^(.*?);/m.exec(text)?.[1]

t.test('a folder: stored, then unchanged; each failure named; a summary', async (t) => {
  const folder = t.testdir({ pages: { city: { ...pages(['a1', 'a2', 'a3']), 'link1.md': '', 'x.md': '' } } })
  const database = join(folder, 'a.db')
  const first = await run(['import', 'pages', '--database', database], { folder })
  t.equal(first.code, 0, 'a page without an article is no failure')
  t.equal(
    summary(first.stdout),
    '5 pages: 3 created, 0 updated, 0 unchanged, 0 failed, 2 passed over (2 no article)',
  )
  t.equal(first.stderr, '')
  const strict = await run(['import', 'pages', '--strict', '--database', database], { folder })
  t.equal(strict.code, 1)
  t.equal(summary(strict.stdout), '5 pages: 0 created, 0 updated, 3 unchanged, 2 failed')
  t.match(lines(strict.stderr), [/^pages\/city\/link1\.md: \S/, /^pages\/city\/x\.md: \S/])
  const again = await run(['import', 'pages/city/a1.md', 'pages/city/a2.md'], {
    folder,
    environment: { DATABASE: database },
  })
  t.equal(again.code, 0)
  t.equal(summary(again.stdout), '2 pages: 0 created, 0 updated, 2 unchanged, 0 failed')
  t.equal(again.stderr, '')
})

t.test('a dry run writes nothing', async (t) => {
  const folder = t.testdir(pages(['a1']))
  const { stdout } = await run(['import', 'a1.md', '--dry-run', '--database', 'a.db'], { folder })
  t.equal(summary(stdout), '1 pages: 1 created, 0 updated, 0 unchanged, 0 failed')
  t.match(JSON.parse((await run(['stats', '--database', 'a.db'], { folder })).stdout), { articles: 0 })
})

t.test('NDJSON on standard input, a bad line in the middle', async (t) => {
  const folder = t.testdir()
  const input = `${message('a1')}{"content": \n${message('a2')}`
  const { code, stdout, stderr } = await run(['import', '-', '--database', 'a.db'], { folder, input })
  t.equal(code, 1)
  t.equal(summary(stdout), '3 pages: 2 created, 0 updated, 0 unchanged, 1 failed')
  t.match(lines(stderr), [/^line 2: /])
})

t.test('a tar that was cut off, and one with members that lead out', async (t) => {
  const whole = await tarOf([
    { name: 'p/a1.md', text: mirrorPage({ id: 'a1' }) },
    { name: '../a2.md', text: mirrorPage({ id: 'a2' }) },
    { name: 'p/a3.md', text: mirrorPage({ id: 'a3' }) },
  ])
  const folder = t.testdir({ 'a.tar': whole, 'b.tar': whole.subarray(0, 700) })
  const { code, stdout, stderr } = await run(['import', 'a.tar', 'b.tar', '--database', 'a.db'], { folder })
  t.equal(code, 1)
  t.equal(summary(stdout), '4 pages: 2 created, 0 updated, 0 unchanged, 2 failed')
  t.match(lines(stderr), [/^\.\.\/a2\.md: /, /^p\/a1\.md: The stream breaks off/])
})

t.test('interrupted, it ends the group under way and says how to go on', async (t) => {
  const folder = t.testdir()
  const child = start(['import', '-', '--database', 'a.db'], { folder })
  const end = ended(child)
  child.stdin?.write(message('a1'))
  // The second line comes when the first is stored; the third never.
  for (;;) {
    const { stdout } = await run(['stats', '--database', 'a.db'], { folder })
    if (stdout !== '' && JSON.parse(stdout).articles === 1) break
  }
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
  for (const version of ['v1', 'v2']) await run(['import', version, '--database', 'a.db'], { folder })
  const first = await run(['export', '--raw', '--database', 'a.db'], { folder })
  t.equal(lines(first.stdout).length, 3)
  const back = await run(['import', '-', '--database', 'b.db'], { folder, input: first.stdout })
  t.equal(back.code, 0, back.stderr)
  t.equal(summary(back.stdout), '3 pages: 3 created, 0 updated, 0 unchanged, 0 failed')
  for (const flags of [['--raw'], []]) {
    const [a, b] = await Promise.all(
      ['a.db', 'b.db'].map((database) => run(['export', ...flags, '--database', database], { folder })),
    )
    t.equal(b?.stdout, a?.stdout)
  }
  const twice = await run(['import', '-', '--database', 'b.db'], { folder, input: first.stdout })
  t.equal(summary(twice.stdout), '3 pages: 0 created, 0 updated, 3 unchanged, 0 failed')
  const altered = first.stdout.replace('"contentBase64":"I', '"contentBase64":"J')
  const refused = await run(['import', '-', '--database', 'c.db'], { folder, input: altered })
  t.equal(refused.code, 1)
  t.match(refused.stderr, /^line 1: The bytes of page 1 differ from their digest\.\n$/)
})

t.test('a reader that has enough ends an export without a word', async (t) => {
  const folder = t.testdir(pages(Array.from({ length: 300 }, (_, index) => `a${1000 + index}`)))
  await run(['import', '.', '--database', 'a.db'], { folder })
  const child = start(['export', '--database', 'a.db'], { folder })
  const end = ended(child)
  child.stdout?.once('data', () => child.stdout?.destroy())
  await once(child, 'close')
  const { code, stderr } = await end
  t.equal(code, 0)
  t.equal(stderr, '')
})
