import { join } from 'node:path'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import t, { type Test } from 'tap'
import { fileItems, filesOf } from '../../../src/ingest/containers/folder.ts'
import { itemsOf } from '../../../src/ingest/containers/items.ts'
import type { Item } from '../../../src/page.ts'
import { parsePage } from '../../../src/parse/parse.ts'
import { inPieces, shortly } from '../items.ts'
import { newsPage, runProgram, serve, without } from '../tools.ts'

const options = { maxPageSize: 64 * 1024 }
const warc = (bytes: string | Uint8Array, size = 1000) =>
  itemsOf({ path: 'a.warc', pieces: inPieces(bytes, size), isNamed: true }, options)

async function* itemsBelow(...paths: string[]): AsyncGenerator<Item> {
  for (const found of filesOf(paths)) yield* fileItems(found, options)
}

/** A record as ISO 28500 has it. */
function record(fields: Record<string, string>, block: string | Uint8Array, length?: number): Buffer {
  const bytes = Buffer.from(block)
  const all = {
    'WARC-Record-ID': '<urn:uuid:00000000-0000-4000-8000-000000000000>',
    'WARC-Date': '2020-02-01T03:04:05Z',
    ...fields,
    'Content-Length': length ?? bytes.length,
  }
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.concat([Buffer.from(`WARC/1.1\r\n${head.join('')}\r\n`), bytes, Buffer.from('\r\n\r\n')])
}

const http = (head: string, body: string | Uint8Array) =>
  Buffer.concat([Buffer.from(`${head}\r\n\r\n`), Buffer.from(body)])

const response = (name: string, head: string, body: string | Uint8Array, length?: number) =>
  record(
    {
      'WARC-Type': 'response',
      'WARC-Target-URI': `https://news.example/${name}`,
      'Content-Type': 'application/http; msgtype=response',
    },
    http(head, body),
    length,
  )

const html = 'HTTP/1.1 200 OK\r\nContent-Type: text/html'
const page = (name: string, body: string | Uint8Array = `<p>${name}`, length?: number) =>
  response(name, html, body, length)
const given = (name: string, text = `<p>${name}`) => [`https://news.example/${name}`, text]

for (const form of ['.warc.gz', '.warc'])
  t.test(`${form} by wget: pages with address and capture`, { skip: without('wget') }, async (t) => {
    const titles = ['镇图书馆重新开放', '压缩的一页', '分块的一页', '国标码的一页'] as const
    const origin = await serve(t as Test, {
      '/plain.html': (answer) =>
        answer.writeHead(200, { 'content-type': 'text/html' }).end(newsPage(titles[0])),
      '/gzip': (answer) =>
        answer
          .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'gzip' })
          .end(gzipSync(newsPage(titles[1]))),
      '/chunked': (answer) => {
        answer.writeHead(200, { 'content-type': 'text/html' })
        for (const part of newsPage(titles[2]).match(/[\s\S]{1,100}/gu) ?? []) answer.write(part)
        answer.end()
      },
      '/gbk': (answer) =>
        answer
          .writeHead(200, { 'content-type': 'text/html; charset=gbk' })
          .end(iconv.encode(newsPage(titles[3], 'none'), 'gbk')),
      '/picture.png': (answer) => answer.writeHead(200, { 'content-type': 'image/png' }).end('x'),
      '/moved': (answer) => answer.writeHead(302, { location: '/plain.html' }).end(),
    })
    const folder = t.testdir()
    const paths = ['plain.html', 'gzip', 'chunked', 'gbk', 'picture.png', 'moved', 'none']
    await runProgram(
      'wget',
      [
        ...['--quiet', '--no-config', '--compression=none', '--delete-after', '--warc-file=a'],
        ...(form === '.warc' ? ['--no-warc-compression'] : []),
        ...paths.map((path) => `${origin}/${path}`),
      ],
      { cwd: folder },
    ).catch(({ code }) => t.equal(code, 8, 'one page is not there'))
    const pages: (string | null)[][] = []
    const passedOver: string[] = []
    for await (const item of itemsBelow(join(folder, `a${form}`))) {
      if ('passedOver' in item) passedOver.push(item.passedOver)
      if (!('page' in item)) continue
      const { capturedAt, url } = item.page.hints
      t.ok(Math.abs(Date.parse(capturedAt ?? '') - Date.now()) < 600_000, `captured ${capturedAt}`)
      const outcome = parsePage(item.page)
      pages.push([url?.replace(origin, '') ?? null, 'article' in outcome ? outcome.article.title : null])
    }
    t.strictSame(pages.slice(0, 4), [
      ['/plain.html', titles[0]],
      ['/gzip', titles[1]],
      ['/chunked', titles[2]],
      ['/gbk', titles[3]],
    ])
    t.match(passedOver.sort(), ['image/png', 'status 302', 'status 404'].sort())
  })

