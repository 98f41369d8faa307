import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mirrorPage, sentenceOf, webAddressOf, webPage } from '../pages.ts'
import type { Service } from '../service.ts'
import { contract, encoded, html, json, markdown, type Promised } from './promise.ts'

type Article = Record<string, unknown> & { id: string }

const members = [
  'id',
  'source',
  'nativeId',
  'channels',
  'section',
  'url',
  'title',
  'dateline',
  'publishedAt',
  'publishedPrecision',
  'byline',
  'credits',
  'tags',
  'image',
  'body',
  'paragraphs',
  'language',
  'length',
  'revision',
  'parser',
  'missing',
  'warnings',
  'capturedAt',
  'ingestedAt',
  'updatedAt',
]
const shortHash = (data: string) => createHash('sha256').update(data).digest('hex').slice(0, 10)
const utc = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** Addresses of each source's articles, and the ids that they give. */
const addresses: readonly (readonly [address: string, id: string, nativeId: string, source: string])[] = [
  ['https://www.ntdtv.com/gb/2024/03/09/a100000009.html', 'a100000009', 'a100000009', 'ntdtv'],
  ['https://www.epochtimes.com/gb/20/9/4/n12380000.htm', 'n12380000', 'n12380000', 'epochtimes'],
  ['https://cn.reuters.com/article/example-idCNKBS2AB0CD', 'idCNKBS2AB0CD', 'idCNKBS2AB0CD', 'reuters'],
  ['https://www.soundofhope.org/post/423076', 'soundofhope-423076', '423076', 'soundofhope'],
  [
    'https://www.secretchina.com/news/gb/2020/08/18/943283.html',
    'secretchina-943283',
    '943283',
    'secretchina',
  ],
  [
    'https://www.minghui.org/mh/articles/2018/7/20/example-371433.html',
    'minghui-371433',
    '371433',
    'minghui',
  ],
  ['https://www.voachinese.com/a/4553273.html', 'voachinese-4553273', '4553273', 'voachinese'],
  [
    'https://www.rfa.org/mandarin/yataibaodao/1f-09222020141631.html',
    'rfa-1f-09222020141631',
    '1f-09222020141631',
    'rfa',
  ],
]
const collisions = [
  'https://www.soundofhope.org/post/413893',
  'https://www.minghui.org/mh/articles/2020/10/18/example-413893.html',
]

const whole = mirrorPage({
  id: 'a100000001',
  title: '旧仓库改成图书馆（组图）',
  tags: ['图书馆', '仓库'],
  paragraphs: [
    sentenceOf('1'),
    sentenceOf('1'),
    '第一行<br/>第二行',
    sentenceOf('1', '市长到场，致辞后与居民交谈。'),
  ],
})

function fromAddress(
  url: string,
  content = webPage({ id: shortHash(url) }).replace(/<link rel="canonical".*>/, ''),
) {
  return { headers: json, body: JSON.stringify({ content, contentType: 'text/html', url }) }
}

