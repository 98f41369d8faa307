import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import t from 'tap'
import { fileItems, filesOf } from '../../../src/ingest/containers/folder.ts'
import { itemsOf } from '../../../src/ingest/containers/items.ts'
import { kindOfMediaType } from '../../../src/ingest/containers/kinds.ts'
import type { Item } from '../../../src/page.ts'
import { inPieces, shortly, tarOf } from '../items.ts'
import { runProgram, without } from '../tools.ts'

const options = { maxPageSize: 4096 }

async function* itemsBelow(...paths: string[]): AsyncGenerator<Item> {
  for (const found of filesOf(paths)) yield* fileItems(found, options)
}
const asStream = (bytes: Uint8Array) =>
  itemsOf({ path: '-', pieces: inPieces(bytes, 1000), isNamed: true }, options)

/** Runs a program in Python, whose zipfile writes what others do not. */
const python = (cwd: string, program: string) => runProgram('python3', ['-c', program], { cwd })
const withoutPython = without('python3')

t.test("a zip by Debian's zip, as a file and as a stream", { skip: without('zip') }, async (t) => {
  const folder = t.testdir({
    pages: {
      city: {
        '1.html': '<p>1',
        '二.md': '二',
        'big.html': 'x'.repeat(5000),
        'a.css': 'x',
        '.hidden.html': 'x',
      },
      post: '<!doctype html><p>post',
      'notes.txt': 'x',
      Saved_files: { 'frame.html': '<p>frame' },
      'Saved.html': '<p>saved',
    },
  })
  await runProgram('zip', ['-q', '-r', '-X', 'a.zip', 'pages'], { cwd: folder })
  await runProgram('zip', ['-q', '-P', 'secret', 'locked.zip', 'pages/post'], { cwd: folder })
  await runProgram('zip', ['-q', '-y', 'link.zip', 'link.html'], {
    cwd: (await runProgram('ln', ['-s', '/etc/passwd', 'link.html'], { cwd: folder })) && folder,
  })
  const expected = [
    ['pages/Saved.html', '<p>saved'],
    ['pages/Saved_files/frame.html', 'passed over: part of a saved page'],
    ['pages/city/1.html', '<p>1'],
    ['pages/city/a.css', 'passed over: .css'],
    ['pages/city/big.html', 'too-large'],
    ['pages/city/二.md', '二'],
    ['pages/notes.txt', 'passed over: .txt'],
    ['pages/post', '<!doctype html><p>post'],
  ]
  const zip = join(folder, 'a.zip')
  for (const items of [itemsBelow(zip), asStream(readFileSync(zip))])
    t.strictSame((await shortly(items)).sort(), expected)
  t.strictSame(await shortly(itemsBelow(join(folder, 'locked.zip'))), [['pages/post', 'malformed-request']])
  t.strictSame(await shortly(itemsBelow(join(folder, 'link.zip'))), [['link.html', 'malformed-request']])
  for await (const item of itemsBelow(zip))
    if ('page' in item && item.label && 'path' in item.label && item.label.path === 'pages/city/1.html')
      t.strictSame(item.page.hints, { path: 'pages/city/1.html' })
})

t.test('names in any encoding', { skip: withoutPython }, async (t) => {
  const rows: [encoding: string, flag: boolean, names: string[]][] = [
    ['gbk', false, ['新闻/河边镇图书馆重新开放.html', '新闻/镇长致辞.html']],
    ['shift_jis', false, ['ニュース/図書館がひらく.html', 'ニュース/町長のあいさつ.html']],
    ['utf-8', false, ['新闻/河边镇.html']],
    ['utf-8', true, ['新闻/河边镇.html']],
    ['cp437', false, ['Straßen/Müller über Öl.html']],
    ['big5', false, ['新聞/河邊鎮圖書館重新開放.html', '新聞/鎮長致辭.html']],
    ['euc_kr', false, ['뉴스/강변 도서관 다시 문을 열다.html', '뉴스/시장의 인사말.html']],
    ['euc_jp', false, ['ニュース/図書館がひらく.html', 'ニュース/町長のあいさつ.html']],
    ['cp866', false, ['Новости/Библиотека снова открыта.html', 'Новости/Речь мэра.html']],
    ['cp1251', false, ['Новости/Библиотека снова открыта.html', 'Новости/Речь мэра.html']],
    ['cp1252', false, ['Straßen/Müller über die Brücke.html']],
    ['gbk', true, ['新闻/河边镇图书馆重新开放.html', '新闻/镇长致辞.html']],
  ]
  for (const [encoding, flag, names] of rows) {
    const folder = t.testdir()
    await python(
      folder,
      `
import zipfile
class Info(zipfile.ZipInfo):
    def _encodeFilenameFlags(self):
        return self.filename.encode('${encoding}'), ${flag ? '0x800' : '0'}
with zipfile.ZipFile('a.zip', 'w', zipfile.ZIP_DEFLATED) as z:
    for name in ${JSON.stringify(names)}: z.writestr(Info(name), '<p>x')
`,
    )
    t.strictSame(
      await shortly(itemsBelow(join(folder, 'a.zip'))),
      names.map((name) => [name, '<p>x']),
      `${encoding}${flag ? ', flagged as UTF-8' : ''}`,
    )
  }
  const folder = t.testdir()
  await python(
    folder,
    `
import struct, zipfile, zlib
with zipfile.ZipFile('a.zip', 'w') as z:
    info = zipfile.ZipInfo('a?.html')
    name = '河边.html'.encode()
    info.extra = struct.pack('<HHBI', 0x7075, 5 + len(name), 1, zlib.crc32(b'a?.html')) + name
    z.writestr(info, '<p>x')
`,
  )
  t.strictSame(await shortly(itemsBelow(join(folder, 'a.zip'))), [['河边.html', '<p>x']], "Info-ZIP's field")
})

