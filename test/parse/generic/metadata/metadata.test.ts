import t from 'tap'
import { readMetadata } from '../../../../src/parse/generic/generic.ts'
import { parseHtml } from '../../../../src/parse/tree/html.ts'

const url = 'https://www.example.de/politik/2024/05/03/haushalt-123.html'
const read = (html: string, address: string | null = url) =>
  readMetadata(parseHtml(html), { url: address }).fields
const linked = (members: object) =>
  `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', ...members })}</script>`

t.test('titles', async (t) => {
  for (const [name, html, title] of [
    [
      'JSON-LD first',
      `${linked({ headline: 'Rat beschließt Haushalt' })}<meta property="og:title" content="Haushalt 2024">`,
      'Rat beschließt Haushalt',
    ],
    ['references undone', linked({ headline: 'Stra&szlig;e &amp; Br&#252;cke' }), 'Straße & Brücke'],
    ['og:title', '<meta property="og:title" content="Haushalt 2024"><h1>Der Haushalt</h1>', 'Haushalt 2024'],
    ['h1 where nothing else', '<title>Example.de</title><h1>Der  <b>Haushalt</b></h1>', 'Der Haushalt'],
    [
      'site behind |',
      '<meta property="og:site_name" content="Der Bote"><title>Der Haushalt steht | Der Bote</title>',
      'Der Haushalt steht',
    ],
    [
      'site and section',
      '<meta property="og:site_name" content="Der Bote"><title>Der Haushalt für 2024 steht - Politik | Der Bote</title>',
      'Der Haushalt für 2024 steht',
    ],
    [
      'site behind ｜',
      '<meta property="og:site_name" content="朝刊"><title>予算案が可決された｜朝刊</title>',
      '予算案が可決された',
    ],
    [
      'site behind a dash of its own name',
      '<title>Der Haushalt steht – Example Zeitung</title><h1>Der Haushalt steht</h1>',
      'Der Haushalt steht',
    ],
    ['a dash of the headline stays', '<title>Haushalt – was nun kommt</title>', 'Haushalt – was nun kommt'],
    [
      'cut off',
      `${linked({ headline: 'Der Rat beschließt nach langem…' })}<h1>Der Rat beschließt nach langem Streit den Haushalt</h1>`,
      'Der Rat beschließt nach langem Streit den Haushalt',
    ],
    ['none', '<p>text</p>', undefined],
  ] as const)
    t.equal(read(html).title?.value, title, name)
})

t.test('times of publishing', async (t) => {
  const modified = '<meta property="article:modified_time" content="2024-05-09T10:00:00Z">'
  for (const [name, html, at] of [
    [
      'JSON-LD',
      `${linked({ datePublished: '2024-05-03T10:00:00Z', dateModified: '2024-05-04T10:00:00Z' })}`,
      '2024-05-03T10:00:00Z',
    ],
    [
      'meta',
      `${modified}<meta property="article:published_time" content="2024-05-03T12:00:00+02:00">`,
      '2024-05-03T12:00:00+02:00',
    ],
    [
      'modified is never published',
      `${modified}<h1>x</h1><time class="updated" datetime="2024-05-09">9.5.</time>`,
      '2024-05-03T00:00:00+02:00',
    ],
    [
      'time of day from elsewhere',
      `${linked({ datePublished: '2024-05-03' })}<h1>x</h1><time datetime="2024-05-03T08:30">3.5.</time>`,
      '2024-05-03T08:30:00+02:00',
    ],
    [
      'hAtom',
      '<h1>x</h1><abbr class="published" title="2024-05-02T08:00:00+02:00">gestern</abbr>',
      '2024-05-02T08:00:00+02:00',
    ],
    [
      'RDFa',
      '<h1>x</h1><span property="dc:date" content="2024-05-02T08:00:00+02:00">gestern</span>',
      '2024-05-02T08:00:00+02:00',
    ],
    ['Dublin Core', '<meta name="DC.date.issued" content="2024-05-03">', '2024-05-03T00:00:00+02:00'],
    [
      'microdata',
      '<h1>x</h1><span itemprop="datePublished" content="2024-05-02T08:00:00+02:00">Do.</span>',
      '2024-05-02T08:00:00+02:00',
    ],
    [
      'beside the headline',
      '<h1>x</h1><span class="article-date">Do., 2. Mai 2024, 8:15 Uhr</span>',
      '2024-05-02T08:15:00+02:00',
    ],
    [
      'before the update',
      '<h1>x</h1><p class="date">2. Mai 2024, 8:15 Uhr, aktualisiert am 4. Mai 2024</p>',
      '2024-05-02T08:15:00+02:00',
    ],
    [
      'not a teaser’s',
      `<h1>Der Haushalt</h1><p>text</p>${'<i></i>'.repeat(300)}<time datetime="2020-01-01">old</time>`,
      '2024-05-03T00:00:00+02:00',
    ],
  ] as const)
    t.equal(read(`<html lang="de">${html}`).published?.value.at, at, name)
  t.equal(read('<h1>x</h1><p>text</p>', null).published, null, 'none')
})