const rows: Promised[] = [
  {
    promise: 'an article has these members, in this order, and addresses of what belongs to it',
    request: ['GET', '/articles/a100000001'],
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: {
      id: 'a100000001',
      source: 'ntdtv',
      nativeId: 'a100000001',
      channels: ['city'],
      section: null,
      url: 'https://www.ntdtv.com/gb/2024/03/09/a100000001.html',
      title: '旧仓库改成图书馆（组图）',
      dateline: '【新唐人北京时间2024年03月09日讯】',
      publishedAt: '2024-03-09T00:00:00+08:00',
      publishedPrecision: 'day',
      byline: '（记者陈立综合报导/责任编辑：周全）',
      credits: [
        { role: 'reporter', name: '陈立' },
        { role: 'editor', name: '周全' },
      ],
      image: null,
      language: 'zh-Hans',
      revision: 1,
      parser: { name: 'ntdtv', version: Number },
      missing: [],
      ingestedAt: utc,
      updatedAt: utc,
      href: '/articles/a100000001',
    },
    also: async (t, _service, reply) => {
      const article = reply.json<Article>()
      t.strictSame(Object.keys(article).slice(0, members.length), members)
      t.notOk(Object.values(article).includes(undefined))
    },
  },
  {
    promise: 'the seed page gives its article',
    also: async (t, { post, get }) => {
      const seed = readFileSync(new URL('../../../data/a103502606.md', import.meta.url))
      t.equal((await post(seed, 'text/markdown')).status, 201)
      t.match((await get('/articles/a103502606')).json(), {
        source: 'ntdtv',
        channels: ['prog202'],
        section: null,
        url: 'https://www.ntdtv.com/gb/2022/08/15/a103502606.html',
        title: '普京转向朝鲜 致信金正恩扩大双边关系',
        dateline: '【新唐人北京时间2022年08月15日讯】',
        publishedAt: '2022-08-15T00:00:00+08:00',
        byline: '（记者李昭希综合报导/责任编辑：林清）',
        tags: ['俄罗斯', '朝鲜', '普京', '金正恩', '乌克兰'],
        image: {
          src: /-800x450\.jpg$/,
          alt: '普京转向朝鲜 致信金正恩扩大双边关系',
          caption: /^2019年4月25日，/,
        },
        language: 'zh-Hans',
        missing: [],
      })
    },
  },
  {
    promise: 'letters make a native id an id; bare numbers and slugs are made unique with their source',
    also: async (t, { call }) => {
      for (const [url, id, nativeId, source] of addresses) {
        const reply = await call('POST', '/articles', fromAddress(url))
        t.match(reply.json(), { id, nativeId, source }, url)
        t.match(reply.headers.location, `/articles/${id}`)
      }
    },
  },
  {
    promise: 'colliding bare numbers are two articles',
    also: async (t, { call, get }) => {
      for (const url of collisions) t.equal((await call('POST', '/articles', fromAddress(url))).status, 201)
      const choices = await get('/articles/413893')
      t.equal(choices.status, 300)
      t.match(choices.text, /\/articles\/soundofhope-413893/)
      t.match(choices.text, /\/articles\/minghui-413893/)
    },
  },
  {
    promise: 'a page of no known source is named by its host and its canonical address',
    request: ['POST', '/articles', { headers: html, body: webPage({ id: '20' }) }],
    status: 201,
    body: { id: `news-example-org-${shortHash(webAddressOf('20'))}`, source: null, nativeId: null },
  },
  {
    promise: 'a page without an address is named by its bytes',
    also: async (t, { post }) => {
      const page = webPage({ id: '21' }).replace(/<link rel="canonical".*>/, '')
      t.match((await post(page)).json(), { id: `page-${shortHash(page)}`, url: null })
    },
  },
  {
    promise: 'a time is given as the page gives it, with its offset and precision',
    request: ['POST', '/articles', { headers: html, body: webPage({ id: '22', date: '2024-12-31' }) }],
    status: 201,
    body: { publishedAt: '2024-12-31T08:30:00+08:00', publishedPrecision: /^(?:minute|second)$/ },
  },
  {
    promise: 'where a page gives no time, both are null, and missing says so',
    request: [
      'POST',
      '/articles',
      {
        headers: html,
        body: `<title>无日期的报导一则</title><article><h1>无日期的报导一则</h1><p>${sentenceOf('23')}</p></article>`,
      },
    ],
    status: 201,
    body: {
      publishedAt: null,
      publishedPrecision: null,
      byline: null,
      credits: [],
      tags: [],
      image: null,
      dateline: null,
      channels: [],
      section: null,
      missing: ['publishedAt', 'byline', 'tags'],
    },
  },
  {
    promise: 'a page with a title alone is stored, and says what is missing',
    request: [
      'POST',
      '/articles',
      {
        headers: markdown,
        body: mirrorPage({ id: 'a100000024', paragraphs: [] }).replace(/<p>[\s\S]*<\/p>/, ''),
      },
    ],
    status: 201,
    body: { id: 'a100000024', paragraphs: [], length: 0, missing: ['byline', 'tags', 'paragraphs'] },
  },
  {
    promise: 'tags stand in order of first appearance, unique after folding',
    request: [
      'POST',
      '/articles',
      {
        headers: markdown,
        body: mirrorPage({
          id: 'a100000025',
          tags: ['臺灣', '图书馆', '台湾', 'NASA', 'ｎａｓａ', '圖書館'],
        }),
      },
    ],
    status: 201,
    body: { tags: ['臺灣', '图书馆', 'NASA'] },
    also: async (t, _service, reply) => t.equal(reply.json<{ tags: string[] }>().tags.length, 3),
  },
  {
    promise: "paragraphs is the texts of body's paragraphs, quotes and list items; <br> is a line feed",
    also: async (t, { post }) => {
      const page = webPage({ id: '26' }).replace(
        '</article>',
        `<h2>小标题</h2><p>第一行写图书馆，<br>第二行写仓库，都是同一段里的文字。</p><blockquote><p>${sentenceOf('26', '引文。')}</p></blockquote><ul><li>${sentenceOf('26', '其一。')}</li><li>${sentenceOf('26', '其二。')}</li></ul><p>${sentenceOf('26', '末段。')}</p></article>`,
      )
      const article = (await post(page)).json<{
        body: { type: string; text?: string }[]
        paragraphs: string[]
      }>()
      t.strictSame(
        article.paragraphs,
        article.body
          .filter(({ type }) => /^(?:paragraph|quote|list-item)$/.test(type))
          .map(({ text }) => text),
      )
      t.ok(article.paragraphs.includes('第一行写图书馆，\n第二行写仓库，都是同一段里的文字。'))
      t.match(
        article.body.map(({ type }) => type),
        ['paragraph', 'paragraph', 'heading', 'paragraph', 'quote', 'list-item', 'list-item', 'paragraph'],
      )
    },
  },
  {
    promise: 'length is the number of characters of the paragraphs',
    request: ['GET', '/articles/a100000001'],
    also: async (t, _service, reply) => {
      const { length, paragraphs } = reply.json<{ length: number; paragraphs: string[] }>()
      t.equal(length, [...paragraphs.join('')].length)
    },
  },
  {
    promise: 'an archive keeper finds every partial parse',
    request: ['GET', '/articles?missing=publishedAt&fields=id,publishedAt'],
    status: 200,
    also: async (t, _service, reply) => {
      const { items } = reply.json<{ items: { publishedAt: null }[] }>()
      t.ok(items.length > 0)
      t.strictSame(new Set(items.map(({ publishedAt }) => publishedAt)), new Set([null]))
    },
  },
  {
    promise: 'a summary is the article without body, paragraphs, parser and missing, with an excerpt',
    request: ['GET', encoded('/articles?id=a100000001')],
    status: 200,
    also: async (t, { get }, reply) => {
      const [summary] = reply.json<{ items: [Article & { excerpt: string }] }>().items
      const article = (await get('/articles/a100000001')).json<Article & { paragraphs: string[] }>()
      const { excerpt, ...rest } = summary
      t.equal(excerpt, [...article.paragraphs.join('\n')].slice(0, 120).join(''))
      t.equal([...excerpt].length, 120)
      for (const name of ['body', 'paragraphs', 'parser', 'missing']) t.notOk(name in summary, name)
      for (const [name, value] of Object.entries(rest)) t.strictSame(value, article[name], name)
      for (const name of members)
        if (!['body', 'paragraphs', 'parser', 'missing'].includes(name)) t.ok(name in summary, name)
    },
  },
]

contract('article', rows, async ({ post }: Service) => post(whole, 'text/markdown'))
