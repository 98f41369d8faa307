import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { brotliCompressSync, constants, gzipSync, zstdCompressSync } from 'node:zlib'
import type { Test } from 'tap'
import { pack } from 'tar-stream'
import { ZipFile } from 'yazl'
import { type Service, serve, start } from './process.ts'
import { peakOf, strainOf } from './strain.ts'

const mebibyte = 1024 * 1024

/** Why tests that look at memory do not run here; false where they do. */
export const skip = process.platform !== 'linux' && 'only Linux tells how much memory a process takes'

/** JSON's worst: each byte or two of it a value of its own. */
const units = ['[', '{"a":', '{},']

/** JSON that takes far more memory than its bytes is refused unread. @param most bodies that are sent */
export async function refusesJson(t: Test, most = Number.POSITIVE_INFINITY): Promise<void> {
  const service = await serve(join(t.testdir(), 'a.db'))
  t.teardown(() => service.child.kill('SIGKILL'))
  const bodies = ['application/json', 'application/x-ndjson'].flatMap((type) =>
    units.flatMap((unit) => [
      { type, unit, isNested: false },
      { type, unit, isNested: true },
    ]),
  )
  for (const { type, unit, isNested } of bodies.slice(-most)) {
    const name = `${type}: ${isNested ? '{"pages":[' : ''}${unit}…`
    // As many values as may be, all of them wrong.
    const body = isNested
      ? `{"pages":[${unit.repeat(990_000)}0]}`
      : unit.repeat((47 * mebibyte) / unit.length)
    const { result, grewBy, longestWait } = await strainOf(service, async () => {
      const answer = await fetch(`${service.address}/articles`, {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      })
      return { status: answer.status, text: await answer.text() }
    })
    t.equal(result.status, type === 'application/json' ? 400 : 200, name)
    t.match(result.text, /"type":"\/problems\/(?:malformed-request|unknown-parameter)"/, name)
    t.ok(longestWait < 2000, `${name}: others waited for ${longestWait} ms of work`)
    t.ok(grewBy < 400 * mebibyte, `${name}: it grew by ${grewBy} bytes`)
  }
}

/** As gzip; each piece is a member of its own (RFC 1952), and one like the piece before it is compressed no more. */
function gzipped(bytes: Buffer): Buffer {
  const size = 16 * mebibyte
  const members: Buffer[] = []
  for (let at = 0; at < bytes.length; at += size) {
    const piece = bytes.subarray(at, at + size)
    const before = at > 0 && piece.equals(bytes.subarray(at - size, at)) ? members.at(-1) : undefined
    members.push(before ?? gzipSync(piece, { level: 1 }))
  }
  return Buffer.concat(members)
}

