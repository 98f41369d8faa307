import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { ParsedArticle } from '../../src/article.ts'
import type { PageHints } from '../../src/page.ts'
import { type ParseOutcome, parsePage } from '../../src/parse/parse.ts'

function parsed(
  text: string | Uint8Array,
  hints: PageHints = {},
  contentType = 'text/markdown',
): ParseOutcome {
  return parsePage({ bytes: Buffer.from(text), contentType, hints }, true)
}

function article(text: string, hints?: PageHints, contentType?: string): ParsedArticle {
  const outcome = parsed(text, hints, contentType)
  if ('problem' in outcome) throw outcome.problem
  return outcome.article
}

function problem(text: string | Uint8Array, contentType?: string): string | null {
  const outcome = parsed(text, {}, contentType)
  return 'problem' in outcome ? outcome.problem.message : null
}

const hash = (data: string) => createHash('sha256').update(data).digest('hex').slice(0, 10)

/** A mirror's page of 2018. */
function mirror(body: string, address: string | null, title = '老桥重开'): string {
  const line = address === null ? '' : `原文链接：${address}\n`
  return `### ${title}\n------------------------\n\n${body}\n\n${line}\n------------------------\n#### [首页](x)\n`
}

const body = '<p>石桥周三重新开放，镇上的人都来了。</p>'
const html = (
  head: string,
) => `<html><head><title>老桥重开</title>${head}</head><body><article><h1>老桥重开</h1>
  <p>柳溪镇的石桥周三重新开放，镇上的人都来了，书记也来了，说了很多话。</p>
  <p>石匠们用了一年的时间，三百方石料，六十担糯米，把断桥接了起来。</p></article></body></html>`

t.test('ids', async (t) => {
  const rows: [address: string | null, hints: PageHints, id: string, nativeId: string | null][] = [
    ['https://www.ntdtv.com/gb/2022/08/15/a1.html', {}, 'a1', 'a1'],
    ['https://www.epochtimes.com/gb/18/3/29/n2.htm', {}, 'n2', 'n2'],
    ['https://www.secretchina.com/news/gb/2020/06/13/3.html', {}, 'secretchina-3', '3'],
    ['https://www.soundofhope.org/post/4', {}, 'soundofhope-4', '4'],
    ['https://www.ntdtv.com/gb/2022/08/15/a1.html', { id: 'mine' }, 'mine', 'a1'],
    ['https://www.ntdtv.com/about', { path: 'pages/prog202/a5.md' }, 'a5', 'a5'],
    ['http://News.Example/x?utm_source=y#z', {}, `news-example-${hash('https://news.example/x')}`, null],
    ['https://www.ntdtv.com/about', {}, `www-ntdtv-com-${hash('https://www.ntdtv.com/about')}`, null],
    [null, {}, `page-${hash(mirror(body, null))}`, null],
  ]
  for (const [address, hints, id, nativeId] of rows) {
    const read = article(mirror(body, address), hints)
    t.equal(read.id, id, `${address} ${JSON.stringify(hints)}`)
    t.equal(read.nativeId, nativeId, `native id of ${id}`)
  }
})

t.test("the sender's word wins", async (t) => {
  const page = mirror(body, 'https://www.ntdtv.com/gb/2022/08/15/a1.html')
  t.match(article(page), {
    source: 'ntdtv',
    channels: [],
    url: 'https://www.ntdtv.com/gb/2022/08/15/a1.html',
  })
  t.match(article(page, { path: 'pages/prog202/a1.md' }), { channels: ['prog202'] })
  t.match(article(page, { path: 'pages/prog202/a1.md', channel: 'mine' }), { channels: ['mine'] })
  t.match(article(page, { url: 'https://www.secretchina.com/news/gb/2020/06/13/3.html' }), {
    id: 'secretchina-3',
    source: 'secretchina',
    url: 'https://www.secretchina.com/news/gb/2020/06/13/3.html',
  })
  t.match(article(page, { source: 'soundofhope' }), {
    source: 'soundofhope',
    paragraphs: ['石桥周三重新开放，镇上的人都来了。'],
  })
  t.match(article(page, { source: 'elsewhere' }), { source: 'elsewhere', parser: { name: 'generic' } })
})

t.test('a source by its signs, where the address is a short link', async (t) => {
  const signed = `<div class="article_right">${body}</div>`
  t.equal(article(mirror(signed, 'https://short.example/1')).source, 'secretchina')
  t.equal(article(mirror(body, 'https://short.example/1')).source, null)
  t.equal(
    article(html('').replace('<article>', '<article class="article_right">'), {}, 'text/html').source,
    null,
  )
})

t.test('what is missing, in order', async (t) => {
  t.strictSame(article(mirror(body, null)).missing, ['publishedAt', 'byline', 'tags'])
  t.strictSame(article(mirror('<div></div>', 'https://www.soundofhope.org/post/4')).missing, [
    'publishedAt',
    'byline',
    'tags',
    'paragraphs',
  ])
  t.strictSame(article(mirror(body, null, '')).missing[0], 'title')
})

