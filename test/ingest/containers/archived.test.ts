import t from 'tap'
import { archivedLine, archivedOf } from '../../../src/ingest/containers/archived.ts'
import { digestOf } from '../../../src/page.ts'
import { sampleArticle } from '../../http/representations/sample.ts'

const bytes = Buffer.from('<p>石桥</p>')
const page = {
  revision: 1,
  digest: digestOf(bytes),
  contentType: 'text/html',
  size: bytes.length,
  hints: {},
  receivedAt: '2024-03-10T08:00:00.000Z',
  bytes,
}

t.test('a line of an export is read back, with members that came later left out or not', async (t) => {
  const article = sampleArticle({
    warnings: [{ field: 'publishedAt', rule: 'zone-assumed', message: 'No zone is given.' }],
  })
  const line = archivedLine({ article, pages: [page] })
  t.strictSame(archivedOf(JSON.parse(line)), { article, pages: [page] })
  const { warnings: _, ...older } = JSON.parse(line)
  t.strictSame(archivedOf(older), { article: { ...article, warnings: [] }, pages: [page] })
})