t.test('what each record gives', async (t) => {
  const about = (type: string, more = {}) =>
    record({ 'WARC-Type': type, 'WARC-Target-URI': 'https://news.example/r', ...more }, '<p>r')
  const coded = (coding: string, body: Uint8Array) =>
    response('r', `${html}\r\nContent-Encoding: ${coding}`, body)
  const chunked = (body: string) => response('r', `${html}\r\nTransfer-Encoding: chunked`, body)
  const rows: [name: string, bytes: Uint8Array, text?: string][] = [
    ['a page', page('r'), '<p>r'],
    ['gzip', coded('gzip', gzipSync('<p>r')), '<p>r'],
    ['brotli', coded('br', brotliCompressSync('<p>r')), '<p>r'],
    ['deflate, as it should be', coded('deflate', deflateSync('<p>r')), '<p>r'],
    ['deflate, as servers send it', coded('deflate', deflateRawSync('<p>r')), '<p>r'],
    ['a coding that the crawler has undone', coded('gzip', Buffer.from('<html>r')), '<html>r'],
    ['a coding that is not there', coded('gzip', Buffer.from('r')), 'malformed-request'],
    ['a bomb', coded('gzip', gzipSync(Buffer.alloc(10_000_000, 0x20))), 'too-large'],
    ['chunks', chunked('3\r\n<p>\r\n1\r\nr\r\n0\r\n\r\n'), '<p>r'],
    ['chunks with more to say', chunked('3;a="b"\r\n<p>\r\n01 \nr\n0\r\nETag: "1"\r\n\r\n'), '<p>r'],
    ['chunks that are cut off', chunked('3\r\n<p>\r\n1\r\nr\r\n'), 'malformed-request'],
    ['a chunk that is cut off', chunked('5\r\n<p>r'), 'malformed-request'],
    ['a chunk beyond any', chunked('ffffffffffff\r\n<p>r'), 'malformed-request'],
    ['a damaged chunk', chunked('3\r\n<p>1\r\nr\r\n0\r\n\r\n'), 'malformed-request'],
    ['chunks that the crawler has undone', chunked('<p>r'), '<p>r'],
    ['an address in brackets, as wget writes it', page('r'), '<p>r'],
    ['line feeds alone', response('r', html.replaceAll('\r', ''), '<p>r'), '<p>r'],
    ['XHTML', response('r', 'HTTP/1.0 200 OK\r\nContent-Type: application/xhtml+xml', 'x'), 'x'],
    [
      'no media type',
      response('r', 'HTTP/1.1 200 OK\r\nServer: x', '<!DOCTYPE html><p>r'),
      '<!DOCTYPE html><p>r',
    ],
    ['an image', response('r', 'HTTP/1.1 200 OK\r\nContent-Type: image/png', 'x'), 'passed over: image/png'],
    ['an error', response('r', 'HTTP/1.1 503 No\r\nContent-Type: text/html', 'x'), 'passed over: status 503'],
    ['a redirect', response('r', 'HTTP/1.1 301 Moved\r\nLocation: /', ''), 'passed over: status 301'],
    ['nothing', page('r', ''), 'passed over: empty page'],
    [
      'no HTTP',
      record({ 'WARC-Type': 'response', 'WARC-Target-URI': 'dns:x', 'Content-Type': 'text/dns' }, 'x'),
      'passed over: text/dns',
    ],
    ['a broken HTTP header', response('r', 'nonsense', 'x'), 'passed over: response without HTTP header'],
    ['a resource', about('resource', { 'Content-Type': 'text/html' }), '<p>r'],
    ['a resource that is none', about('resource', { 'Content-Type': 'text/css' }), 'passed over: text/css'],
    ['a revisit', about('revisit'), 'passed over: revisit'],
    ['a conversion', about('conversion'), 'passed over: conversion'],
    ['what describes others', about('metadata')],
    ['a request', about('request')],
    ['a page over the limit', page('r', 'x'.repeat(400_000)), 'too-large'],
  ]
  for (const [name, bytes, text] of rows)
    for (const [form, stream] of [
      ['plain', Buffer.concat([page('1'), bytes, page('2')])],
      ['gzip', Buffer.concat([page('1'), bytes, page('2')].map((each) => gzipSync(each)))],
      ['one gzip', gzipSync(Buffer.concat([page('1'), bytes, page('2')]))],
    ] as const) {
      const items = await shortly(warc(stream))
      t.strictSame([items[0], items.at(-1)], [given('1'), given('2')], `${name}, ${form}: others`)
      t.strictSame(
        items.slice(1, -1).map(([, text]) => text),
        text === undefined ? [] : [text],
        `${name}, ${form}`,
      )
    }
})

