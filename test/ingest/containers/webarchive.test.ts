import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { itemsOf } from '../../../src/ingest/containers/items.ts'
import { inPieces, onlyPage, shortly } from '../items.ts'
import { runProgram, without } from '../tools.ts'

const webarchive = (bytes: Uint8Array) =>
  itemsOf({ path: '-', pieces: inPieces(bytes, 1000), isNamed: true }, { maxPageSize: 4096 })

/** A property list as Python's plistlib writes it. */
async function propertyList(folder: string, value: string): Promise<Buffer> {
  const program = `import plistlib\nopen('a', 'wb').write(plistlib.dumps(${value}, fmt=plistlib.FMT_BINARY))`
  await runProgram('python3', ['-c', program], { cwd: folder })
  return readFileSync(join(folder, 'a'))
}

t.test("a web archive as Safari writes it, by Python's plistlib", { skip: without('python3') }, async (t) => {
  const page = `{'WebMainResource': {'WebResourceData': '<p>网页'.encode('gbk') + b' ' * 300, 'WebResourceURL': 'https://news.example/新闻', 'WebResourceMIMEType': 'text/html', 'WebResourceTextEncodingName': 'gb2312', 'WebResourceFrameName': ''}, 'WebSubresources': [{'WebResourceData': b'x' * 3000, 'WebResourceURL': 'https://news.example/a.png', 'WebResourceMIMEType': 'image/png'}] * 3}`
  const bytes = await propertyList(t.testdir(), page)
  const found = await onlyPage(webarchive(bytes))
  t.match(found, { contentType: 'text/html; charset=gb2312', hints: { url: 'https://news.example/新闻' } })
  t.equal(new TextDecoder('gbk').decode(found.bytes).trim(), '<p>网页')
  for (let length = 6; length < bytes.length; length += Math.max(1, length >> 3))
    t.strictSame(
      await shortly(webarchive(bytes.subarray(0, length))),
      [['-', 'malformed-request']],
      `${length} bytes`,
    )
  const trailing = bytes.length - 200
  for (let at = trailing; at < bytes.length; at++) {
    const damaged = Buffer.from(bytes)
    damaged[at]! ^= 0x81
    t.equal((await shortly(webarchive(damaged))).length, 1, `byte ${at}`)
  }
})

t.test('what is no page of one', { skip: without('python3') }, async (t) => {
  const folder = t.testdir()
  const rows: [value: string, text: string][] = [
    [
      "{'WebMainResource': {'WebResourceData': b'x', 'WebResourceMIMEType': 'image/png'}}",
      'passed over: image/png',
    ],
    [
      "{'WebMainResource': {'WebResourceData': b' ' * 5000, 'WebResourceMIMEType': 'text/html'}}",
      'too-large',
    ],
    [
      "{'WebMainResource': {'WebResourceData': 'x', 'WebResourceMIMEType': 'text/html'}}",
      'malformed-request',
    ],
    ["{'WebMainResource': 1}", 'malformed-request'],
    ['[1, 2]', 'malformed-request'],
  ]
  const xml =
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "">'
  const items = itemsOf({ path: 'a.webarchive', pieces: inPieces(xml) }, { maxPageSize: 4096 })
  t.strictSame(await shortly(items), [['a.webarchive', 'unsupported-media-type']], 'one in XML')
  for (const [value, text] of rows)
    t.strictSame(await shortly(webarchive(await propertyList(folder, value))), [['-', text]], value)
})
