import { type Article, articleOf, type ParsedArticle, summaryOf } from '../../article.ts'

const parsed: ParsedArticle = {
  warnings: [],
  section: null,
  id: 'a100000001',
  source: 'ntdtv',
  nativeId: 'a100000001',
  channels: ['city'],
  url: 'https://www.ntdtv.com/gb/2024/03/09/a100000001.html',
  title: '河边旧仓库改成图书馆',
  dateline: '【新唐人北京时间2024年03月09日讯】',
  publishedAt: '2024-03-09T00:00:00+08:00',
  publishedPrecision: 'day',
  byline: '（记者陈立综合报导/责任编辑：周全）',
  credits: [
    { role: 'reporter', name: '陈立' },
    { role: 'editor', name: '周全' },
  ],
  tags: ['图书馆', '城市'],
  image: { src: 'https://i.example.org/library-800x450.jpg', alt: '图书馆', caption: '改建后的图书馆。' },
  body: [
    { type: 'paragraph', text: '河边的旧仓库将改成图书馆，工程从春天开始，预计三年完成。' },
    { type: 'quote', text: '我们等了很久。' },
  ],
  paragraphs: ['河边的旧仓库将改成图书馆，工程从春天开始，预计三年完成。', '我们等了很久。'],
  language: 'zh-Hans',
  length: 35,
  parser: { name: 'ntdtv', version: 1 },
  missing: [],
}
const storedAt = '2026-11-23T08:00:00.000Z'

/** A page that can be sent as it stands. */
export const examplePage = {
  id: 'example-1',
  url: 'https://www.example.org/2024/03/09/library.html',
  content:
    '<!doctype html><html lang="zh-Hans"><title>河边旧仓库改成图书馆</title><article><h1>河边旧仓库改成图书馆</h1><p>河边的旧仓库将改成图书馆，工程从春天开始，预计三年完成。</p></article></html>',
}

/** An invented article, as the description's examples show it. */
export const exampleArticle: Article = articleOf(parsed, {
  revision: 1,
  capturedAt: '2024-03-09T09:30:00.000Z',
  ingestedAt: storedAt,
  updatedAt: storedAt,
})
export const exampleSummary = summaryOf(exampleArticle)

const href = '/articles/a100000001'
const tag = { tag: '图书馆', count: 128, href: '/tags/%E5%9B%BE%E4%B9%A6%E9%A6%86' }
const beside = { tag: '城市', count: 64, href: '/tags/%E5%9F%8E%E5%B8%82' }
const revision = {
  revision: 1,
  digest: '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
  contentType: 'text/markdown',
  size: 15204,
  hints: { path: 'pages/city/a100000001.md' },
  receivedAt: storedAt,
  capturedAt: '2024-03-09T09:30:00.000Z',
  captures: [{ at: '2024-03-09T09:30:00.000Z', from: 'hint' }],
  href: `${href}/revisions/1`,
  raw: `${href}/revisions/1/raw`,
}

/** Examples of answers, by what they answer. */
export const examples = {
  list: {
    items: [exampleSummary],
    next: '/articles?tag=%E5%9B%BE%E4%B9%A6%E9%A6%86&cursor=WyJ2d3h5Il0',
    cursor: 'WyJ2d3h5Il0',
  },
  search: {
    items: [{ ...exampleSummary, snippet: '河边的旧仓库将改成<mark>图书馆</mark>，工程从春天开始' }],
    next: null,
    cursor: null,
    total: 1,
    facets: {
      tag: [
        {
          value: '图书馆',
          count: 1,
          href: '/articles?q=%E5%9B%BE%E4%B9%A6%E9%A6%86&tag=%E5%9B%BE%E4%B9%A6%E9%A6%86',
        },
      ],
    },
  },
  tags: { items: [tag, beside], next: null },
  tag: { ...tag, aliases: ['歐洲'], related: [beside], items: [exampleSummary], next: null },
  choices: {
    nativeId: '413893',
    choices: [
      { id: 'soundofhope-413893', href: '/articles/soundofhope-413893' },
      { id: 'minghui-413893', href: '/articles/minghui-413893' },
    ],
  },
  revisions: { items: [revision], next: null },
  revision: { ...revision, article: parsed },
  similar: { items: [{ similarity: 0.94, kind: 'reprint', article: exampleSummary }] },
  sources: {
    items: [
      {
        source: 'ntdtv',
        name: '新唐人电视台',
        articles: 4120,
        firstPublishedAt: '2015-01-02T00:00:00+08:00',
        lastPublishedAt: '2024-03-09T00:00:00+08:00',
        channels: [{ channel: 'city', articles: 310, href: '/articles?source=ntdtv&channel=city' }],
        href: '/articles?source=ntdtv',
      },
    ],
  },
  statistics: {
    archiveId: '7f3c1e0a9b5d4c2e8a6f1b3d5c7e9a0f',
    articles: 17520,
    deleted: 2,
    revisions: 17531,
    tags: 9214,
    lastSequence: 17533,
    size: 180355072,
    rawSize: 268435456,
    bySource: [{ source: 'ntdtv', articles: 4120 }],
    byMonth: [{ month: '2024-03', articles: 97 }],
    topTags: [tag],
    imports: [{ day: '2026-11-23', pages: 213, articles: 201, size: 180355072 }],
    refusals: [{ problem: 'no-article', pages: 12, lastAt: storedAt }],
    doubts: [
      {
        source: 'ntdtv',
        kind: 'missing',
        value: 'byline',
        articles: 31,
        href: '/articles?missing=byline&source=ntdtv',
      },
    ],
  },
  changes: {
    items: [
      { sequence: 1, type: 'created', id: 'a100000001', at: storedAt, fields: ['title', 'body'], href },
      { sequence: 2, type: 'deleted', id: 'a100000001', at: storedAt, fields: [], href },
      {
        sequence: 3,
        type: 'merged',
        alias: '歐洲',
        tag: '欧洲',
        at: storedAt,
        href: '/tags/%E6%AC%A7%E6%B4%B2',
      },
    ],
    next: null,
    lastSequence: 3,
    archiveId: '7f3c1e0a9b5d4c2e8a6f1b3d5c7e9a0f',
  },
  reparsed: { articles: 17520, updated: 12, unchanged: 17508, failed: 0, fields: { byline: 12, credits: 9 } },
} as const
