import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { webAddressOf, webPage } from '../http/pages.ts'
import { lines, run } from './command.ts'

/** A WARC of pages that one crawl took, as ISO 28500 has it. */
const crawl = (date: string, versions: Readonly<Record<string, string>>): string =>
  Object.entries(versions)
    .map(([id, title]) => {
      const block = `HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${webPage({ id, title })}`
      const head = [
        'WARC/1.1',
        'WARC-Type: response',
        `WARC-Date: ${date}`,
        `WARC-Target-URI: ${webAddressOf(id)}`,
        'Content-Type: application/http; msgtype=response',
        `Content-Length: ${Buffer.byteLength(block)}`,
      ]
      return `${head.join('\r\n')}\r\n\r\n${block}\r\n\r\n`
    })
    .join('')

type Page = { digest: string; receivedAt?: string; captures: { at: string }[] }
type Line = { id: string; title: string; pages: Page[] }

const seenBy = ({ id, title, pages }: Line) => ({
  id,
  title,
  pages: pages.map(({ digest, captures }) => [digest, ...captures.map(({ at }) => at)]),
})

t.test('crawls make the same archive in whatever order they are imported', async (t) => {
  const folder = t.testdir()
  const files = [
    crawl('2020-01-01T00:00:00Z', { a1: '仓库', b1: '桥', c1: '只有一次' }),
    crawl('2020-02-01T00:00:00Z', { a1: '图书馆', b1: '桥' }),
    crawl('2020-03-01T00:00:00Z', { a1: '仓库', b1: '新桥' }),
  ].map((text, index) => {
    const path = join(folder, `${index}.warc`)
    writeFileSync(path, text)
    return path
  })
  const DATABASE = (name: string) => ({ DATABASE: join(folder, `${name}.db`), PARSER_THREADS: '0' })
  const seenIn = async (name: string) => {
    const { stdout } = await run(['export', '--raw'], { environment: DATABASE(name) })
    return lines(stdout).map((line) => seenBy(JSON.parse(line)))
  }
  for (const order of [
    [0, 1, 2],
    [2, 1, 0],
    [1, 2, 0],
  ]) {
    const environment = DATABASE(order.join(''))
    const imported = await run(['import', ...order.map((index) => files[index]!)], { environment })
    t.equal(imported.code, 0, imported.stdout + imported.stderr)
    if (order[0] === 2) t.match(imported.stdout, /, 2 as earlier revisions, /)
  }
  const again = await run(['import', ...files], { environment: DATABASE('210') })
  t.match(again.stdout, /^7 pages: 0 created, 0 updated, 7 unchanged, 0 failed/)
  const expected = await seenIn('012')
  t.match(expected.map(({ title }) => title).toSorted(), ['仓库', '只有一次', '新桥'])
  t.strictSame(await seenIn('210'), expected)
  t.strictSame(await seenIn('120'), expected)

  const warc = join(folder, 'export.warc.gz')
  await run(['export', '--warc', warc], { environment: DATABASE('120') })
  await run(['import', warc], { environment: DATABASE('from-export') })
  const newest = (seen: typeof expected) =>
    seen.map(({ pages, ...rest }) => ({
      ...rest,
      pages: pages.map(([digest, ...at]) => [digest, at.at(-1)]),
    }))
  t.strictSame(
    newest(await seenIn('from-export')),
    newest(expected),
    'a WARC has the newest capture of each version',
  )
})
