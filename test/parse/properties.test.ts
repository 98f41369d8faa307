import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { ParsedArticle } from '../../src/article.ts'
import type { Page } from '../../src/page.ts'
import { unwrapMirror } from '../../src/parse/mirror.ts'
import { parsePage } from '../../src/parse/parse.ts'
import { repairDoubleEncoding } from '../../src/parse/tree/decode.ts'
import { isElement, isHidden } from '../../src/parse/tree/elements.ts'
import { parseHtml } from '../../src/parse/tree/html.ts'

/** Numbers in [0, 1) that are the same in every run. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const folder = join(import.meta.dirname, '../fixtures/sources')
const pages = readdirSync(folder).flatMap((source) =>
  readdirSync(join(folder, source))
    .filter((file) => file.endsWith('.md'))
    .map((file) => readFileSync(join(folder, source, file))),
)

const contentTypes = ['text/markdown', 'text/html', 'text/html; charset=gb18030', 'application/xhtml+xml', '']

function pageOf(bytes: Uint8Array, next: () => number): Page {
  return { bytes, contentType: contentTypes[Math.floor(next() * contentTypes.length)]!, hints: {} }
}

/**
 * Parses twice: it never throws, gives the same both times, and what it gives is an article or a reason.
 *
 * @returns what is wrong; null where nothing is
 */
function fault(page: Page): string | null {
  const outcome = parsePage(page, true)
  if (JSON.stringify(parsePage(page, true)) !== JSON.stringify(outcome)) return 'not the same twice'
  if ('problem' in outcome) {
    const { problem, message } = outcome.problem
    return problem === 'no-article' && message !== '' ? null : `${problem}: ${message}`
  }
  const { success, error } = ParsedArticle.safeParse(outcome.article)
  return success ? null : error.message
}

t.test('any bytes', async (t) => {
  const next = random(1)
  for (let i = 0; i < 100; i++) {
    const bytes = Uint8Array.from({ length: Math.floor(next() * 2_000) }, () => Math.floor(next() * 256))
    t.equal(fault(pageOf(bytes, next)), null, `bytes ${i}`)
  }
})

t.test('any text of markup', async (t) => {
  const next = random(2)
  const pieces =
    `### 标题\n|------------------------\n|<p>|</p>|<br/>|</br>|<div class="post_content">|</div>|<ok href="/term/1">|</ok>|【新唐人北京时间2021年03月04日讯】|【大纪元|日讯】|（记者|报导）|责任编辑：|周小满|#### [x](y)|---|<hr/>|原文地址：https://www.ntdtv.com/gb/2021/03/03/a1.html|原文链接：|手机上长按并复制下列链接或二维码分享本文章：|&lt;p&gt;|&#xd800;|&#0;|\u0000|<img src="a.jpg">|<h4>|<li>|<blockquote>|<table><td>|<script>|<!--|<style>|]]>|<a href=|"|'|>|<|\n|\u2028|\u2029|\u00a0|𠮷|\ud842|　`.split(
      '|',
    )
  for (let i = 0; i < 200; i++) {
    const text = Array.from(
      { length: 1 + Math.floor(next() * 60) },
      () => pieces[Math.floor(next() * pieces.length)],
    )
    t.equal(fault(pageOf(Buffer.from(text.join('')), next)), null, `text ${i}`)
  }
})

t.test('damaged pages', async (t) => {
  const next = random(3)
  for (const [number, page] of pages.entries()) {
    for (let i = 0; i < 15; i++) {
      const from = Math.floor(next() * page.length)
      const to = Math.floor(next() * page.length)
      const damaged = [
        page.subarray(from),
        page.subarray(0, to),
        Buffer.concat([page.subarray(0, from), page.subarray(to)]),
        Buffer.from(page).fill(Math.floor(next() * 256), from, Math.min(from + 8, page.length)),
      ][i % 4]!
      t.equal(fault(pageOf(damaged, next)), null, `page ${number}, ${i}`)
    }
  }
})