const codings: Record<string, (bytes: Buffer) => Buffer> = {
  gzip: gzipped,
  br: (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
  zstd: (bytes) => zstdCompressSync(bytes),
}

type Row = [name: string, type: string, make: () => Buffer | Promise<Buffer>, status: number, says: RegExp]

/** A tar of members that are given as name and content. */
async function tarOf(members: Iterable<[name: string, content: Buffer, pax?: Record<string, string>]>) {
  const packed = pack()
  for (const [name, content, pax] of members) packed.entry({ name, ...(pax && { pax }) }, content)
  packed.finalize()
  return buffer(packed)
}

/** A WARC of one response, with these fields of HTTP before its payload. */
function warcOf(payload: Buffer, head = 'Content-Type: text/html'): Buffer {
  const block = Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${head}\r\n\r\n`), payload])
  const record = [
    'WARC/1.1',
    'WARC-Type: response',
    'WARC-Target-URI: https://news.example/a',
    'WARC-Date: 2024-05-01T00:00:00Z',
    'WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>',
    'Content-Type: application/http; msgtype=response',
    `Content-Length: ${block.length}`,
  ].join('\r\n')
  return Buffer.concat([Buffer.from(`${record}\r\n\r\n`), block, Buffer.from('\r\n\r\n')])
}

/** A page as a browser saves it: its one part has this transfer encoding and content. */
function mhtmlOf(coding: string, content: Buffer): Buffer {
  const fields = [
    'MIME-Version: 1.0',
    'Snapshot-Content-Location: https://news.example/a',
    'Content-Type: multipart/related; type="text/html"; boundary="b"',
    '',
    '--b',
    'Content-Type: text/html',
    `Content-Transfer-Encoding: ${coding}`,
  ].join('\r\n')
  return Buffer.concat([Buffer.from(`${fields}\r\n\r\n`), content, Buffer.from('\r\n--b--\r\n')])
}

async function zipOf(name: string, content: Buffer): Promise<Buffer> {
  const zip = new ZipFile()
  zip.addBuffer(content, name)
  zip.end()
  return buffer(zip.outputStream)
}

async function sent(service: Service, type: string, coding: string, body: Buffer) {
  const headers = { 'content-type': type, 'content-encoding': coding }
  const answer = await fetch(`${service.address}/articles`, { method: 'POST', headers, body })
  return { status: answer.status, text: await answer.text() }
}

/**
 * What is small only as long as it is compressed takes no memory and no time of others.
 * @param most kinds of content, and of codings
 */
export async function boundsBodies(t: Test, most = Number.POSITIVE_INFINITY): Promise<void> {
  const service = await serve(join(t.testdir(), 'a.db'))
  t.teardown(() => service.child.kill('SIGKILL'))
  const zeros = Buffer.alloc(256 * mebibyte)
  const whole: Row[] = [
    ['a page', 'text/html', () => zeros, 413, /too-large/],
    ['a member', 'application/x-tar', () => tarOf([['a.html', zeros]]), 200, /too-large/],
  ]
  const rows: Row[] = [
    ...whole,
    ['a response', 'application/warc', () => warcOf(zeros), 200, /too-large/],
    [
      'a response that was packed once more',
      'application/warc',
      () => warcOf(gzipSync(zeros), 'Content-Type: text/html\r\nContent-Encoding: gzip'),
      200,
      /too-large/,
    ],
    [
      'fields of a record',
      'application/warc',
      () => Buffer.alloc(64 * mebibyte, 'WARC/1.1\r\n'),
      200,
      /problems/,
    ],
    [
      'fields of a response',
      'application/warc',
      () => warcOf(zeros, 'A: b\r\n'.repeat(mebibyte)),
      200,
      /problems/,
    ],
    ['a part', 'multipart/related', () => mhtmlOf('8bit', zeros), 200, /too-large/],
    [
      'a part in base64',
      'multipart/related',
      () => mhtmlOf('base64', Buffer.alloc(256 * mebibyte, 'AAAA')),
      200,
      /too-large/,
    ],
    ['a quoted part', 'multipart/related', () => mhtmlOf('quoted-printable', zeros), 200, /too-large/],
    [
      'fields of a message',
      'multipart/related',
      () => Buffer.alloc(64 * mebibyte, 'A: b\r\n'),
      200,
      /problems/,
    ],
    ['JSON', 'application/json', () => zeros, 413, /too-large/],
    ['one line', 'application/x-ndjson', () => zeros, 200, /too-large/],
    [
      'a header of a member',
      'application/x-tar',
      () => tarOf([['a.html', Buffer.from('a'), { comment: 'x'.repeat(8 * mebibyte) }]]),
      200,
      /problems/,
    ],
    [
      'members without content',
      'application/x-tar',
      () => tarOf(Array.from({ length: 20_000 }, (_, index) => [`${index}.html`, Buffer.alloc(0)])),
      200,
      /"failed":20000/,
    ],
  ]
  for (const [coding, compressed] of Object.entries(codings).slice(0, most))
    for (const [name, type, make, status, says] of (coding === 'gzip' ? rows : whole).slice(0, most)) {
      const body = compressed(await make())
      const { result, grewBy, longestWait } = await strainOf(service, () => sent(service, type, coding, body))
      t.equal(result.status, status, `${coding}: ${name}`)
      t.match(result.text, says, `${coding}: ${name}`)
      t.ok(longestWait < 2000, `${coding}: ${name}: others waited for ${longestWait} ms of work`)
      t.ok(grewBy < 200 * mebibyte, `${coding}: ${name}: it grew by ${grewBy} bytes`)
    }
}

/** Characters of what an import says of its pages. */
const mostSaid = 10_000

/** Nor does it take memory of an import. @param most files that are imported */
export async function boundsImports(t: Test, most = Number.POSITIVE_INFINITY): Promise<void> {
  const folder = t.testdir()
  const zeros = Buffer.alloc(512 * mebibyte)
  const files: [name: string, make: () => Buffer | Promise<Buffer>, says: RegExp][] = [
    ['page.html.gz', () => zeros, /page\.html\.gz: The page is over the limit/],
    ['pages.tar.gz', () => tarOf([['a.html', zeros]]), /a\.html: The page is over the limit/],
    ['pages.warc.gz', () => warcOf(zeros), /pages\.warc\.gz: It grows to more than/],
    [
      'page.mhtml.gz',
      () => mhtmlOf('quoted-printable', zeros),
      /page\.mhtml\.gz: The page is over the limit/,
    ],
    ['pages.zip.gz', () => zipOf('a.html', zeros), /a\.html: The page is over the limit/],
    ['pages.ndjson.gz', () => Buffer.alloc(64 * mebibyte, '{}\n'), /pages\.ndjson\.gz:1: /],
  ]
  for (const [name, make, says] of files.slice(0, most)) {
    const path = join(folder, name)
    writeFileSync(path, gzipped(await make()))
    const child = start(['import', path, '--database', join(folder, `${name}.db`)])
    let said = ''
    child.stderr?.on('data', (chunk) => (said = `${said}${String(chunk)}`.slice(0, mostSaid)))
    child.stdout?.resume()
    let isOver = false
    const ended = once(child, 'close').then(([code]) => {
      isOver = true
      return code
    })
    let peak = 0
    while (!isOver && said.length < mostSaid) {
      peak = Math.max(peak, peakOf(child.pid))
      await pause(20)
    }
    // Millions of lines that hold no page are refused one by one: by then it has said enough.
    if (!isOver) child.kill('SIGINT')
    t.not(await ended, 0, name)
    t.match(said, says, name)
    t.ok(peak > 0 && peak < 400 * mebibyte, `${name}: it took ${peak} bytes`)
  }
}
