import { execFileSync } from 'node:child_process'
import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zstdCompressSync } from 'node:zlib'
import t, { type Test } from 'tap'
import { fileItems, filesOf } from '../../../src/ingest/containers/folder.ts'
import type { Item } from '../../../src/page.ts'
import { gzipped, onlyPage, shortly, tarOf } from '../items.ts'

const options = { maxPageSize: 1024 }

async function* itemsOf(...paths: string[]): AsyncGenerator<Item> {
  for (const found of filesOf(paths)) yield* fileItems(found, options)
}

/** The items' labels without the folder. */
async function relative(t: Test, items: AsyncIterable<Item>) {
  return (await shortly(items)).map(([label, text]) => [String(label).replace(`${t.testdirName}/`, ''), text])
}

const line = (content: string) => `${JSON.stringify({ content })}\n`

t.test('a folder gives its pages and containers, sorted, and what it passes over', async (t) => {
  const folder = t.testdir({
    b: { '2.md': 'b2', '10.htm': 'b10', 'notes.txt': 'x', '.hidden.md': 'x' },
    a: { 'x.HTML': 'ax', deep: { 'y.xhtml': 'ay' } },
    '.git': { 'z.md': 'x' },
    'c.ndjson': line('c1') + line('c2'),
    'd.md': 'd',
  })
  t.strictSame(await relative(t, itemsOf(folder)), [
    ['a/deep/y.xhtml', 'ay'],
    ['a/x.HTML', 'ax'],
    ['b/10.htm', 'b10'],
    ['b/2.md', 'b2'],
    ['b/notes.txt', 'passed over: .txt'],
    ['c.ndjson', 'c1'],
    ['c.ndjson', 'c2'],
    ['d.md', 'd'],
  ])
  t.strictSame([...filesOf([folder])].map((found) => 'size' in found && found.size).at(-1), 1)
})

t.test('what cannot be read is named, and the rest is read', async (t) => {
  const folder = t.testdir({
    '1.md': 'one',
    'big.md': 'x'.repeat(1025),
    'cut.ndjson.gz': gzipped(line('in it')).subarray(0, 20),
    'no.tar': 'no tar',
    'notes.txt': 'x',
  })
  symlinkSync('/etc/passwd', join(folder, 'link.md'))
  symlinkSync(folder, join(folder, 'loop'))
  linkSync(join(folder, '1.md'), join(folder, 'z.md'))
  t.strictSame(await relative(t, itemsOf(folder, join(folder, 'none.md'), join(folder, 'notes.txt'))), [
    ['1.md', 'one'],
    ['big.md', 'too-large'],
    ['cut.ndjson.gz', 'malformed-request'],
    ['link.md', 'malformed-request'],
    ['loop', 'passed over: link'],
    ['no.tar', 'malformed-request'],
    ['notes.txt', 'passed over: .txt'],
    ['z.md', 'one'],
    ['none.md', 'not-found'],
    ['notes.txt', 'unsupported-media-type'],
  ])
})

t.test('compressed files, each way', async (t) => {
  const tar = await tarOf([
    { name: 'pages/c/1.md', text: 'one' },
    { name: 'pages/c/picture.jpg', text: 'x' },
  ])
  const folder = t.testdir()
  const write = (name: string, bytes: Uint8Array) => writeFileSync(join(folder, name), bytes)
  write('a.tar', tar)
  write('b.tar.gz', gzipped(tar))
  write('c.tgz', gzipped(tar))
  write('d.tar.zst', zstdCompressSync(tar))
  write('e.ndjson.gz', gzipped(line('two')))
  write('f.html.gz', gzipped('three'))
  write('g.html.gz', gzipped('x'.repeat(2000)))
  write('h.tar.gz', gzipped(tar).subarray(0, 60))
  // Decompressed on their way, with the name kept.
  write('i.tar.gz', tar)
  write('j.html.gz', Buffer.from('<!DOCTYPE html>ten'))
  write('k.html.gz', Buffer.from('no page'))
  t.strictSame(await relative(t, itemsOf(folder)), [
    ['pages/c/1.md', 'one'],
    ['pages/c/picture.jpg', 'passed over: .jpg'],
    ['pages/c/1.md', 'one'],
    ['pages/c/picture.jpg', 'passed over: .jpg'],
    ['pages/c/1.md', 'one'],
    ['pages/c/picture.jpg', 'passed over: .jpg'],
    ['pages/c/1.md', 'one'],
    ['pages/c/picture.jpg', 'passed over: .jpg'],
    ['e.ndjson.gz', 'two'],
    ['f.html.gz', 'three'],
    ['g.html.gz', 'too-large'],
    ['h.tar.gz', 'malformed-request'],
    ['pages/c/1.md', 'one'],
    ['pages/c/picture.jpg', 'passed over: .jpg'],
    ['j.html.gz', '<!DOCTYPE html>ten'],
    ['k.html.gz', 'malformed-request'],
  ])
})

const hasXz = (() => {
  try {
    execFileSync('xz', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

t.test('xz, by the program of the system', { skip: !hasXz && 'no xz is installed' }, async (t) => {
  const tar = await tarOf([
    { name: '1.md', text: 'one' },
    { name: '2.md', text: 'two' },
  ])
  const folder = t.testdir()
  const packed = execFileSync('xz', ['-c'], { input: tar })
  writeFileSync(join(folder, 'a.tar.xz'), packed)
  writeFileSync(join(folder, 'b.txz'), packed.subarray(0, packed.length - 20))
  writeFileSync(join(folder, 'c.tar.xz'), 'no xz')
  const items = await relative(t, itemsOf(folder))
  t.strictSame(items.slice(0, 2), [
    ['1.md', 'one'],
    ['2.md', 'two'],
  ])
  t.strictSame(items.at(-1), ['c.tar.xz', 'malformed-request'])
  t.equal(items.filter(([, text]) => text === 'malformed-request').length, 2)
})

t.test('without the program, xz is refused with what is missing', async (t) => {
  const folder = t.testdir({ 'a.tar.xz': 'x' })
  const { PATH } = process.env
  process.env.PATH = folder
  t.teardown(() => {
    process.env.PATH = PATH
  })
  for await (const item of itemsOf(folder))
    t.match('problem' in item && item.problem, {
      problem: 'unsupported-media-type',
      message: /xz must be installed/,
    })
})

t.test('a page knows where it lay, however it was named', async (t) => {
  const folder = t.testdir()
  mkdirSync(join(folder, 'mirror/pages/c'), { recursive: true })
  writeFileSync(join(folder, 'mirror/pages/c/1.md'), 'x')
  for (const path of ['', 'mirror', 'mirror/pages/c/1.md', 'mirror/../mirror/pages/c']) {
    const { contentType, hints } = await onlyPage(itemsOf(join(folder, path)))
    t.strictSame(
      { contentType, hints },
      { contentType: 'text/markdown', hints: { path: 'pages/c/1.md' } },
      path,
    )
  }
})
