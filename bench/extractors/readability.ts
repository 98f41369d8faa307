import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { creditsOf, type Extractor, linesOf } from './extractor.ts'

const extract: Extractor = ({ id, html }) => {
  const { document } = parseHTML(html)
  const article = new Readability(document as unknown as ConstructorParameters<typeof Readability>[0]).parse()
  return {
    id,
    title: article?.title,
    publishedAt: article?.publishedTime,
    publishedPrecision: 'second',
    credits: creditsOf(article?.byline),
    paragraphs: linesOf(article?.content),
  }
}
export default extract
