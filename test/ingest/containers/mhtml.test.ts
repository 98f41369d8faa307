import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { fileItems, filesOf } from '../../../src/ingest/containers/folder.ts'
import { itemsOf } from '../../../src/ingest/containers/items.ts'
import { parsePage } from '../../../src/parse/parse.ts'
import { launch, noBrowser } from '../../browser/browser.ts'
import { inPieces, onlyPage, shortly } from '../items.ts'
import { newsPage, serve } from '../tools.ts'

const options = { maxPageSize: 64 * 1024 }
const mhtml = (text: string | Uint8Array) =>
  itemsOf({ path: 'a.mhtml', pieces: inPieces(text, 100), isNamed: true }, options)

t.test('MHTML by Chromium', { skip: noBrowser }, async (t) => {
  const title = '河边镇图书馆重新开放'
  const origin = await serve(t as Test, {
    '/a.html': (answer) =>
      answer
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        .end(
          newsPage(title).replace(
            '</article>',
            '</article><iframe src="/frame.html"></iframe><img src="/a.svg">',
          ),
        ),
    '/frame.html': (answer) =>
      answer.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Frame</h1><p>of another page'),
    '/a.svg': (answer) =>
      answer
        .writeHead(200, { 'content-type': 'image/svg+xml' })
        .end('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  })
  const browser = await launch()
  const page = await browser.newPage()
  await page.goto(`${origin}/a.html`)
  const session = await page.context().newCDPSession(page)
  const { data } = await session.send('Page.captureSnapshot', { format: 'mhtml' })
  await browser.close()
  const folder = t.testdir()
  writeFileSync(join(folder, 'saved.mhtml'), data)
  for (const items of [
    mhtml(data),
    fileItems([...filesOf([folder])][0]!, options),
    itemsOf({ path: '-', pieces: inPieces(data), isNamed: true }, options),
  ]) {
    const saved = await onlyPage(items)
    t.equal(saved.hints.url, `${origin}/a.html`)
    t.ok(Math.abs(Date.parse(saved.hints.capturedAt ?? '') - Date.now()) < 60_000)
    const outcome = parsePage(saved)
    t.match('article' in outcome && outcome.article, {
      title,
      paragraphs: [/^河边镇的图书馆/, /^馆里有三万册书/],
    })
  }
  for (const length of [400, data.length >> 2]) {
    const [item] = await shortly(mhtml(data.slice(0, length)))
    t.not(item?.[1].startsWith('<'), true, `cut off after ${length} bytes: ${item?.[1].slice(0, 80)}`)
  }
})

const message = (head: string, ...parts: string[]) =>
  `${head}\r\n\r\n${parts.map((part) => `--b\r\n${part}\r\n`).join('')}--b--\r\n`
const related =
  'From: <Saved by hand>\r\nDate: Sat, 1 Feb 2020 11:04:05 +0800\r\nContent-Type: multipart/related; boundary="b"'
const html = (more = '', text = '<p>x') => `Content-Type: text/html${more}\r\n\r\n${text}`

t.test('what is the page of a message', async (t) => {
  const rows: [name: string, message: string, text: string][] = [
    ['the first part', message(related, html(), html('', '<p>frame')), '<p>x'],
    [
      'the part that start names',
      message(`${related}; start="<2>"`, html('\r\nContent-ID: <1>', '<p>1'), html('\r\nContent-ID: <2>')),
      '<p>x',
    ],
    [
      'quoted-printable',
      message(related, html('\r\nContent-Transfer-Encoding: quoted-printable', '=3Cp>=\r\nx')),
      '<p>x',
    ],
    ['base64', message(related, html('\r\nContent-Transfer-Encoding: base64', 'PHA+\r\neA==')), '<p>x'],
    ['behind an image', message(related, 'Content-Type: image/png\r\n\r\nx', html()), '<p>x'],
    [
      'in a part of parts',
      message(related, `Content-Type: multipart/alternative; boundary="c"\r\n\r\n--c\r\n${html()}\r\n--c--`),
      '<p>x',
    ],
    [
      'no part is HTML',
      message(related, 'Content-Type: text/plain\r\n\r\nx'),
      'passed over: message without HTML',
    ],
    ['a page alone', 'Content-Type: text/html\r\nMIME-Version: 1.0\r\n\r\n<p>x', '<p>x'],
    ['nothing', '', 'passed over: message without HTML'],
    ['a page over the limit', message(related, html('', 'x'.repeat(70_000))), 'too-large'],
    ['a header without end', `A: ${'b'.repeat(5_000_000)}`, 'malformed-request'],
    [
      'parts without end',
      message(related, ...Array(2000).fill('Content-Type: image/png\r\n\r\nx')),
      'malformed-request',
    ],
  ]
  for (const [name, text, given] of rows)
    t.strictSame(
      (await shortly(mhtml(text))).map(([, text]) => text),
      [given],
      name,
    )
  const page = await onlyPage(
    mhtml(message(related, html('; charset="gb2312"\r\nContent-Location: http://news.example/1'))),
  )
  t.match(page, {
    contentType: 'text/html; charset=gb2312',
    hints: { url: 'http://news.example/1', capturedAt: '2020-02-01T03:04:05.000Z' },
  })
})