t.test('a damaged record costs itself alone', async (t) => {
  const middle = page('m', `<p>${'m'.repeat(300)}`)
  const flipped = Buffer.from(middle)
  flipped[200] = 0
  const digest = { 'WARC-Block-Digest': 'sha1:QJ3B5XXQXN4DKHD2JYXGPCXZFZNHTCXN' }
  const around = (damaged: Uint8Array) => Buffer.concat([page('1'), damaged, page('2'), page('3')])
  const rows: [name: string, bytes: Buffer][] = [
    ['a length that is too small', around(page('m', '<p>m', 20))],
    ['a length that takes in the next', around(page('m', '<p>m', 700))],
    ['a length beyond the end', around(page('m', '<p>m', 40_000))],
    ['a length beyond any', around(page('m', '<p>m', 10 ** 15 - 1))],
    ['no length', around(Buffer.from(middle.toString().replace('Content-Length', 'Content-Langth')))],
    [
      'a digest of other bytes',
      around(record({ 'WARC-Type': 'resource', 'Content-Type': 'text/html', ...digest }, '<p>m')),
    ],
    ['nonsense', around(Buffer.from(`${'x'.repeat(100)}\n${'y'.repeat(100)}\n`))],
    ['nonsense without end', around(Buffer.from(`xWARC/1.0\n\n${'x\n\n'.repeat(2_000_000)}`))],
    ['a header without end', around(Buffer.from(`WARC/1.0\r\n${'A: b\r\n'.repeat(20_000)}`))],
    ['an endless line', around(Buffer.from(`WARC/1.0\r\n${'a'.repeat(200_000)}\r\n\r\n`))],
  ]
  for (const [name, bytes] of rows)
    for (const size of [100, 65_536]) {
      const items = await shortly(warc(bytes, size))
      t.strictSame(
        items.filter(([, text]) => text.startsWith('<')),
        [given('1'), given('2'), given('3')],
        name,
      )
      t.ok(
        items.some(([, text]) => text === 'malformed-request'),
        `${name}: it is told`,
      )
    }
  for await (const item of warc(around(page('m', '<p>m', 20))))
    if ('problem' in item) t.match(item.problem.message, 'The record of https://news.example/m is damaged: ')
  const members = [page('1'), middle, page('2'), page('3')].map((each) => gzipSync(each))
  for (let at = 0; at < members[1]!.length; at += 7) {
    const damaged = Buffer.concat(members)
    damaged[members[0]!.length + at]! ^= 0x55
    const items = await shortly(warc(damaged, 4096))
    t.strictSame(
      items.filter(([, text]) => text.length < 10),
      [given('1'), given('2'), given('3')],
      `byte ${at}`,
    )
  }
})

t.test('a WARC that is cut off anywhere gives what was whole', async (t) => {
  const plain = Buffer.concat([page('1'), page('2')])
  const packed = Buffer.concat([page('1'), page('2')].map((each) => gzipSync(each)))
  for (const [bytes, first] of [
    [plain, page('1').length],
    [packed, gzipSync(page('1')).length],
  ] as const)
    for (let length = 7; length < bytes.length - 4; length += 7) {
      const items = await shortly(warc(bytes.subarray(0, length), 64))
      const whole = items.filter(([, text]) => text.startsWith('<'))
      const isSecondWhole = whole.length === 2
      t.notOk(isSecondWhole && bytes === packed, `${length} bytes`)
      if (length >= first) t.strictSame(whole[0], given('1'))
    }
})

t.test('no memory for records that are no pages', async (t) => {
  const size = 300 * 1024 * 1024
  async function* large() {
    yield page('1')
    const [head] = response('film', 'HTTP/1.1 200 OK\r\nContent-Type: video/mp4', '', size + 46)
      .toString('latin1')
      .split('\r\n\r\n')
    yield Buffer.from(`${head}\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n`)
    for (let sent = 0; sent < size; sent += 65_536) yield Buffer.alloc(65_536, 0x41)
    yield Buffer.from('\r\n\r\n')
    yield page('2')
  }
  const before = process.memoryUsage().rss
  const items = await shortly(itemsOf({ path: 'a.warc', pieces: large(), isNamed: true }, options))
  t.strictSame(
    items.filter(([, text]) => text.startsWith('<')),
    [given('1'), given('2')],
  )
  t.ok(process.memoryUsage().rss - before < 200 * 1024 * 1024)
})
