import type { Article } from '../../article.ts'

/** A date alone where the page gives no more: midnight would be an invention. */
export function publishedMark({
  publishedAt,
  publishedPrecision,
}: Pick<Article, 'publishedAt' | 'publishedPrecision'>): string | null {
  return publishedPrecision === 'day' ? (publishedAt?.slice(0, 10) ?? null) : publishedAt
}

/** @returns the values of schema.org's articleSection */
export function sectionsOf({ section, channels }: Article): string[] {
  return section === null ? channels : [section, ...channels]
}
