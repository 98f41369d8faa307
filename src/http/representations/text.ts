import type { Article, Block } from '../../article.ts'
import { withoutControls } from '../../html-text.ts'
import type { ArticleFacts } from './facts.ts'
import { publishedMark } from './labels.ts'

/** The article as plain text: title, where and when, the text in paragraphs with an empty line between, address. */
export function text(article: Article, { publisher }: ArticleFacts): string {
  const facts = [publisher ?? article.source, publishedMark(article), article.dateline, article.byline]
  const parts = [
    article.title,
    facts.filter((fact) => fact !== null).join(' · '),
    ...article.body.map(blockText),
    article.url,
  ]
  const written = parts.filter((part) => part !== null && part !== '')
  return `${withoutControls(written.join('\n\n'))}\n`
}

/** Images have no place here; their captions speak of what is not seen. */
function blockText(block: Block): string | null {
  if (block.type === 'image') return null
  return block.type === 'list-item' ? `- ${block.text}` : block.text
}
