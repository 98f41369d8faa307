import t from 'tap'
import { itemsOf } from '../../../src/ingest/containers/items.ts'
import { brokenOff, inPieces, type Member, onlyPage, shortly, tarOf } from '../items.ts'

const tarItems = (pieces: AsyncIterable<Uint8Array>) =>
  itemsOf({ path: 'pages.tar', pieces, kind: 'tar' }, { maxPageSize: 1024 })
const one: Member = { name: 'pages/c/1.md', text: '### 一' }
const two: Member = { name: 'pages/c/2.html', text: '<p>二' }
const others: [string, string][] = [
  ['pages/c/1.md', '### 一'],
  ['pages/c/2.html', '<p>二'],
]

t.test('what each member gives, and that it harms no other', async (t) => {
  const rows: [name: string, member: Member, item: [string, string] | undefined][] = [
    ['a page', { name: 'a.xhtml', text: 'x' }, ['a.xhtml', 'x']],
    ['an empty page', { name: 'a.md' }, ['a.md', '']],
    ['a page over the limit', { name: 'a.md', text: 'x'.repeat(1025) }, ['a.md', 'too-large']],
    [
      'a name longer than the header holds',
      { name: `${'长'.repeat(100)}.md`, text: 'x' },
      [`${'长'.repeat(100)}.md`, 'x'],
    ],
    ['a path that leads out', { name: 'a/../../b.md', text: 'x' }, ['a/../../b.md', 'malformed-request']],
    [
      'a path that leads out, by its own slash',
      { name: 'a\\..\\b.md', text: 'x' },
      ['a\\..\\b.md', 'malformed-request'],
    ],
    ['an absolute path', { name: '/etc/a.md', text: 'x' }, ['/etc/a.md', 'malformed-request']],
    ['a drive', { name: 'C:\\a.md', text: 'x' }, ['C:\\a.md', 'malformed-request']],
    ['a symbolic link', { name: 'a.md', type: 'symlink' }, ['a.md', 'malformed-request']],
    ['a hard link', { name: 'a.md', type: 'link' }, ['a.md', 'malformed-request']],
    ['a pipe', { name: 'a.md', type: 'fifo' }, ['a.md', 'malformed-request']],
    ['another file', { name: 'a.jpg', text: 'x' }, ['a.jpg', 'passed over: .jpg']],
    ['a folder', { name: 'a.md/', type: 'directory' }, undefined],
    ['a hidden file', { name: 'pages/._1.md', text: 'x' }, undefined],
  ]
  for (const [name, member, item] of rows) {
    const tar = await tarOf([one, member, two])
    const expected = [others[0], ...(item ? [item] : []), others[1]]
    for (const size of [13, 65_536])
      t.strictSame(await shortly(tarItems(inPieces(tar, size))), expected, name)
  }
})

t.test('a tar cut off anywhere gives what was whole and says that it was cut', async (t) => {
  const tar = await tarOf([one, two])
  for (let length = 0; length < tar.length - 1024; length += 64) {
    const items = await shortly(tarItems(inPieces(tar.subarray(0, length), 4096)))
    const whole = items.filter(([, text]) => text !== 'malformed-request')
    t.strictSame(whole, others.slice(0, whole.length), `${length} bytes`)
    t.equal(items.length, whole.length + 1, `${length} bytes: one failure`)
    t.equal(items.at(-1)?.[1], 'malformed-request')
  }
})

t.test('a stream that is no tar, is damaged or fails', async (t) => {
  t.strictSame(await shortly(tarItems(inPieces('x'.repeat(2000)))), [['pages.tar', 'malformed-request']])
  const damaged = await tarOf([one, two])
  damaged.fill('x', 1024, 1100)
  t.strictSame(await shortly(tarItems(inPieces(damaged))), [others[0], ['pages/c/1.md', 'malformed-request']])
  const failing = brokenOff((await tarOf([one, two])).subarray(0, 1300), new Error('read ECONNRESET'))
  t.strictSame(await shortly(tarItems(failing)), [others[0], ['pages/c/1.md', 'malformed-request']])
})

t.test('the page knows its type and where it lay', async (t) => {
  const tar = await tarOf([{ name: './mirror/pages/c/1.md', text: 'x' }])
  t.strictSame(await onlyPage(tarItems(inPieces(tar))), {
    bytes: Buffer.from('x'),
    contentType: 'text/markdown',
    hints: { path: 'pages/c/1.md' },
  })
})

t.test('a reader that stops early lets go of the stream', async (t) => {
  let closed = false
  async function* watched() {
    try {
      for (;;) yield* inPieces(await tarOf([one]).then((tar) => tar.subarray(0, 1024)), 512)
    } finally {
      closed = true
    }
  }
  for await (const _item of tarItems(watched())) break
  await new Promise((resolve) => setImmediate(resolve))
  t.ok(closed)
})