t.test('hostile pages', async (t) => {
  const next = random(4)
  const head = '### 标题\n------------------------\n'
  const tail = '\n原文链接：http://www.epochtimes.com/gb/18/3/29/n1.htm\n'
  const rows: [name: string, body: string][] = [
    ['100,000 nested tags', '<b>'.repeat(100_000)],
    ['100,000 nested blocks', '<div><blockquote>'.repeat(50_000)],
    ['100,000 end tags', '</x></b>'.repeat(50_000)],
    ['100,000 links in each other', '<ok href="x">'.repeat(100_000)],
    ['one paragraph of a megabyte', `<p>${'文'.repeat(350_000)}</p>`],
    ['white space', `<p>${' \n'.repeat(200_000)}</p>`],
    ['breaks', '<br/>'.repeat(100_000)],
    ['brackets', `<p>${'（'.repeat(100_000)}</p>`],
    ['end marks', `<p>${'#'.repeat(100_000)}x</p>`],
    ['labels', `<p>${'责任编辑：'.repeat(20_000)}</p>`],
    ['dashes', `<p>${'—'.repeat(100_000)}</p>`],
    ['attributes', `<p ${'a="b" '.repeat(50_000)}>文</p>`],
    ['an unclosed tag', `<p ${'x'.repeat(500_000)}`],
    ['rulers', '---\n'.repeat(50_000)],
    ['title marks', '### x\n'.repeat(50_000)],
  ]
  for (const [name, body] of rows) {
    t.equal(fault(pageOf(Buffer.from(head + body + tail), next)), null, name)
    t.equal(fault({ bytes: Buffer.from(body), contentType: 'text/html', hints: {} }), null, `${name}, bare`)
  }
})

/** The characters of a page that a reader sees, without white space. */
function visibleText(html: string): string {
  let text = ''
  const open = [...parseHtml(html).children].reverse()
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'text') text += node.data
    else if (isElement(node) && node.type === 'tag' && !isHidden(node))
      open.push(...[...node.children].reverse())
  }
  return text.replace(/\s+/g, '')
}

t.test('the body is a part of what the page shows, in its order', async (t) => {
  for (const page of pages) {
    const outcome = parsePage({ bytes: page, contentType: 'text/markdown', hints: {} })
    const shown = visibleText(unwrapMirror(repairDoubleEncoding(page.toString()))?.body ?? '')
    if ('problem' in outcome) {
      t.fail(outcome.problem.message)
      continue
    }
    let at = 0
    for (const block of outcome.article.body) {
      if (block.type === 'image') continue
      const text = block.text.replace(/\s+/g, '')
      const found = shown.indexOf(text, at)
      t.ok(found >= at, `${outcome.article.id}: ${block.text}`)
      at = found + text.length
    }
  }
})

t.test('what a page shows is in its article, or in the trace with the rule that left it out', async (t) => {
  const next = random(5)
  const letters = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, '')
  const sentence = () =>
    Array.from({ length: 3 + Math.floor(next() * 30) }, () => Math.floor(next() * 36 ** 4).toString(36)).join(
      ' ',
    )
  const around = [
    (text: string) => `<p>${text}.</p>`,
    (text: string) => `<div class="related"><h3>${text}</h3><a href="/x">${text} more</a></div>`,
    (text: string) => `<ul><li><a href="/y">${text}</a></li><li>${text} 2</li></ul>`,
    (text: string) => `<nav><a href="/z">${text}</a></nav>`,
    (text: string) => `<table><tr><td>${text}</td><td>${text} 3</td></tr></table>`,
    (text: string) => `<div hidden><p>${text}.</p></div>`,
    (text: string) => `<figure><img src="/a.jpg"><figcaption>${text}</figcaption></figure>`,
    (text: string) => `<h2>${text}</h2>`,
    (text: string) => `<h2>Part<span class="mw-editsection">[${text}]</span></h2>`,
    (text: string) => `<p>See <i class="material-icons">${text}</i> there.</p>`,
    (text: string) => `<blockquote>${text}</blockquote>`,
    (text: string) => `<footer><p>© ${text}</p></footer>`,
    (text: string) => `<div>${text}<br><br>${text} 4</div>`,
    (text: string) => `<details><summary>${text}?</summary><p>${text}.</p></details>`,
    (text: string) => `<dl><dt>${text}</dt><dd>${text} 5</dd></dl>`,
    (text: string) => `<aside><p>${text}.</p></aside>`,
    (text: string) => `<p><img src="/b.jpg"></p><p>▲${text}</p>`,
    (text: string) =>
      `<ol><li><a href="https://a.example/">${text}</a></li><li><a href="#a">${text}</a></li></ol>`,
  ]
  for (let i = 0; i < 200; i++) {
    const texts: string[] = []
    const html = Array.from({ length: 2 + Math.floor(next() * 14) }, () => {
      const text = sentence()
      texts.push(text)
      return around[Math.floor(next() * around.length)]!(text)
    }).join('\n')
    const bytes = Buffer.from(
      `<html><head><title>The weir</title></head><body><h1>The weir</h1>${html}</body></html>`,
    )
    const outcome = parsePage({ bytes, contentType: 'text/html; charset=utf-8', hints: {} }, true)
    const told = letters(outcome.trace.map(({ where, value = '' }) => `${where} ${value}`).join('\n'))
    const lost = texts.filter((text) => !told.includes(letters(text)))
    t.strictSame(lost, [], `page ${i}`)
  }
})
