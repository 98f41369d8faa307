import { extractFromHtml } from '@extractus/article-extractor'
import { creditsOf, type Extractor, linesOf } from './extractor.ts'

const extract: Extractor = async ({ id, url, html }) => {
  const article = await extractFromHtml(html, url)
  return {
    id,
    title: article?.title,
    publishedAt: article?.published,
    publishedPrecision: 'second',
    credits: creditsOf(article?.author),
    paragraphs: linesOf(article?.content),
  }
}
export default extract