t.test('tags are unique after folding, length counts characters', async (t) => {
  const link = (name: string) =>
    `<a href="https://www.epochtimes.com/gb/tag/${encodeURIComponent(name)}.html">x</a>`
  const read = article(
    mirror(
      `<p>${link('习近平')}${link('習近平')}${link('ＡＢＣ')}${link('abc')}</p><p>𠮷一</p>`,
      'https://www.epochtimes.com/gb/18/3/29/n2.htm',
    ),
  )
  t.strictSame(read.tags, ['习近平', 'ＡＢＣ'])
  t.strictSame(read.paragraphs, ['xxxx', '𠮷一'])
  t.equal(read.length, 6)
})

t.test('no article', async (t) => {
  t.match(problem(''), /empty|neither/)
  t.match(problem(' \n\t'), /empty|neither/)
  t.match(problem(readFileSync(process.execPath).subarray(0, 20_000)), /no text/)
  t.match(problem('<html><body></body></html>', 'text/html'), /./)
  const links = '* [一](../pages/x/1.md)\n* [二](../pages/x/2.md)\n* [三](../pages/x/3.md)\n'
  t.equal(problem(`# 索引\n\n${links}`), 'The page is a list of links to other pages.')
  t.equal(
    problem(`### 索引\n------------------------\n\n${links.replaceAll('*', '####')}`),
    'The page is a list of links to other pages.',
  )
})

t.test("a publisher's own page", async (t) => {
  const own = html('<link rel="canonical" href="https://www.ntdtv.com/gb/2022/08/15/a1.html">').replace(
    '<article>',
    '<nav><p>首页 新闻 视频</p></nav><div class="post_content"><p>【新唐人北京时间2022年08月16日讯】断桥接上了。</p><p>（记者苏禾报导）</p></div><article>',
  )
  t.match(article(own, {}, 'text/html'), {
    id: 'a1',
    source: 'ntdtv',
    title: '老桥重开',
    dateline: '【新唐人北京时间2022年08月16日讯】',
    publishedAt: '2022-08-16T00:00:00+08:00',
    byline: '（记者苏禾报导）',
    paragraphs: ['断桥接上了。'],
  })
  const other = article(html(''), { url: 'https://www.ntdtv.com/gb/2022/08/15/a1.html' }, 'text/html')
  t.match(other, { id: 'a1', title: '老桥重开', publishedAt: '2022-08-15T00:00:00+08:00' })
  t.equal(other.paragraphs.length, 2, 'in an unknown template')
})

t.test('plain Markdown', async (t) => {
  const read = article(
    '# 老桥重开\n\n石桥*周三*重新开放，\n[镇上](https://x.example/)的人都来了。  \n换行。\n\n## 账本\n\n- 石料\n- 糯米\n\n> 鼓声\n\n![图](a.jpg)\n\n1\\* \\# <https://y.example/>\n',
  )
  t.equal(read.title, '老桥重开')
  t.strictSame(read.body, [
    { type: 'paragraph', text: '石桥周三重新开放，镇上的人都来了。\n换行。' },
    { type: 'heading', level: 2, text: '账本' },
    { type: 'list-item', text: '石料' },
    { type: 'list-item', text: '糯米' },
    { type: 'quote', text: '鼓声' },
    { type: 'image', src: 'a.jpg', alt: '图', caption: null },
    { type: 'paragraph', text: '1* # https://y.example/' },
  ])
})

t.test('plain Markdown: what closes a heading, and what stands in one', async (t) => {
  const read = article('# 学 C#\n\n第一段有足够多的字。\n\n## 附录 ##\n\n##   \t空格  ## \t\n\n-  \t条目\n')
  t.equal(read.title, '学 C#')
  t.strictSame(
    read.body.map((block) => ('text' in block ? block.text : '')),
    ['第一段有足够多的字。', '附录', '空格', '条目'],
  )
})

t.test('plain Markdown with runs that never end', async (t) => {
  for (const run of ['[', '![', '[](', '[a](b ', '# ', '* ', ' ', '*a', '#\t'])
    t.ok(article(`# 标题\n\n第一段有足够多的字。\n\n${run.repeat(300_000)}\n`).title, run)
})

t.test('the explanation', async (t) => {
  const page = readFileSync(join(import.meta.dirname, '../fixtures/sources/ntdtv/post_content.md'))
  const { trace } = parsed(page)
  const lines = trace.map(({ field, rule, where, value = where }) =>
    [field, rule, value, ...(value === where ? [] : [`< ${where}`])].join(' '),
  )
  const text = lines.join('\n')
  for (const line of [
    /^url +original address +https:\/\/www\.ntdtv\.com/m,
    /^title +mirror's title line +【城南旧事】/m,
    /^dateline +dateline +【新唐人/m,
    /^published +dateline +2021-03-04T00:00:00\+08:00 \(day\) +< 【新唐人/m,
    /^credits +byline +editor: 周小满 +< （责任编辑：周小满）/m,
    /^tags +keyword link +柳溪镇 +< https:/m,
    /^removed +disclaimer +本文只代表/m,
    /^removed +byline +（责任编辑：周小满）/m,
    /^body +post_content +/m,
  ])
    t.match(text, line)
})
