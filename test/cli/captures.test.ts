import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import t from 'tap'
import { pack } from 'tar-stream'
import { ZipFile } from 'yazl'
import { webAddressOf, webPage } from '../http/pages.ts'
import { call, lines } from './command.ts'

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

type Page = { digest: string; receivedAt?: string; captures: { at: string; from: string }[] }
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
    const { stdout } = await call(['export', '--raw'], { environment: DATABASE(name) })
    return lines(stdout).map((line) => seenBy(JSON.parse(line)))
  }
  for (const order of [
    [0, 1, 2],
    [2, 1, 0],
    [1, 2, 0],
  ]) {
    const environment = DATABASE(order.join(''))
    const imported = await call(['import', ...order.map((index) => files[index]!)], { environment })
    t.equal(imported.code, 0, imported.stdout + imported.stderr)
    if (order[0] === 2) t.match(imported.stdout, /, 2 as earlier revisions, /)
  }
  const again = await call(['import', ...files], { environment: DATABASE('210') })
  t.match(again.stdout, /^7 pages: 0 created, 0 updated, 7 unchanged, 0 failed/)
  const expected = await seenIn('012')
  t.match(expected.map(({ title }) => title).toSorted(), ['仓库', '只有一次', '新桥'])
  t.strictSame(await seenIn('210'), expected)
  t.strictSame(await seenIn('120'), expected)

  const warc = join(folder, 'export.warc.gz')
  await call(['export', '--warc', warc], { environment: DATABASE('120') })
  await call(['import', warc], { environment: DATABASE('from-export') })
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

t.test('the date of a file is when its page was captured only where the import asks for it', async (t) => {
  const folder = t.testdir()
  const [written, none] = [new Date('2019-05-06T07:08:10Z'), new Date(0)]
  const page = (id: string) => webPage({ id, title: `第${id}页` })
  mkdirSync(join(folder, 'pages'))
  writeFileSync(join(folder, 'pages/a1.html'), page('a1'))
  utimesSync(join(folder, 'pages/a1.html'), written, written)

  const tar = pack()
  tar.entry({ name: 'b1.html', mtime: written }, page('b1'))
  tar.entry({ name: 'b2.html', mtime: none }, page('b2'))
  tar.finalize()
  writeFileSync(join(folder, 'b.tar'), await buffer(tar))

  const zip = new ZipFile()
  zip.addBuffer(Buffer.from(page('c1')), 'c1.html', { mtime: written })
  zip.addBuffer(Buffer.from(crawl('2020-02-01T00:00:00Z', { c2: '第c2页' })), 'c.warc', { mtime: written })
  const mhtml = `Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${page('c3')}\r\n--b--`
  zip.addBuffer(Buffer.from(mhtml), 'c3.mhtml', { mtime: written })
  zip.addBuffer(
    Buffer.from(`Date: Sat, 1 Feb 2020 00:00:00 GMT\r\n${mhtml.replaceAll('c3', 'c4')}`),
    'c4.mhtml',
    {
      mtime: written,
    },
  )
  zip.end()
  writeFileSync(join(folder, 'c.zip'), await buffer(zip.outputStream))

  const paths = ['pages', 'b.tar', 'c.zip']
  const capturesBy = async (name: string, flags: string[]) => {
    const environment = { DATABASE: `${name}.db` }
    const imported = await call(['import', ...flags, ...paths], { environment, folder })
    t.match(imported, { code: 0, stdout: /^7 pages: 7 created/ })
    const { stdout } = await call(['export', '--raw'], { environment, folder })
    const captures: Record<string, string> = {}
    for (const line of lines(stdout)) {
      const { title, pages, capturedAt } = JSON.parse(line) as Line & { capturedAt: string | null }
      // A WARC and a raw export say what they had from it again.
      const [capture] = pages[0]!.captures ?? [{ from: 'arrival', at: null }]
      captures[title.slice(1, 3)] = `${capture!.from} ${capturedAt}`
    }
    return captures
  }
  const file = 'file 2019-05-06T07:08:10.000Z'
  const hint = 'hint 2020-02-01T00:00:00.000Z'
  const arrival = 'arrival null'
  t.strictSame(await capturesBy('without', []), {
    ...{ a1: arrival, b1: arrival, b2: arrival, c1: arrival, c2: hint, c3: arrival, c4: hint },
  })
  const dated = { a1: file, b1: file, b2: arrival, c1: file, c2: hint, c3: file, c4: hint }
  t.strictSame(await capturesBy('with', ['--file-dates']), dated)
  t.match(
    await call(['import', '--file-dates', ...paths], { environment: { DATABASE: 'with.db' }, folder }),
    { stdout: /^7 pages: 0 created, 0 updated, 7 unchanged/ },
    'the same files again are known',
  )
  t.match(await call(['verify'], { environment: { DATABASE: 'with.db' }, folder }), { code: 0 })
  writeFileSync(
    join(folder, 'export.ndjson'),
    (await call(['export', '--raw'], { environment: { DATABASE: 'with.db' }, folder })).stdout,
  )
  t.match(readFileSync(join(folder, 'export.ndjson'), 'utf8'), '"from":"file"')
  t.match(
    await call(['import', 'export.ndjson'], { environment: { DATABASE: 'again.db' }, folder }),
    { code: 0, stdout: /^7 pages: 7 created/ },
    'an export can be imported',
  )
})
