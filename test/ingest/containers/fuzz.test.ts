import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import t from 'tap'
import { itemsOf } from '../../../src/ingest/containers/items.ts'
import { below, type Random, randomOf } from '../../faults/random.ts'
import { inPieces, tarOf } from '../items.ts'
import { runProgram, without } from '../tools.ts'

const maxPageSize = 64 * 1024
const message = 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>page'
const record = `WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: ${message.length}\r\n\r\n${message}\r\n\r\n`
const mhtml =
  'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+eA==\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n'

/** The bytes with some altered, cut off, left out or repeated. */
function mutated(bytes: Buffer, random: Random): Buffer {
  let whole = Buffer.from(bytes)
  for (let changes = below(random, 4) + 1; changes > 0; changes--) {
    const at = below(random, whole.length)
    const kind = below(random, 4)
    if (kind === 0) whole[at] = below(random, 256)
    else if (kind === 1) whole = whole.subarray(0, Math.max(1, at))
    else if (kind === 2)
      whole = Buffer.concat([whole.subarray(0, at), whole.subarray(below(random, whole.length))])
    else whole = Buffer.concat([whole, whole.subarray(at, at + 100)])
  }
  return whole
}

/** What only Python writes: a zip of all, a WACZ and a web archive. */
async function byPython(folder: string, warc: Buffer): Promise<Record<string, Buffer>> {
  if (without('python3') !== undefined) return {}
  writeFileSync(join(folder, 'a.warc.gz'), warc)
  const program = `
import plistlib, zipfile
def zipped(name, members):
    with zipfile.ZipFile(name, 'w', zipfile.ZIP_DEFLATED) as z:
        for path, content in members.items(): z.writestr(path, content)
    return open(name, 'rb').read()
warc = open('a.warc.gz', 'rb').read()
page = {'WebResourceData': b'<p>page', 'WebResourceMIMEType': 'text/html', 'WebResourceURL': 'https://news.example/'}
open('a.webarchive', 'wb').write(plistlib.dumps({'WebMainResource': page}, fmt=plistlib.FMT_BINARY))
inner = zipped('a.wacz', {'datapackage.json': '{}', 'archive/a.warc.gz': warc})
zipped('a.zip', {'1.html': '<p>page', 'a.warc.gz': warc, 'inner.zip': inner, '2.html': '<p>page' * 100})
`
  await runProgram('python3', ['-c', program], { cwd: folder })
  const names = ['a.zip', 'a.wacz', 'a.webarchive']
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name))]))
}

/** Containers that have a checksum of each page. */
const checked = ['a.warc.gz', 'a.zip', 'a.wacz']

t.test('damaged containers end, with few items, each a page or a reason', async (t) => {
  const packed = Buffer.concat(Array(3).fill(gzipSync(record)))
  const seeds = {
    ...(await byPython(t.testdir(), packed)),
    'a.warc': Buffer.from(record.repeat(3)),
    'a.warc.gz': packed,
    'a.mhtml': Buffer.from(mhtml),
    'a.tar': await tarOf([
      { name: '1.html', text: '<p>1' },
      { name: '2.warc', text: record },
      { name: '3', text: '<!doctype html><p>3' },
    ]),
  }
  const random = randomOf(20200201)
  for (const [path, seed] of Object.entries(seeds)) {
    const wrong: string[] = []
    for (let round = 0; round < 200; round++) {
      const bytes = mutated(seed, random)
      let items = 0
      for await (const item of itemsOf(
        { path, pieces: inPieces(bytes, 777), isNamed: true },
        { maxPageSize },
      )) {
        const isSmall = !('page' in item) || item.page.bytes.length <= maxPageSize
        const isHalf =
          checked.includes(path) &&
          'page' in item &&
          !/^(?:<p>page|(?:<p>page){100})$/.test(item.page.bytes.toString())
        if (++items > 40 || !isSmall || isHalf || 'archived' in item) wrong.push(bytes.toString('base64'))
        if (items > 40) break
      }
    }
    t.strictSame(wrong, [], path)
  }
})
