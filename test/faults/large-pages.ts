import { ParsedArticle } from '../../src/article.ts'
import type { Page } from '../../src/page.ts'
import { parsePage } from '../../src/parse/parse.ts'
import { threadTime } from '../processor-time.ts'

/** A page that repeats one thing up to a size: what its name says, and what a part of it is made of. */
type Shape = { name: string; head?: Piece; body?: Piece }
/** @returns the piece of a number; what is around all of them comes with the first and the last */
type Piece = { open?: string; close?: string; one: (number: number) => string }

const inside = (open: string, close: string, one: Piece['one']): Piece => ({ open, close, one })
const each = (one: Piece['one']): Piece => ({ one })
const linked = (member: string, one: Piece['one']): Piece =>
  inside(
    `<script type="application/ld+json">{"@type":"NewsArticle","headline":"石桥周三重新开放了","${member}":[`,
    '"石"]}</script>',
    (i) => `${one(i)},`,
  )

const sentence = '石桥周三重新开放，镇上的人都来了，书记也来了，说了很多话。'

/** Each element, attribute and piece of metadata that the parser follows. */
const shapes: readonly Shape[] = [
  { name: 'plain', body: each((i) => `<p>${i}${sentence.repeat(6)}</p>\n`) },
  { name: 'p', body: each((i) => `<p>第${i}段</p>`) },
  { name: 'p without text', body: each(() => '<p></p>') },
  { name: 'p without end', body: each((i) => `<p>第${i}段`) },
  { name: 'br', body: each((i) => `第${i}行<br>`) },
  { name: 'br br', body: each((i) => `第${i}行<br><br>`) },
  { name: 'br br and links', body: each((i) => `<a href="/${i}">第${i}行</a><br><br>`) },
  { name: 'links in one paragraph', body: inside('<p>', '</p>', (i) => `<a href="/${i}">第${i}</a> `) },
  { name: 'keyword links', body: each((i) => `<a href="/tag/${i}" rel="tag">标签${i}</a> `) },
  { name: 'ok links', body: each((i) => `<ok href="/term/${i}">标签${i}</ok> `) },
  { name: 'ok links of a source', body: each((i) => `<ok href="/gb/tag/标签${i}.html">标签${i}</ok> `) },
  { name: 'ok links in ok links', body: each((i) => `<ok href="/term/${i}">标签${i} `) },
  { name: 'li', body: inside('<ul>', '</ul>', (i) => `<li>第${i}项</li>`) },
  { name: 'div in div', body: each((i) => `<div>第${i}层`) },
  { name: 'div in div with classes', body: each((i) => `<div class="related author tags c${i}">第${i}层 `) },
  { name: 'blockquote in blockquote', body: each((i) => `<blockquote>第${i}层`) },
  { name: 'ul in ul', body: each((i) => `<ul><li>第${i}层`) },
  { name: 'b in b', body: each((i) => `<b>${i}`) },
  { name: 'table in table', body: each((i) => `<table><tr><td>第${i}层`) },
  { name: 'cells of a row', body: inside('<table><tr>', '</tr></table>', (i) => `<td>格${i}</td>`) },
  { name: 'rows', body: inside('<table>', '</table>', (i) => `<tr><td>格</td><td>${i}</td></tr>`) },
  { name: 'articles', body: each((i) => `<article><h2>第${i}题</h2><p>${sentence}</p></article>`) },
  { name: 'img', body: each((i) => `<img src="https://a.example/${i}.jpg" alt="图${i}">`) },
  {
    name: 'img in one paragraph',
    body: inside('<p>', '</p>', (i) => `<img src="https://a.example/${i}.jpg" alt="图${i}">`),
  },
  {
    name: 'figure',
    body: each((i) => `<figure><img src="/${i}.jpg"><figcaption>图${i}</figcaption></figure>`),
  },
  {
    name: 'lines of a caption',
    body: inside('<figure><img src="/1.jpg"><figcaption>', '</figcaption></figure>', (i) => `<p>图${i}</p>`),
  },
  ...[1, 2, 3, 4, 5, 6].map((n) => ({ name: `h${n}`, body: each((i) => `<h${n}>第${i}题</h${n}>`) })),
  { name: 'bylines', body: each((i) => `<p>（记者周小满报导 ${i}）</p>`) },
  { name: 'byline of megabytes', body: inside('<p>（记者', '报导）</p>', () => '周小满、') },
  { name: 'labels', body: inside('<p>', '</p>', () => '责任编辑：周小满 ') },
  { name: 'byline elements', body: each((i) => `<span class="byline author">By John Smith${i}</span>`) },
  { name: 'rel author', body: each((i) => `<a rel="author" href="/author/${i}">John Smith${i}</a>`) },
  { name: 'datelines', body: each((i) => `<p>【柳溪社2020年8月${1 + (i % 28)}日讯】第${i}段</p>`) },
  { name: 'open brackets', body: inside('<p>', '</p>', () => '（') },
  { name: 'open datelines', body: inside('<p>', '</p>', () => '【柳溪社2020年') },
  { name: 'times', body: each((i) => `<time class="date" datetime="2024-01-0${1 + (i % 9)}">${i}</time>`) },
  { name: 'meta author', head: each((i) => `<meta name="author" content="John Smith${i}">`) },
  { name: 'meta keywords', head: each((i) => `<meta name="keywords" content="词${i}">`) },
  {
    name: 'one meta keywords',
    head: inside('<meta name="keywords" content="', '">', (i) => `词${i},`),
  },
  { name: 'article:tag', head: each((i) => `<meta property="article:tag" content="词${i}">`) },
  { name: 'og:image', head: each((i) => `<meta property="og:image" content="https://a.example/${i}.jpg">`) },
  { name: 'og:title', head: each((i) => `<meta property="og:title" content="石桥重新开放 ${i}">`) },
  { name: 'og:site_name', head: each((i) => `<meta property="og:site_name" content="柳溪${i}">`) },
  {
    name: 'published_time',
    head: each(() => '<meta property="article:published_time" content="2024-01-01">'),
  },
  { name: 'canonical', head: each((i) => `<link rel="canonical" href="https://a.example/${i}">`) },
  { name: 'title of megabytes', head: inside('<title>', '</title>', () => '石桥 - 柳溪 | ') },
  { name: 'linked author', head: linked('author', (i) => `{"@type":"Person","name":"John Smith${i}"}`) },
  { name: 'linked author names', head: linked('author', (i) => `"John Smith${i}"`) },
  { name: 'linked keywords', head: linked('keywords', (i) => `"词${i}"`) },
  { name: 'linked images', head: linked('image', (i) => `"https://a.example/${i}.jpg"`) },
  { name: 'linked types', head: linked('@type', (i) => `"Article${i}"`) },
  {
    name: 'linked articles',
    head: each(
      (i) => `<script type="application/ld+json">{"@type":"NewsArticle","headline":"${i}"}</script>`,
    ),
  },
  { name: 'broken linked data', head: linked('author', () => '"a "b"') },
  {
    name: 'state of a page',
    head: each((i) => `<script>self.__next_f.push([1,"<p>第${i}段"])</script>`),
  },
  { name: 'entities', body: inside('<p>', '</p>', () => '&amp;&#x77f3;&nbsp;&bogus;') },
  { name: 'comments', body: each((i) => `<!-- ${i} -->石`) },
  { name: 'open comments', body: each(() => '<!--') },
  { name: 'open tags', body: each(() => '<div') },
  { name: 'angle brackets', body: each(() => '<') },
  { name: 'end tags', body: each((i) => `</x${i}></p>`) },
  { name: 'attributes of a tag', body: inside('<p ', `>${sentence}</p>`, (i) => `a${i}="${i}" `) },
  {
    name: 'attribute of megabytes',
    body: inside('<p class="', `">${sentence}</p>`, () => 'related-byline '),
  },
  { name: 'style of megabytes', body: inside('<p style="', `">${sentence}</p>`, () => 'display : none') },
  { name: 'address of megabytes', body: inside('<ok href="/', '">石</ok>', () => 'tag/%E7%9F%B3/') },
  { name: 'one paragraph', body: inside('<p>', '</p>', () => sentence) },
  { name: 'one word', body: inside('<p>', '</p>', () => 'stone') },
  { name: 'ideographic spaces', body: inside('<p>石', '桥</p>', () => '\u3000') },
  { name: 'white space', body: inside('<p>石', '桥</p>', () => ' \n') },
  { name: 'no-break spaces', body: inside('<p>石', '桥</p>', () => '&nbsp;') },
  { name: 'dashes', body: inside('<p>', '桥</p>', () => '—') },
  { name: 'hashes', body: inside('<p>', '桥</p>', () => '#') },
  { name: 'lines of rules', body: each(() => '\n---\n') },
  { name: 'lines of long rules', body: each(() => '\n------------------------\n') },
  { name: 'lines of titles', body: each((i) => `\n### ${i}\n`) },
  { name: 'lines of headings', body: each((i) => `\n#### ${i}\n`) },
  { name: 'lines of links', body: each((i) => `\n#### [第${i}篇](https://a.example/${i})\n`) },
  { name: 'line of links', body: each((i) => `[第${i}篇](https://a.example/${i}) `) },
  { name: 'open Markdown links', body: each(() => '![[') },
  { name: 'emphasis', body: each(() => '**_石') },
  { name: 'addresses', body: each((i) => `\n原文链接：https://a.example/${i}\n`) },
  { name: 'surrogates', body: inside('<p>', '</p>', () => '𠮷') },
]

