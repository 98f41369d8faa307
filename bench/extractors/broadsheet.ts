import { parsePage } from '../../src/parse/parse.ts'
import type { Extractor } from './extractor.ts'

const extract: Extractor = ({ id, url, html }) => {
  const outcome = parsePage({ bytes: Buffer.from(html), contentType: 'text/html', hints: { url } })
  if ('problem' in outcome) throw outcome.problem
  const { title, publishedAt, publishedPrecision, credits, tags, body } = outcome.article
  const paragraphs = body.flatMap((block) => (block.type === 'image' ? [] : [block.text]))
  return { id, title, publishedAt, publishedPrecision, credits, tags, paragraphs }
}
export default extract