t.test('zip64, stored members, a comment, and what is no sound zip', { skip: withoutPython }, async (t) => {
  const folder = t.testdir()
  await python(
    folder,
    `
import zipfile
with zipfile.ZipFile('a.zip', 'w') as z:
    z.comment = b'a comment'
    with z.open('1.html', 'w', force_zip64=True) as f: f.write(b'<p>1')
    z.writestr('../2.html', '<p>2')
    z.writestr('/3.html', '<p>3')
    z.writestr('4.html', '<p>4')
with zipfile.ZipFile('bomb.zip', 'w', zipfile.ZIP_DEFLATED) as z:
    z.writestr('bomb.ndjson', b' ' * 300_000_000)
    z.writestr('5.html', '<p>5')
`,
  )
  const zip = readFileSync(join(folder, 'a.zip'))
  t.strictSame(await shortly(asStream(zip)), [
    ['1.html', '<p>1'],
    ['../2.html', 'malformed-request'],
    ['/3.html', 'malformed-request'],
    ['4.html', '<p>4'],
  ])
  t.strictSame(await shortly(itemsBelow(join(folder, 'bomb.zip'))), [
    ['bomb.ndjson', 'too-large'],
    ['5.html', '<p>5'],
  ])
  await python(
    folder,
    `
import struct, zipfile
with zipfile.ZipFile('a.zip', 'w') as z: z.writestr('1.html', '<p>' + 'x' * 2000)
zip = open('a.zip', 'rb').read()
start, end = zip.index(b'PK\\1\\2'), zip.rindex(b'PK\\5\\6')
entries = zip[start:end] * 1000
open('overlap.zip', 'wb').write(zip[:start] + entries + b'PK\\5\\6' + struct.pack('<HHHHIIH', 0, 0, 1000, 1000, len(entries), start, 0))
`,
  )
  t.strictSame(await shortly(itemsBelow(join(folder, 'overlap.zip'))), [
    [join(folder, 'overlap.zip'), 'malformed-request'],
  ])
  for (let length = 4; length < zip.length; length += 11) {
    const items = await shortly(asStream(zip.subarray(0, length)))
    t.strictSame(items, [['-', 'malformed-request']], `${length} bytes: the directory is at the end`)
  }
  for (let at = 0; at < zip.length; at++) {
    const damaged = Buffer.from(zip)
    damaged[at]! ^= 0x40
    const items = await shortly(asStream(damaged))
    for (const [path, text] of items)
      t.ok(
        /^(?:<p>[1-4]|malformed-request|too-large|passed over|unsupported)/.test(text),
        `byte ${at}: ${path} ${text}`,
      )
  }
})

t.test('a WACZ: the pages of its WARCs, and nothing of its own', { skip: withoutPython }, async (t) => {
  const folder = t.testdir()
  const message = 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>captured'
  const warc = `WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/1\r\nWARC-Date: 2020-02-01T03:04:05Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: ${message.length}\r\n\r\n${message}\r\n\r\n`
  writeFileSync(join(folder, 'data.warc.gz'), gzipSync(warc))
  await python(
    folder,
    `
import zipfile
with zipfile.ZipFile('a.wacz', 'w') as z:
    z.write('data.warc.gz', 'archive/data.warc.gz')
    z.writestr('indexes/index.cdx', 'x')
    z.writestr('pages/pages.jsonl', '{"format": "json-pages-1.0"}\\n{"url": "https://news.example/1"}\\n')
    z.writestr('datapackage.json', '{"profile": "data-package"}')
`,
  )
  t.strictSame(await shortly(itemsBelow(join(folder, 'a.wacz'))), [['https://news.example/1', '<p>captured']])
})

t.test('an EPUB: its chapters', { skip: withoutPython }, async (t) => {
  const folder = t.testdir()
  await python(
    folder,
    `
import zipfile
with zipfile.ZipFile('a.epub', 'w') as z:
    z.writestr('mimetype', 'application/epub+zip')
    z.writestr('META-INF/container.xml', '<container/>')
    z.writestr('OEBPS/1.xhtml', '<p>1')
`,
  )
  t.strictSame(await shortly(itemsBelow(join(folder, 'a.epub'))), [
    ['mimetype', 'passed over: file without suffix'],
    ['META-INF/container.xml', 'passed over: .xml'],
    ['OEBPS/1.xhtml', '<p>1'],
  ])
  t.equal(kindOfMediaType('application/epub+zip'), 'zip')
})

t.test('containers in containers, as deep as anyone has them', { skip: withoutPython }, async (t) => {
  const folder = t.testdir()
  mkdirSync(join(folder, 'in'))
  writeFileSync(join(folder, 'in/a.tar.gz'), gzipSync(await tarOf([{ name: 'p/1.html', text: '<p>1' }])))
  await python(
    folder,
    `
import zipfile
def within(name, inner, data):
    with zipfile.ZipFile(name, 'w') as z: z.writestr(inner, data)
    return open(name, 'rb').read()
data = within('1.zip', 'in/a.tar.gz', open('in/a.tar.gz', 'rb').read())
for n in range(2, 6): data = within(f'{n}.zip', f'{n - 1}.zip', data)
`,
  )
  t.strictSame(await shortly(itemsBelow(join(folder, '2.zip'))), [['p/1.html', '<p>1']])
  t.strictSame(await shortly(itemsBelow(join(folder, '5.zip'))), [['2.zip', 'too-large']])
})