t.test('authors', async (t) => {
  const names = (html: string) => read(html).credits.map(({ value }) => value.name)
  const site = '<meta property="og:site_name" content="Der Bote">'
  for (const [name, html, authors] of [
    [
      'every one',
      linked({ author: [{ name: 'Ada Weber' }, { name: 'Max Kern' }] }),
      ['Ada Weber', 'Max Kern'],
    ],
    [
      'by reference',
      `${linked({ author: { '@id': '#a' } })}<script type="application/ld+json">{"@type":"Person","@id":"#a","name":"Ada Weber"}</script>`,
      ['Ada Weber'],
    ],
    ['in parts', linked({ author: { givenName: 'Ada', familyName: 'Weber' } }), ['Ada Weber']],
    ['meta', '<meta name="author" content="Ada Weber und Max Kern">', ['Ada Weber', 'Max Kern']],
    [
      'the house yields to a person',
      `${site}${linked({ author: { name: 'Der Bote' } })}<h1>x</h1><p class="byline">Von Ada Weber</p>`,
      ['Ada Weber'],
    ],
    ['the house where nobody else', `${site}${linked({ author: { name: 'Der Bote' } })}`, ['Der Bote']],
    [
      'byline in pieces',
      '<h1>x</h1><div class="byline">Von <a href="/autor/a">Ada Weber</a><span>Redakteurin</span><time>3. Mai</time></div>',
      ['Ada Weber'],
    ],
    ['rel=author', '<h1>x</h1><a rel="author" href="/a">Ada Weber</a>', ['Ada Weber']],
    ['RDFa', '<h1>x</h1><span property="dc:creator">Ada Weber</span>', ['Ada Weber']],
    [
      'hAtom',
      '<h1>x</h1><span class="author vcard"><a class="fn" href="/author/ada/">Ada Weber</a></span>',
      ['Ada Weber'],
    ],
    [
      'no handles, no addresses',
      '<meta name="author" content="@bote"><meta property="article:author" content="https://facebook.com/bote">',
      [],
    ],
  ] as const)
    t.same(names(html), authors, name)
  t.equal(read('<h1>x</h1><p class="byline">Von <b>Ada Weber</b></p>').byline?.value, 'Von Ada Weber')
})

