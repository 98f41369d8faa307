import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Article, Block, ParsedArticle } from '../../src/article.ts'
import { html } from '../../src/http/representations/html.ts'
import { parsePage } from '../../src/parse/parse.ts'
import { bareArticle, hostileArticle, hostileTexts, sampleArticle } from '../http/representations/sample.ts'

/** The article that parsing makes of an article's HTML representation. */
function readAgain(article: Article): ParsedArticle {
  const page = html(article, { publisher: '望江新闻', origin: 'http://127.0.0.1:3000' })
  const outcome = parsePage({ bytes: Buffer.from(page), contentType: 'text/html; charset=utf-8', hints: {} })
  if ('problem' in outcome) throw outcome.problem
  return outcome.article
}

const texts = [
  '转载请注明出处。',
  '责任编辑：周全',
  '（记者陈立报导）',
  '相关阅读：图书馆开放',
  '订阅我们的频道',
  'Related: five other libraries',
  'Read more at example.com',
  '第一行，\n第二行 with Latin\n“第三行”',
  'Advertisement',
  '（待续）',
  '原文地址： http://news.example.com/',
  '…',
  '<p>一</p>',
  ...hostileTexts.slice(0, 7),
]
const blocks: Block[] = texts.flatMap((text): Block[] => [
  { type: 'paragraph', text },
  { type: 'heading', level: 2, text },
  { type: 'quote', text },
  { type: 'list-item', text },
  { type: 'list-item', text },
  { type: 'image', src: '/a.jpg', alt: null, caption: text },
])

t.test('an article is read back out of its own page, whole', async (t) => {
  const rows: [string, Article][] = [
    ['every field', sampleArticle()],
    ['texts that look like what pages hold beside their text', sampleArticle({ body: blocks, image: null })],
    [
      "a known source's article",
      sampleArticle({
        url: 'https://www.ntdtv.com/gb/2022/08/15/a103502607.html',
        nativeId: 'a103502607',
        dateline: '【新唐人北京时间2022年08月15日讯】',
      }),
    ],
    [
      'another clock',
      sampleArticle({ publishedAt: '2024-03-09T23:30:12-05:00', publishedPrecision: 'second' }),
    ],
    [
      'an address and an image that are no ASCII',
      sampleArticle({
        url: 'http://news.example.com/图书馆.html',
        image: { src: '//img.example.com/门.jpg', alt: null, caption: null },
      }),
    ],
    [
      'doubts',
      sampleArticle({
        warnings: [
          {
            field: 'publishedAt',
            rule: 'zone-assumed',
            message: 'No zone is given: "Beijing" <was> assumed.',
          },
          { field: 'body', rule: 'body-emptied', message: '正文为空。' },
        ],
      }),
    ],
    [
      'one paragraph',
      sampleArticle({ body: [{ type: 'paragraph', text: '短。' }], image: null, tags: [], credits: [] }),
    ],
  ]
  for (const [name, article] of rows) {
    const {
      title,
      dateline,
      publishedAt,
      publishedPrecision,
      byline,
      credits,
      tags,
      image,
      body,
      paragraphs,
      channels,
      url,
      nativeId,
      warnings,
    } = article
    t.match(
      readAgain(article),
      {
        title,
        dateline,
        publishedAt,
        publishedPrecision,
        byline,
        credits,
        tags,
        image,
        body,
        paragraphs,
        channels,
        url,
        nativeId,
        warnings,
      },
      name,
    )
  }
})

t.test('the same paragraphs, whatever they hold', async (t) => {
  const controls = /[^\n\P{C}]/gu
  const article = hostileArticle()
  t.strictSame(
    readAgain(article).paragraphs,
    article.paragraphs.map((text) => text.replace(controls, '').trim()),
  )
  t.strictSame(readAgain(bareArticle).paragraphs, ['x'])
})

/** Pages of the fixtures, and the media type of each. */
const folder = join(import.meta.dirname, '../fixtures')
const fixtures = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(?:md|html)$/.test(file))
  .map((file) => ({
    file,
    bytes: readFileSync(join(folder, file)),
    contentType: file.endsWith('.md') ? 'text/markdown' : 'text/html',
  }))

t.test('what was parsed from a page is parsed again from its reading page', async (t) => {
  t.ok(fixtures.length > 10)
  const rows = [
    ...fixtures,
    ...[
      '“Because we\u0092re here,” she said.',
      'Two  spaces, a\u00a0third\u2003and a tab\t.',
      'a\u200bb\u00adc',
    ].map((text) => ({
      file: JSON.stringify(text),
      bytes: Buffer.from(
        `<html><head><title>${text}</title></head><body><article><h1>${text}</h1><p>${text}</p><figure><img src="https://a.example/a.jpg"><figcaption>\u200b</figcaption></figure><p>The weir at Lower Mill holds, the parish said on Monday, and the ${text}</p></article></body></html>`,
      ),
      contentType: 'text/html; charset=utf-8',
    })),
  ]
  for (const { file, bytes, contentType } of rows) {
    // Relative addresses of pictures need one of the page.
    const hints = contentType === 'text/markdown' ? {} : { url: 'https://news.example.com/2024/a.html' }
    const outcome = parsePage({ bytes, contentType, hints })
    if ('problem' in outcome) continue
    const {
      title,
      publishedAt,
      publishedPrecision,
      byline,
      credits,
      tags,
      body,
      paragraphs,
      language,
      warnings,
    } = outcome.article
    const read = readAgain(sampleArticle(outcome.article))
    t.match(
      read,
      { title, publishedAt, publishedPrecision, byline, credits, tags, body, paragraphs, language, warnings },
      file,
    )
    t.strictSame(read.paragraphs, paragraphs, `${file}: paragraphs`)
  }
})

t.test('another page is not taken for one', async (t) => {
  const page = html(sampleArticle(), { publisher: null, origin: '' }).replace(
    'content="Broadsheet"',
    'content="Other"',
  )
  const outcome = parsePage({ bytes: Buffer.from(page), contentType: 'text/html', hints: {} }, true)
  t.ok('article' in outcome && outcome.trace.every(({ rule }) => rule !== 'reading page'))
})
