import { createHash } from 'node:crypto'
import * as cheerio from 'cheerio'
import { HtmlValidate } from 'html-validate'
import t from 'tap'
import { type Article, summaryOf } from '../../../src/article.ts'
import { forms, othersThan } from '../../../src/http/representations/forms.ts'
import { html } from '../../../src/http/representations/html.ts'
import { pagePolicy } from '../../../src/http/representations/style.ts'
import { bareArticle, hostileArticle, sampleArticle } from './sample.ts'

const [, own] = forms
const facts = {
  publisher: '望江新闻',
  origin: 'http://127.0.0.1:3000',
  others: othersThan(own!, '/articles/example-1001'),
}
const validator = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:a11y'],
  // Pages name no size for their images, and one tag is no broken list.
  rules: { 'require-sri': 'off', 'no-inline-style': 'error', 'script-type': 'error' },
})

/** A page with all that can stand around an article. */
const surrounded = {
  ...facts,
  around: {
    place: { list: '/articles?q=a%26b', previous: '/articles/a1?list=q%3Da%2526b', next: null },
    similar: [sampleArticle(), bareArticle, hostileArticle()].map((article, index) => ({
      ...summaryOf(article),
      similarity: 0.955,
      kind: index === 0 ? ('reprint' as const) : ('related' as const),
    })),
  },
}

const articles: [string, Article][] = [
  ['every field', sampleArticle()],
  ['no field', bareArticle],
  ['every field hostile', hostileArticle()],
  ['in Traditional Chinese', sampleArticle({ language: 'zh-Hant-TW' })],
  ['from right to left', sampleArticle({ language: 'ar' })],
]
for (const [name, article] of articles) {
  t.test(`valid HTML: ${name}`, async (t) => {
    for (const said of [facts, surrounded]) {
      const report = await validator.validateString(html(article, said))
      t.strictSame(
        report.results.flatMap(({ messages }) =>
          messages.map((m) => `${m.line}:${m.column} ${m.ruleId} ${m.message}`),
        ),
        [],
      )
    }
  })
}

t.test('what it says around the article, and where each fact leads', async (t) => {
  const $ = cheerio.load(html(sampleArticle(), surrounded))
  const hrefs = (selector: string) =>
    $(selector)
      .toArray()
      .map((found) => $(found).attr('href'))
  t.strictSame(hrefs('header .place a'), ['/articles?source=example', '/articles?section=国际'])
  t.strictSame(hrefs('header a:has(time)'), ['/articles?from=2024-03-09&to=2024-03-09'])
  t.strictSame($('.credits').text().trim().split(/\n/), [
    'Reporter 陈立, 林小雨',
    'Editor 周全',
    'Source 望江晚报',
  ])
  t.equal(hrefs('.credits a')[0], '/articles?credit=陈立')
  t.match($('aside').text(), /Same text \(96 %\) · Mar 9, 2024 · example/)
  t.strictSame(hrefs('.place-in-list a').slice(0, 2), ['/articles/a1?list=q%3Da%2526b', '/articles?q=a%26b'])
  t.ok(
    hrefs('footer a').includes(
      'https://web.archive.org/web/20240309/http://news.example.com/2024/03/09/1001.html',
    ),
  )
  const metas = Object.fromEntries(
    $('meta[name^=citation_]')
      .toArray()
      .map(({ attribs }) => [attribs.name, attribs.content]),
  )
  t.match(metas, {
    citation_title: '望江市图书馆重新开放 <旧书> & 新楼',
    citation_author: '林小雨',
    citation_publication_date: '2024/03/09',
    citation_fulltext_html_url: 'http://127.0.0.1:3000/articles/example-1001',
  })
  t.match(JSON.parse($('script').text()), { '@type': 'NewsArticle', headline: metas.citation_title })
})