/** How a page comes: as a publisher serves it, as a mirror wraps it, as plain Markdown, and encoded twice. */
const forms = ['html', 'mirror', 'markdown', 'twice'] as const
type Form = (typeof forms)[number]

type LargePage = { name: string; form: Form; pageOf: (size: number) => Page }

/** Every shape in every form; `pageOf` makes it of about a size in bytes. */
const largePages: readonly LargePage[] = shapes.flatMap((shape) =>
  forms.map((form) => ({
    name: shape.name,
    form,
    pageOf: (size) => ({ bytes: bytesOf(shape, form, size), contentType: typeOf(form), hints: {} }),
  })),
)

function typeOf(form: Form): string {
  return form === 'mirror' || form === 'markdown' ? 'text/markdown' : 'text/html; charset=utf-8'
}

function bytesOf({ head, body }: Shape, form: Form, size: number): Buffer {
  const [first, more] = [repeated(head, size), repeated(body, size)]
  const text = `<p>${sentence}</p>`
  if (form === 'markdown') return Buffer.from(`# 老桥重开\n\n${first}${more}\n\n${sentence}\n`)
  if (form === 'mirror')
    return Buffer.from(
      `### 老桥重开\n------------------------\n\n${text}${first}${more}${text}\n\n原文链接：http://www.epochtimes.com/gb/18/3/29/n1.htm\n\n------------------------\n#### [首页](x)\n`,
    )
  const html = Buffer.from(
    `<html><head><title>老桥重开</title>${first}</head><body><h1>老桥重开</h1>${text}${more}${text}</body></html>`,
  )
  return form === 'twice' ? Buffer.from(html.toString('latin1')) : html
}