t.test('keywords', async (t) => {
  const tags = (html: string, address?: string) => read(html, address).tags.map(({ value }) => value)
  for (const [name, html, expected, address] of [
    ['JSON-LD', linked({ keywords: ['Rat', 'Haushalt', 'rat'] }), ['Rat', 'Haushalt']],
    ['JSON-LD, in one string', linked({ keywords: 'Rat, Haushalt; Geld' }), ['Rat', 'Haushalt', 'Geld']],
    [
      'words without commas yield',
      `${linked({ keywords: 'Rat Haushalt Geld Stadt' })}<meta name="keywords" content="Rat,Haushalt">`,
      ['Rat', 'Haushalt'],
    ],
    [
      'meta',
      '<meta name="keywords" content="Rat, 4711, https://a.example, id=5, Haushalt">',
      ['Rat', 'Haushalt'],
    ],
    [
      'article:tag',
      '<meta property="article:tag" content="Rat"><meta property="article:tag" content="Haushalt">',
      ['Rat', 'Haushalt'],
    ],
    [
      'what the article is about',
      linked({ about: [{ '@type': 'Thing', name: 'Rat' }, { name: 'Haushalt' }] }),
      ['Rat', 'Haushalt'],
    ],
    [
      'keywords before what the article is about',
      linked({ about: [{ name: 'Politik' }], keywords: ['Rat'] }),
      ['Rat'],
    ],
    [
      'links to Hungarian keywords',
      '<h1>x</h1><ul><li><a href="/cimke/komp">komp</a></li><li><a href="/cimke/kikoto">kikötő</a></li></ul>',
      ['komp', 'kikötő'],
    ],
    ['Arabic commas', '<meta name="keywords" content="مجلس، ميزانية">', ['مجلس', 'ميزانية']],
    [
      'blanks between Japanese words',
      '<meta name="keywords" content="渡し船 谷 運航 再開">',
      ['渡し船', '谷', '運航', '再開'],
    ],
    ['a Korean phrase', '<meta name="keywords" content="계곡 나룻배 운항">', ['계곡 나룻배 운항']],
    ['slashes between Han', '<meta name="keywords" content="议会/预算/财政">', ['议会', '预算', '财政']],
    ['a slash in a name', '<meta name="keywords" content="AC/DC">', ['AC/DC']],
    ['behind a label, without links', '<h1>x</h1><p>关键词：议会、预算</p>', ['议会', '预算']],
    [
      'each in an element',
      '<h1>x</h1><div><b>Štítky:</b><i>Rada</i><i>Rozpočet</i></div>',
      ['Rada', 'Rozpočet'],
    ],
    ['a sentence behind a label', '<h1>x</h1><p>Themen: der Rat hat am Montag wieder getagt.</p>', []],
    ['microdata', '<h1>x</h1><meta itemprop="keywords" content="Rat, Haushalt">', ['Rat', 'Haushalt']],
    [
      'rel=tag',
      '<h1>x</h1><p><a rel="tag" href="/t/1">Rat</a> <a rel="tag" href="/t/2">#Haushalt</a></p>',
      ['Rat', 'Haushalt'],
    ],
    [
      'by their addresses',
      '<nav><a href="/thema/wetter">Wetter</a></nav><h1>x</h1><ul><li><a href="/thema/rat">Rat</a></li><li><a href="/thema/haushalt">Haushalt</a></li></ul>',
      ['Rat', 'Haushalt'],
    ],
    [
      'the ones that two voices agree on',
      `${linked({ keywords: ['Rat', 'Haushalt', 'intern', 'web'] })}<meta name="keywords" content="Rat,Haushalt"><meta name="news_keywords" content="Haushalt,Rat">`,
      ['Haushalt', 'Rat'],
    ],
    [
      'the shown ones where they say more',
      `${linked({ keywords: 'Rat' })}<h1>x</h1><p><a href="/tag/1">Rat</a> <a href="/tag/2">Haushalt</a></p>`,
      ['Rat', 'Haushalt'],
    ],
    [
      'not the words of the address',
      '<meta name="keywords" content="der,neue,haushalt,steht"><h1>x</h1><p><a href="/tag/1">Rat</a></p>',
      ['Rat'],
      'https://www.example.de/der-neue-haushalt-steht.html',
    ],
    [
      'by the class of their list',
      '<h1>x</h1><div class="article-tags"><b>Themen</b><a href="/q?id=1">Rathaus</a><a href="/q?id=2">Haushalt</a></div>',
      ['Rathaus', 'Haushalt'],
    ],
    [
      'as short as their label',
      '<h1>x</h1><div>Từ khóa: <a href="/q?id=1">cầu</a> <a href="/q?id=2">sông</a></div>',
      ['cầu', 'sông'],
    ],
    [
      'hashtags without links',
      '<h1>x</h1><div class="tags"><span>#다리</span><span>#도시</span></div>',
      ['다리', '도시'],
    ],
    ['hashtags alone in a paragraph', '<h1>x</h1><p>#阅读# #图书馆#</p>', ['阅读', '图书馆']],
    [
      'items of a list of tags',
      '<h1>x</h1><ul class="post-tags"><li>Rat</li><li>Haushalt</li></ul>',
      ['Rat', 'Haushalt'],
    ],
    ['a label in brackets', '<h1>x</h1><div>【关键词】阅读；图书馆</div>', ['阅读', '图书馆']],
    [
      'not what everybody reads',
      '<h1>x</h1><div><h4>Popular tags</h4><a href="/tag/1">Housing</a><a href="/tag/2">Cars</a></div>',
      [],
    ],
    [
      'not those of a menu',
      '<h1>x</h1><ul class="menu"><li><a href="/topics/1">World</a></li><li><a href="/topics/2">Asia</a></li></ul>',
      [],
    ],
    [
      "the site's name among others",
      '<meta property="og:site_name" content="Talbote"><meta name="keywords" content="Rat, Talbote"><h1>x</h1>',
      ['Rat', 'Talbote'],
    ],
    [
      "not the site's name alone",
      '<meta property="og:site_name" content="Talbote"><meta name="keywords" content="Talbote"><h1>x</h1>',
      [],
    ],
    ['none', '<h1>x</h1><p>Im <a href="/politik">Rat</a></p>', []],
  ] as [string, string, string[], string?][])
    t.same(tags(html, address), expected, name)
})

t.test('address, language, image', async (t) => {
  t.equal(
    read('<link rel="canonical" href="https://www.example.de/a-1.html">').url?.value,
    'https://www.example.de/a-1.html',
  )
  t.equal(
    read('<link rel="canonical" href="https://www.example.de/">').url,
    null,
    'the front page is no article',
  )
  for (const [lang, language] of [
    ['de', 'de'],
    ['en_gb', 'en-GB'],
    ['zh-CN', 'zh-Hans'],
    ['zh-tw', 'zh-Hant'],
    ['??', undefined],
  ] as const)
    t.equal(read(`<html lang="${lang}">`).language?.value, language, lang)
  t.same(
    read('<meta property="og:image" content="/i/a.jpg"><meta property="og:image:alt" content="Rathaus">')
      .image?.value,
    {
      src: 'https://www.example.de/i/a.jpg',
      alt: 'Rathaus',
      caption: null,
    },
  )
  t.equal(
    read('<meta property="og:image" content="https://www.example.de/logo.png">').image,
    null,
    'a logo is no image',
  )
})
