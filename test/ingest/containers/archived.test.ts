import t from 'tap'
import { archivedLine, archivedOf } from '../../../src/ingest/containers/archived.ts'
import { digestOf } from '../../../src/page.ts'
import { sampleArticle } from '../../http/representations/sample.ts'

const bytes = Buffer.from('<p>石桥</p>')
/** @returns an article whose length is that of its paragraphs */
function articleOf(more: Parameters<typeof sampleArticle>[0] = {}) {
  const article = sampleArticle(more)
  return { ...article, length: Array.from(article.paragraphs.join('')).length }
}

const options = { maxPageSize: 1024 }
const page = {
  revision: 1,
  digest: digestOf(bytes),
  contentType: 'text/html',
  size: bytes.length,
  hints: {},
  receivedAt: '2024-03-10T08:00:00.000Z',
  captures: [{ at: '2024-03-10T08:00:00.000Z', from: 'arrival' as const }],
  bytes,
}

const capturedAt = (...days: string[]) => days.map((day) => ({ at: `${day}T00:00:00.000Z`, from: 'hint' }))

t.test('a line of an export is read back, with members that came later left out or not', async (t) => {
  const article = articleOf({
    warnings: [{ field: 'publishedAt', rule: 'zone-assumed', message: 'No zone is given.' }],
  })
  const line = archivedLine({ article, pages: [page] })
  t.strictSame(archivedOf(JSON.parse(line), options), { article, pages: [page] })
  const { warnings: _, ...older } = JSON.parse(line)
  t.strictSame(archivedOf(older, options), { article: { ...article, warnings: [] }, pages: [page] })
})

t.test('a line that contradicts itself is refused, with what is wrong', async (t) => {
  const line = () => JSON.parse(archivedLine({ article: articleOf(), pages: [page] }))
  type Line = ReturnType<typeof line>
  const rows: [what: RegExp, alter: (line: Line) => void][] = [
    [/contentType/, (line) => (line.pages[0].contentType = 'text/html\r\nx: 1')],
    [/contentType/, (line) => (line.pages[0].contentType = 'text/html; charset=中')],
    [/contentType/, (line) => (line.pages[0].contentType = 'text/javascript')],
    [/hints/, (line) => (line.pages[0].hints = { url: 'javascript:alert(1)' })],
    [/pages.*same revision/, (line) => line.pages.push(line.pages[0])],
    [/captures/, (line) => (line.pages[0].captures = [])],
    [/pages.*order/, (line) => (line.pages[0].captures = capturedAt('2024-03-11', '2024-03-10'))],
    [
      /pages.*order/,
      (line) => {
        const older = { ...line.pages[0], revision: 2, captures: capturedAt('2024-03-09') }
        line.pages.push(older)
        line.revision = 2
      },
    ],
    [/revision/, (line) => (line.revision = 7)],
    [/updatedAt/, (line) => (line.updatedAt = 'yesterday')],
    [/ingestedAt/, (line) => (line.ingestedAt = '2024-03-10')],
    [/publishedAt/, (line) => Object.assign(line, { publishedAt: 'x"><b>', publishedPrecision: 'day' })],
    [
      /publishedAt/,
      (line) =>
        Object.assign(line, { publishedAt: '+275760-09-13T00:00:00+08:00', publishedPrecision: 'second' }),
    ],
    [/publishedPrecision/, (line) => Object.assign(line, { publishedAt: null, publishedPrecision: 'day' })],
    [/href/, (line) => (line.href = 'javascript:alert(1)')],
    [/links/, (line) => (line.links.raw = 'https://evil.example/')],
    [/paragraphs/, (line) => (line.paragraphs = ['other'])],
    [/length/, (line) => (line.length += 1)],
    [/title/, (line) => (line.title = 'x\ud800y')],
    [/title/, (line) => (line.title = 'x\u0000\u001b[31m')],
    [/tags/, (line) => (line.tags = ['\u0000'])],
    [/tags/, (line) => (line.tags = [' '])],
    [/language/, (line) => (line.language = 'x" onload=alert(1) y="')],
    [/digest/, (line) => (line.pages[0].contentBase64 = 'eA==')],
  ]
  t.match(archivedOf(line(), options), { pages: [page] }, 'as it was exported')
  for (const [what, alter] of rows) {
    const altered = line()
    alter(altered)
    t.throws(
      () => archivedOf(altered, options),
      { problem: 'malformed-request', message: what },
      String(what),
    )
  }
  const large = Buffer.alloc(1025, 0x20)
  const pages = [{ ...page, bytes: large, size: large.length, digest: digestOf(large) }]
  const tooLarge = JSON.parse(archivedLine({ article: articleOf(), pages }))
  t.throws(() => archivedOf(tooLarge, options), { message: /over the limit/ })
})