function repeated(piece: Piece | undefined, size: number): string {
  if (piece === undefined) return ''
  const { open = '', close = '', one } = piece
  const count = Math.floor(size / Buffer.byteLength(one(1000)))
  return open + Array.from({ length: count }, (_, i) => one(i)).join('') + close
}

/** A page of four times the size may take so many times as long. */
const growth = 12

/** @returns what is wrong with the parser's answer, and how long it took in milliseconds of the processor */
function parsed(page: Page): { fault: string | null; took: number } {
  const began = threadTime()
  const outcome = parsePage(page)
  const took = threadTime() - began
  if ('problem' in outcome) return { fault: null, took }
  const { success, error } = ParsedArticle.safeParse(outcome.article)
  return { fault: success ? null : error.message, took }
}

/**
 * Parses every page at a size in bytes.
 *
 * @param options.noticeable milliseconds from which a page is compared to a quarter of it
 * @param options.longest milliseconds that a page may take
 */
export function readLargePages(options: {
  size: number
  noticeable: number
  longest: number
  onPage?: (done: number) => void
}): { pages: number; faults: string[]; slowest: string } {
  const { size, noticeable, longest } = options
  const faults: string[] = []
  let slowest = ['', 0] as [name: string, took: number]
  for (const [index, { name, form, pageOf }] of largePages.entries()) {
    const shown = `${name} as ${form}`
    const { fault, took } = parsed(pageOf(size))
    if (fault !== null) faults.push(`${shown}: ${fault}`)
    if (took > longest) faults.push(`${shown}: took ${took.toFixed(0)} ms`)
    if (took > noticeable) {
      // What the first run had compiled does not count.
      const again = parsed(pageOf(size)).took
      const quarter = parsed(pageOf(size / 4)).took
      if (again > quarter * growth)
        faults.push(`${shown}: ${again.toFixed(0)} ms, a quarter of it ${quarter.toFixed(0)} ms`)
    }
    if (took > slowest[1]) slowest = [shown, took]
    options.onPage?.(index + 1)
  }
  return { pages: largePages.length, faults, slowest: `${slowest[0]}, took ${slowest[1].toFixed(0)} ms` }
}
