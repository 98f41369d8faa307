import { publicPath } from '../public-address.ts'
import { imageAddress, webAddress } from './address.ts'
import { contentMarkup } from './blocks.ts'
import type { FeedFacts, FeedItem } from './feed.ts'
import { authorsOf } from './labels.ts'

/** The list as a JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). */
export function jsonFeed(items: readonly FeedItem[], facts: FeedFacts): string {
  const { title, origin, self, next } = facts
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: origin + publicPath('/'),
    feed_url: origin + self,
    ...(next === null ? {} : { next_url: origin + next }),
    items: items.map((item) => feedItem(item, facts)),
  })
}

function feedItem(item: FeedItem, { origin, publishers }: FeedFacts) {
  const address = webAddress(item.url)
  const picture = item.image && imageAddress(item.image.src, item.url)
  const publisher = item.source === null ? undefined : (publishers.get(item.source) ?? item.source)
  const authors = authorsOf(item.credits)
  if (authors.length === 0 && publisher !== undefined) authors.push(publisher)
  return {
    id: item.id,
    url: origin + item.href,
    ...(address === null ? {} : { external_url: address }),
    ...(item.title === null ? {} : { title: item.title }),
    // One of the two must be there, even for an article without text.
    ...('body' in item
      ? { content_html: contentMarkup(item) }
      : { content_text: item.excerpt, summary: item.excerpt }),
    ...(picture ? { image: picture } : {}),
    ...(item.publishedAt === null ? {} : { date_published: item.publishedAt }),
    date_modified: item.updatedAt,
    ...(authors.length === 0 ? {} : { authors: authors.map((name) => ({ name })) }),
    ...(item.tags.length === 0 ? {} : { tags: item.tags }),
    ...(item.language === null ? {} : { language: item.language }),
  }
}