t.test('reads back what was written', async (t) => {
  const article = sampleArticle()
  const $ = cheerio.load(html(article, facts))
  const of = (selector: string) =>
    $(selector)
      .toArray()
      .map((found) => {
        $(found).find('br').replaceWith('\n')
        return $(found).text()
      })
  t.strictSame(of('.body p, .body li'), article.paragraphs)
  t.strictSame(of('h1'), [article.title])
  t.strictSame(of('.body h4'), ['三年的整修'])
  t.strictSame(of('.body ul > li').length, 2, 'list items are one list')
  t.equal($('.body ul').length, 1)
  t.strictSame(of('figcaption'), ['图书馆的大门。', '新的楼梯。（陈立／摄）'])
  t.strictSame(of('.byline'), [article.byline])
  t.strictSame(of('.dateline'), [article.dateline])
  t.equal($('article').attr('lang'), 'zh-Hans')
  t.equal($('time').attr('datetime'), '2024-03-09', 'no invented midnight')
  t.equal($('time').text(), '2024年3月9日')
  t.strictSame(
    $('.tags li')
      .toArray()
      .map((item) => $(item).find('a').attr('href')),
    [
      '/tags/%E5%9B%BE%E4%B9%A6%E9%A6%86',
      '/tags/%E6%9C%9B%E6%B1%9F',
      '/tags?name=A%2FB%3Fc%23d',
      '/tags?name=..',
    ],
  )
  t.equal($('link[rel=canonical]').attr('href'), article.url)
  t.equal($('footer a[rel~=external]').attr('href'), article.url)
})

t.test('images come over https, late, and do not tell where they are shown', async (t) => {
  const $ = cheerio.load(html(sampleArticle(), facts))
  const images = $('img')
    .toArray()
    .map(({ attribs }) => attribs)
  t.strictSame(
    images.map(({ src }) => src),
    ['https://news.example.com/photos/door.jpg', 'https://news.example.com/photos/stairs.jpg'],
  )
  for (const image of images) t.match(image, { loading: 'lazy', referrerpolicy: 'no-referrer' })
  t.equal($('figure > details:not([open]) > img').length, 2, 'and only when the reader opens them')
  t.equal($('summary').first().text(), 'Picture · news.example.com')
})

t.test('hostile texts stay texts', async (t) => {
  const page = html(hostileArticle(), facts)
  const $ = cheerio.load(page)
  t.equal($('svg, iframe, object, embed, base, main form').length, 0)
  t.strictSame(
    $('script')
      .toArray()
      .map(({ attribs }) => ({ ...attribs })),
    [{ type: 'application/ld+json' }],
    'data, which no browser runs',
  )
  t.match(JSON.parse($('script').text()), { '@type': 'NewsArticle' }, 'whole')
  t.equal($('style').length, 1)
  const attributes = $('*')
    .toArray()
    .flatMap((node) => ('attribs' in node ? Object.entries(node.attribs) : []))
  t.strictSame(
    attributes.filter(([name]) => name.startsWith('on')),
    [],
  )
  const addresses = attributes.filter(([name]) => name === 'href' || name === 'src').map(([, value]) => value)
  t.ok(addresses.length > 10)
  t.strictSame(
    addresses.filter((address) => !/^(?:https?:\/\/[^"<>\s]+|\/[^"<>\s]*|#content)$/.test(address)),
    [],
  )
  t.notMatch(page, /[^\n\P{C}]/u, 'no control character, no half of a character')
})

t.test('the policy lets the own style in and no other', async (t) => {
  const style = /<style>([\s\S]*?)<\/style>/.exec(html(bareArticle, facts))?.[1] ?? ''
  const digest = createHash('sha256').update(style).digest('base64')
  t.match(pagePolicy, `style-src 'sha256-${digest}'`)
  t.match(pagePolicy, "default-src 'none'")
  t.notMatch(pagePolicy, /unsafe|script-src/)
})

t.test('moments as their language writes them', async (t) => {
  const rows: [string | null, string, 'day' | 'minute', string][] = [
    ['zh-Hans', '2024-03-09T08:05:00+08:00', 'minute', '2024年3月9日 08:05'],
    ['zh-Hant', '2024-03-09T20:05:00+08:00', 'minute', '2024年3月9日 晚上8:05'],
    ['en', '2024-03-09T23:30:00-05:00', 'day', 'March 9, 2024'],
    ['no language', '2024-03-09T00:00:00Z', 'day', 'March 9, 2024'],
    [null, '2024-03-09T00:00:00Z', 'day', 'March 9, 2024'],
  ]
  for (const [language, publishedAt, publishedPrecision, written] of rows) {
    const $ = cheerio.load(html(sampleArticle({ language, publishedAt, publishedPrecision }), facts))
    t.equal($('time').text(), written, `${language} ${publishedAt}`)
  }
})
