import { hash } from 'node:crypto'
import { webAddress } from './address.ts'
import { contentMarkup } from './blocks.ts'
import type { FeedFacts, FeedItem } from './feed.ts'
import { authorsOf } from './labels.ts'
import { attribute, element } from './markup.ts'

/** The list as an Atom 1.0 feed (RFC 4287), with a link to its next page (RFC 5005). */
export function atom(items: readonly FeedItem[], facts: FeedFacts): string {
  const { title, origin, self, list, next, updated } = facts
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
${element('id', feedId(origin + self))}${element('title', title)}${element('updated', updated)}${link('self', origin + self, 'application/atom+xml')}${link('alternate', origin + list, 'application/json')}${next === null ? '' : link('next', origin + next, 'application/atom+xml')}<author>
${element('name', 'Broadsheet')}</author>
<generator>Broadsheet</generator>
${items.map((item) => entry(item, facts)).join('')}</feed>
`
}

function entry(item: FeedItem, { origin, publishers }: FeedFacts): string {
  const address = webAddress(item.url)
  const publisher = item.source === null ? null : (publishers.get(item.source) ?? item.source)
  const authors = authorsOf(item.credits)
  if (authors.length === 0 && publisher !== null) authors.push(publisher)
  return `<entry${attribute('xml:lang', item.language)}>
${element('id', lastingId(item.id))}${element('title', item.title ?? item.id)}${element('updated', updatedOf(item))}${element('published', item.publishedAt)}${link('alternate', origin + item.href, 'text/html')}${address === null ? '' : link('via', address)}${authors.map((name) => `<author>\n${element('name', name)}</author>\n`).join('')}${item.tags.map((tag) => `<category${attribute('term', tag)}/>\n`).join('')}${contentOf(item)}</entry>
`
}

/**
 * When the publisher last changed the article: readers that show this date alone would show that of the import for every
 * article that has only one version.
 */
function updatedOf({ revision, publishedAt, updatedAt }: FeedItem): string {
  return revision === 1 && publishedAt !== null ? publishedAt : updatedAt
}

function contentOf(item: FeedItem): string {
  if (!('body' in item)) return element('summary', item.excerpt)
  return element('content', contentMarkup(item)).replace('<content>', '<content type="html">')
}

function link(rel: string, href: string, type?: string): string {
  return `<link${attribute('rel', rel)}${attribute('type', type)}${attribute('href', href)}/>\n`
}

/** The pages of one feed are one feed (RFC 5005, section 3). */
function feedId(address: string): string {
  const url = URL.parse(address)
  if (url === null) return address
  url.searchParams.delete('cursor')
  return url.href
}

/**
 * An entry's id must never change (RFC 4287, 4.2.6), whatever host the archive answers from: a UUID made of the
 * article's id (version 8, RFC 9562).
 */
function lastingId(id: string): string {
  const bytes = hash('sha256', `broadsheet article ${id}`, 'buffer').subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const digits = bytes.toString('hex')
  return `urn:uuid:${digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`
}
