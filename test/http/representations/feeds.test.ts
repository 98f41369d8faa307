import { DOMParser } from '@xmldom/xmldom'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import * as cheerio from 'cheerio'
import t from 'tap'
import { summaryOf } from '../../../src/article.ts'
import { atom } from '../../../src/http/representations/atom.ts'
import type { FeedFacts, FeedItem } from '../../../src/http/representations/feed.ts'
import { jsonFeed } from '../../../src/http/representations/json-feed.ts'
import { atomFaults, childrenOf } from './atom-rules.ts'
import { jsonFeedSchema } from './json-feed.schema.ts'
import { bareArticle, hostileArticle, sampleArticle } from './sample.ts'

const facts: FeedFacts = {
  title: 'Broadsheet: 图书馆 & <more>',
  origin: 'http://127.0.0.1:3000',
  self: '/feed.atom?tag=%E5%9B%BE%E4%B9%A6%E9%A6%86&limit=2',
  list: '/articles?tag=%E5%9B%BE%E4%B9%A6%E9%A6%86&limit=2',
  next: '/feed.atom?tag=%E5%9B%BE%E4%B9%A6%E9%A6%86&limit=2&cursor=abc',
  updated: '2022-08-15T10:00:00.000Z',
  publishers: new Map([['example', '望江新闻']]),
}
const article = sampleArticle()
const others = (id: string) => ({ ...bareArticle, id, href: `/articles/${id}` })

const rows: [string, FeedItem[]][] = [
  ['nothing', []],
  ['whole articles', [article, others('bare-1')]],
  ['summaries', [summaryOf(article), summaryOf(others('bare-1'))]],
  ['hostile articles', [hostileArticle()]],
  ['hostile summaries', [summaryOf(hostileArticle())]],
]

const ajv = new Ajv({ strictRequired: false, allErrors: true })
formats.default(ajv)
const isJsonFeed = ajv.compile(jsonFeedSchema)

for (const [name, items] of rows) {
  t.test(`a feed of ${name}`, async (t) => {
    t.strictSame(atomFaults(atom(items, facts)), [], 'Atom')
    isJsonFeed(JSON.parse(jsonFeed(items, { ...facts, next: null })))
    t.strictSame(isJsonFeed.errors, null, 'JSON Feed')
  })
}

t.test('the rules find what breaks them', async (t) => {
  const whole = atom([article], facts)
  const broken: [string, string | RegExp, string][] = [
    ['feed holds 0 id', /<id>[^<]*<\/id>/, ''],
    ['updated: yesterday', /<updated>[^<]*/, '<updated>yesterday'],
    ['entry holds 2 title', '<entry xml:lang="zh-Hans">', '<entry><title/>'],
    ['feed holds unknown', '<entry', '<unknown/><entry'],
  ]
  for (const [fault, from, to] of broken) t.strictSame(atomFaults(whole.replace(from, to)), [fault])
  t.throws(() => atomFaults(whole.replace('</entry>', '')))
})

t.test('an entry says all that its article does', async (t) => {
  const document = new DOMParser().parseFromString(atom([article], facts), 'application/xml')
  const entry = document.getElementsByTagName('entry')[0]!
  const children = childrenOf(entry).map((child) => [
    child.localName,
    child.getAttribute('rel') ?? child.getAttribute('term'),
    child.getAttribute('href') ?? child.textContent?.trim(),
  ])
  t.match(children, [
    ['id', null, /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/],
    ['title', null, article.title],
    ['updated', null, article.revision === 1 ? article.publishedAt : article.updatedAt],
    ['published', null, article.publishedAt],
    ['link', 'alternate', 'http://127.0.0.1:3000/articles/example-1001'],
    ['link', 'via', article.url],
    ['author', null, '陈立'],
    ['author', null, '林小雨'],
    ...article.tags.map((tag) => ['category', tag, '']),
    ['content', null, /^<figure>[\s\S]*<p>望江市图书馆/],
  ])
  t.equal(entry.getAttribute('xml:lang'), 'zh-Hans')
})

/** What is wrong with HTML that a reader of feeds shows: whatever runs, or leads elsewhere than to a page. */
function dangersIn(content: string): string[] {
  const $ = cheerio.load(content, null, false)
  const elements = $('*').toArray()
  const allowed = /^(?:p|h[1-6]|ul|li|br|blockquote|figure|figcaption|img)$/
  return elements.flatMap((node) => {
    const attributes = 'attribs' in node ? Object.entries(node.attribs) : []
    const isSafe = ([name, value]: [string, string]) =>
      !name.startsWith('on') &&
      name !== 'style' &&
      (!/^(?:href|src)$/.test(name) || /^https?:\/\/[^"<>\s]+$/.test(value))
    return [
      ...('name' in node && allowed.test(node.name) ? [] : [$.html(node)]),
      ...attributes.filter((attribute) => !isSafe(attribute)).map(([name, value]) => `${name}="${value}"`),
    ]
  })
}

t.test('hostile texts stay texts in what a reader shows', async (t) => {
  const items = [hostileArticle()]
  const document = new DOMParser().parseFromString(atom(items, facts), 'application/xml')
  const contents = {
    Atom: document.getElementsByTagName('content')[0]?.textContent ?? '',
    'JSON Feed': String(JSON.parse(jsonFeed(items, facts)).items[0].content_html),
  }
  for (const [name, content] of Object.entries(contents)) {
    t.match(content, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/, `${name} says the text`)
    t.strictSame(dangersIn(content), [], name)
  }
  t.strictSame(dangersIn('<p onclick="x">a<script>alert(1)</script><img src="javascript:x"></p>').length, 3)
})

t.test('all pages of a feed have one id', async (t) => {
  const idOf = (self: string) => /<id>([^<]+)/.exec(atom([], { ...facts, self }))?.[1]
  t.equal(idOf('/feed.atom?q=a&limit=2&cursor=abc'), idOf('/feed.atom?q=a&limit=2'))
  t.not(idOf('/feed.atom?q=a'), idOf('/feed.atom?q=b'))
})

t.test('an entry keeps its id on another host', async (t) => {
  const idIn = (origin: string) => /urn:uuid:[^<]+/.exec(atom([article], { ...facts, origin }))?.[0]
  t.equal(idIn('https://a.example'), idIn('https://b.example'))
  t.ok(idIn('https://a.example'))
})

t.test('a JSON Feed item says all that its article does', async (t) => {
  const feed = JSON.parse(jsonFeed([article], facts))
  t.match(feed, {
    next_url: `http://127.0.0.1:3000${facts.next}`,
    feed_url: `http://127.0.0.1:3000${facts.self}`,
  })
  t.match(feed.items[0], {
    id: 'example-1001',
    url: 'http://127.0.0.1:3000/articles/example-1001',
    external_url: article.url,
    title: article.title,
    content_html: /^<figure>[\s\S]*<p>望江市图书馆/,
    image: 'https://news.example.com/photos/door.jpg',
    date_published: article.publishedAt,
    date_modified: article.updatedAt,
    authors: [{ name: '陈立' }, { name: '林小雨' }],
    tags: article.tags,
    language: 'zh-Hans',
  })
})
