import t from 'tap'
import { readGeneric } from '../../../../src/parse/generic/generic.ts'
import { parseHtml } from '../../../../src/parse/tree/html.ts'

const title = 'Harbour bridge reopens after two years of repairs'
const chinese = '河边旧仓库改成图书馆'
const list = (...names: string[]) => ({
  '@context': 'https://schema.org',
  '@type': 'BreadcrumbList',
  itemListElement: names.map((name, i) => ({ '@type': 'ListItem', position: i + 1, name })),
})
const script = (...data: object[]) =>
  data.map((one) => `<script type="application/ld+json">${JSON.stringify(one)}</script>`).join('')
const article = (more: object) => script({ '@type': 'NewsArticle', headline: title, ...more })
const meta = (name: string, content: string) => `<meta property="${name}" content="${content}">`

type Case = { what: string; head?: string; body?: string; headline?: string; section: string | null }

const cases: Case[] = [
  { what: 'a text in JSON-LD', head: article({ articleSection: 'World' }), section: 'World' },
  {
    what: 'the first of a list',
    head: article({ articleSection: ['Business', 'Money'] }),
    section: 'Business',
  },
  {
    what: 'JSON-LD before metadata',
    head: article({ articleSection: 'World' }) + meta('article:section', 'News'),
    section: 'World',
  },
  { what: 'metadata', head: meta('article:section', 'Arts &amp; Culture'), section: 'Arts & Culture' },
  {
    what: 'no front page',
    head: article({ articleSection: 'Home' }) + meta('article:section', 'Politik'),
    section: 'Politik',
  },
  {
    what: 'a BreadcrumbList that ends in the headline',
    head: script(list('Home', 'Sport', 'Rowing', title)),
    section: 'Rowing',
  },
  {
    what: 'a BreadcrumbList in the page object',
    head: script({ '@type': 'WebPage', name: title, breadcrumb: list('Startseite', 'Wirtschaft') }),
    section: 'Wirtschaft',
  },
  {
    what: 'positions out of order',
    head: script({
      '@type': 'BreadcrumbList',
      itemListElement: [
        { position: 2, item: { '@id': 'https://example.org/sport', name: 'Deportes' } },
        { position: 1, item: { '@id': 'https://example.org/', name: 'Diario del Puerto' } },
      ],
    }),
    section: 'Deportes',
  },
  {
    what: 'a list of links',
    body: `<nav aria-label="breadcrumb"><ol><li><a href="/">Accueil</a></li><li><a href="/monde">Monde</a></li><li>${title}</li></ol></nav>`,
    section: 'Monde',
  },
  {
    what: 'a link with a slash in it',
    body: '<div class="breadcrumbs"><a href="/">Home</a> / <a href="/a">Arts/Culture</a></div>',
    section: 'Arts/Culture',
  },
  {
    what: 'a headline that is cut',
    body: '<div class="breadcrumb"><a href="/">Home</a> » <a href="/l">Local</a> » Harbour bridge reopens…</div>',
    section: 'Local',
  },
  {
    what: 'a Chinese breadcrumb',
    headline: chinese,
    body: '<div class="path"><a href="/">首页</a> &gt; <a href="/news">新闻</a> &gt; <a href="/w">国际</a> &gt; 正文</div>',
    section: '国际',
  },
  {
    what: '正文 in an element of its own',
    headline: chinese,
    body: '<div class="c"><a href="/">某某网</a> &gt; <a href="/s">社会</a> &gt; <span>&gt; 正文</span></div>',
    section: '社会',
  },
  {
    what: '您的位置',
    headline: chinese,
    body: '<p>您的位置：<a href="/">首頁</a> → <a href="/c">財經</a></p>',
    section: '財經',
  },
  {
    what: '当前位置 without links',
    headline: chinese,
    body: '<p>当前位置：首页 &gt; 地方新闻 &gt; 正文</p>',
    section: '地方新闻',
  },
  { what: 'no breadcrumb', section: null },
  {
    what: 'a breadcrumb of the front page alone',
    body: '<div class="breadcrumb"><a href="/">Home</a></div>',
    section: null,
  },
  {
    what: 'the headline alone behind the front page',
    body: `<div class="breadcrumb"><a href="/">Home</a> &gt; ${title}</div>`,
    section: null,
  },
  {
    what: 'a text that speaks of a position',
    headline: chinese,
    body: '<p>当前位置优越，工程从春天开始。</p>',
    section: null,
  },
  {
    what: 'a menu',
    body: '<nav><a href="/">Home</a><a href="/w">World</a><a href="/s">Sport</a></nav>',
    section: null,
  },
  { what: 'a link to a category', body: '<a rel="category tag" href="/c/1">Town</a>', section: 'Town' },
  { what: 'a column in metadata', head: meta('ColumnName', 'Town'), section: 'Town' },
  { what: 'a sentence as section', head: meta('article:section', 'x'.repeat(90)), section: null },
]

for (const { what, head = '', body = '', headline = title, section } of cases)
  t.test(what, async (t) => {
    const text = `<p>${headline === title ? 'The bridge was closed in spring, and opened again on Monday. '.repeat(5) : '工程从春天开始，预计三年完成，市民可以在河边散步。'.repeat(5)}</p>`
    const html = `<html><head><title>${headline}</title>${head}</head><body>${body}<article><h1>${headline}</h1>${text.repeat(3)}</article></body></html>`
    const { fields } = readGeneric(parseHtml(html), { url: 'https://example.org/a/1.html' })
    t.equal(fields.section?.value ?? null, section)
    if (fields.section !== null) t.ok(fields.section.where !== '' && fields.section.rule !== '')
  })
