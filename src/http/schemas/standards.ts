import { z } from 'zod'

const time = z.string().meta({ format: 'date-time' })
const named = z.strictObject({ name: z.string() })

/** What the service writes of JSON Feed 1.1. */
export const JsonFeed = z
  .strictObject({
    version: z.literal('https://jsonfeed.org/version/1.1'),
    title: z.string(),
    home_page_url: z.string(),
    feed_url: z.string(),
    next_url: z.string().optional().meta({ description: 'The next page; absent on the last.' }),
    items: z.array(
      z
        .strictObject({
          id: z.string(),
          url: z.string().meta({ description: "The article's address in this API." }),
          external_url: z.string().optional().meta({ description: "The article's original address." }),
          title: z.string().optional(),
          content_html: z.string().optional(),
          content_text: z.string().optional(),
          summary: z.string().optional(),
          image: z.string().optional(),
          date_published: time.optional(),
          date_modified: time,
          authors: z.array(named).optional(),
          tags: z.array(z.string()).optional(),
          language: z.string().optional(),
        })
        .meta({ id: 'JsonFeedItem' }),
    ),
  })
  .meta({ id: 'JsonFeed', description: 'JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).' })

const Agent = z
  .strictObject({
    '@type': z.enum(['Person', 'Organization']),
    name: z.string(),
    url: z.string().optional(),
  })
  .meta({ id: 'Agent', description: 'A Person or an Organization of schema.org.' })
export type Agent = z.infer<typeof Agent>

const ImageObject = z
  .strictObject({
    '@type': z.literal('ImageObject'),
    url: z.string(),
    contentUrl: z.string(),
    caption: z.string().optional(),
    description: z.string().optional(),
  })
  .meta({ id: 'ImageObject', description: 'An ImageObject of schema.org.' })
export type ImageObject = z.infer<typeof ImageObject>

/** What the service writes of schema.org's NewsArticle. */
export const NewsArticle = z
  .strictObject({
    '@context': z.literal('https://schema.org'),
    '@type': z.literal('NewsArticle'),
    '@id': z.string(),
    identifier: z.string(),
    url: z.string(),
    mainEntityOfPage: z.string().optional(),
    headline: z.string().optional(),
    dateline: z.string().optional(),
    datePublished: z.string().optional().meta({ description: 'A date alone where the page gives no time.' }),
    inLanguage: z.string().optional(),
    publisher: Agent.optional(),
    author: z.array(Agent).optional(),
    editor: z.array(Agent).optional(),
    translator: z.array(Agent).optional(),
    producer: z.array(Agent).optional(),
    contributor: z.array(Agent).optional(),
    sourceOrganization: z.array(Agent).optional(),
    creditText: z.string().optional(),
    keywords: z.array(z.string()).optional(),
    image: z.array(ImageObject).optional(),
    articleSection: z.array(z.string()).optional(),
    articleBody: z.string().optional(),
    archivedAt: z.string().meta({ description: 'The address of the raw page.' }),
    sdDatePublished: time,
  })
  .meta({ id: 'NewsArticle', description: 'A NewsArticle of schema.org (https://schema.org/NewsArticle).' })
export type NewsArticle = z.infer<typeof NewsArticle>
