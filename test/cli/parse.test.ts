import { existsSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { Article } from '../../src/article.ts'
import { mirrorPage } from '../http/pages.ts'
import { tarOf } from '../ingest/items.ts'
import { call, lines, run } from './command.ts'

const ids = Array.from({ length: 150 }, (_, index) => `a${1000 + index}`)
const parsed = (stdout: string): Record<string, unknown>[] => lines(stdout).map((line) => JSON.parse(line))

t.test('a line for each page, in order, every member of the contract there', async (t) => {
  const folder = t.testdir({ pages: Object.fromEntries(ids.map((id) => [`${id}.md`, mirrorPage({ id })])) })
  const { code, stdout } = await run(['parse', 'pages'], { folder })
  t.equal(code, 0)
  const articles = parsed(stdout)
  t.strictSame(
    articles.map(({ id }) => id),
    ids,
  )
  t.strictSame(
    articles.map(({ path }) => path),
    ids.map((id) => `pages/${id}.md`),
  )
  for (const article of articles.slice(0, 3)) {
    // The addresses of tags are made for an answer of the service.
    const members = Object.keys(Article.shape).filter((name) => name !== 'tagLinks')
    t.strictSame(Object.keys(article), ['path', ...members])
    t.match(article, { revision: null, ingestedAt: null, updatedAt: null, href: null, links: null })
  }
  t.notOk(existsSync(join(folder, 'data')), 'no database is made')
})

t.test('threads or none, the lines are the same', async (t) => {
  const folder = t.testdir({ pages: Object.fromEntries(ids.map((id) => [`${id}.md`, mirrorPage({ id })])) })
  const [none, two] = await Promise.all(
    ['0', '2'].map((threads) => call(['parse', 'pages', '--parser-threads', threads], { folder })),
  )
  t.equal(none?.stdout, two?.stdout)
})

t.test('whatever import takes; a page without an article is a line, too', async (t) => {
  const folder = t.testdir({
    'a.tar': await tarOf([{ name: 'p/a1.md', text: mirrorPage({ id: 'a1' }) }]),
    'b.md': '',
    'c.ndjson': `${JSON.stringify({ content: mirrorPage({ id: 'a2' }), contentType: 'text/markdown' })}\nno JSON\n`,
  })
  const { code, stdout } = await call(['parse', '.'], { folder })
  t.equal(code, 0)
  t.match(parsed(stdout), [
    { path: 'p/a1.md', id: 'a1' },
    { path: 'b.md', problem: { type: '/problems/no-article', status: 422 } },
    { path: 'c.ndjson', line: 1, id: 'a2' },
    { path: 'c.ndjson', line: 2, problem: { type: '/problems/malformed-request', status: 400 } },
  ])
})

t.test('NDJSON on standard input; a path that is not there', async (t) => {
  const input = `\n${JSON.stringify({ content: mirrorPage({ id: 'a1' }), contentType: 'text/markdown', id: 'mine' })}\n`
  const fromInput = await run(['parse', '-'], { input })
  t.equal(fromInput.code, 0)
  t.match(parsed(fromInput.stdout), [{ line: 2, id: 'mine' }])
  const missing = await call(['parse', 'none.md'])
  t.equal(missing.code, 1)
  t.match(parsed(missing.stdout), [{ path: 'none.md', problem: { status: 404 } }])
})

t.test('an explanation says which rule gave each field, and where', async (t) => {
  const folder = t.testdir({ 'a1.md': mirrorPage({ id: 'a1', tags: ['图书馆'] }) })
  const { code, stdout } = await call(['parse', '--explain', 'a1.md'], { folder })
  t.equal(code, 0)
  t.match(stdout, /^a1\.md: a1\n/)
  for (const field of ['title', 'published', 'byline', 'tags', 'body'])
    t.match(stdout, new RegExp(`^  ${field} +\\S.*\\n +by .+\\n +in .+`, 'm'), field)
})
