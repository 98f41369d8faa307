import type { ParsedArticle } from '../../src/article.ts'
import type { PageHints } from '../../src/page.ts'
import type { Entry } from '../../src/store/store.ts'

export type Draft = Partial<ParsedArticle> & { id: string }

/** An article as parsing could have given it, with what is special about it. */
export function parsed({ id, paragraphs = [`${id} 的第一段。`, '第二段。'], ...more }: Draft): ParsedArticle {
  return {
    id,
    source: 'ntdtv',
    nativeId: id,
    channels: ['prog1'],
    section: null,
    url: `https://www.ntdtv.com/gb/2022/08/15/${id}.html`,
    title: `${id} 的标题`,
    dateline: null,
    publishedAt: '2022-08-15T00:00:00+08:00',
    publishedPrecision: 'day',
    byline: null,
    credits: [],
    tags: [],
    image: null,
    body: paragraphs.map((text) => ({ type: 'paragraph', text })),
    paragraphs,
    language: 'zh-Hans',
    length: paragraphs.join('').length,
    parser: { name: 'ntdtv', version: 1 },
    missing: [],
    warnings: [],
    ...more,
  }
}

/**
 * An article with a page. The page's bytes follow from the article, channels aside, unless `text` gives them: the
 * same article from another channel is the same page.
 */
export function entry(draft: Draft, { text, ...hints }: PageHints & { text?: string } = {}): Entry {
  const article = parsed(draft)
  const bytes = Buffer.from(text ?? `### ${article.title}\n${JSON.stringify({ ...article, channels: [] })}`)
  return { page: { bytes, contentType: 'text/markdown', hints }, article }
}
