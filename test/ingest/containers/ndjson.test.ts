import t from 'tap'
import { ndjsonItems } from '../../../src/ingest/containers/ndjson.ts'
import { Problem } from '../../../src/problem.ts'
import { brokenOff, inPieces, onlyPage, shortly } from '../items.ts'

const options = { maxPageSize: 1024 }
const line = (members: object) => `${JSON.stringify(members)}\n`
const page = (content: string) => line({ content })

t.test('what each line gives', async (t) => {
  const rows: [name: string, text: string | Uint8Array, items: [number, string][]][] = [
    ['nothing', '', []],
    [
      'lines',
      page('one') + page('two'),
      [
        [1, 'one'],
        [2, 'two'],
      ],
    ],
    [
      'a last line without its line feed',
      page('one') + page('two').trim(),
      [
        [1, 'one'],
        [2, 'two'],
      ],
    ],
    [
      'blank lines, CRLF',
      `\r\n\n${page('one').trim()}\r\n \t\n${page('two')}`,
      [
        [3, 'one'],
        [5, 'two'],
      ],
    ],
    ['Chinese, cut within characters', page('金正恩'), [[1, '金正恩']]],
    [
      'a malformed line in the middle',
      `${page('one')}{"content": "tw\n${page('three')}`,
      [
        [1, 'one'],
        [2, 'malformed-request'],
        [3, 'three'],
      ],
    ],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0x22]), [[1, 'malformed-request']]],
    [
      'a number, a list, null',
      '7\n[]\nnull\n',
      [
        [1, 'invalid-parameter'],
        [2, 'invalid-parameter'],
        [3, 'invalid-parameter'],
      ],
    ],
    [
      'base64, in either alphabet',
      line({ contentBase64: 'PD8/Pg==' }) + line({ contentBase64: 'PD8_Pg' }),
      [
        [1, '<??>'],
        [2, '<??>'],
      ],
    ],
    ['no base64', line({ contentBase64: 'a*' }), [[1, 'invalid-parameter']]],
    [
      'both, or neither',
      line({ content: 'a', contentBase64: 'YQ==' }) + line({ url: 'https://news.example/1' }),
      [
        [1, 'invalid-parameter'],
        [2, 'invalid-parameter'],
      ],
    ],
    ['an unknown member', line({ content: 'a', chanel: 'b' }), [[1, 'unknown-parameter']]],
    ['a member that is everywhere', '{"content": "a", "__proto__": {"id": "b"}}', [[1, 'unknown-parameter']]],
    [
      'ids that lead elsewhere',
      line({ content: 'a', id: '../b' }) + line({ content: 'a', id: '' }),
      [
        [1, 'invalid-parameter'],
        [2, 'invalid-parameter'],
      ],
    ],
    [
      'an address that is none',
      line({ content: 'a', url: 'javascript:alert(1)' }),
      [[1, 'invalid-parameter']],
    ],
    ['another type', line({ content: 'a', contentType: 'application/pdf' }), [[1, 'unsupported-media-type']]],
    [
      'a page over the limit',
      page('x'.repeat(1025)) + page('x'),
      [
        [1, 'too-large'],
        [2, 'x'],
      ],
    ],
    [
      'a line over the limit',
      `"${'x'.repeat(100_000)}"\n${page('x')}`,
      [
        [1, 'too-large'],
        [2, 'x'],
      ],
    ],
    ['pages that are none of an export', '{"pages": []}', [[1, 'malformed-request']]],
  ]
  for (const [name, text, items] of rows)
    for (const size of [1, 7, 65_536])
      t.strictSame(
        await shortly(ndjsonItems(inPieces(text, size), options)),
        items,
        `${name}, in pieces of ${size}`,
      )
})

t.test('what a line says of its page', async (t) => {
  const hints = { url: 'https://news.example/1', source: 'ntdtv', channel: 'c', id: 'a1' }
  t.strictSame(await onlyPage(ndjsonItems(inPieces(line({ content: '<p>', ...hints })), options)), {
    bytes: Buffer.from('<p>'),
    contentType: 'text/html; charset=utf-8',
    hints,
  })
  const bytes = line({ contentBase64: 'PHA+', contentType: 'text/html; charset=big5' })
  t.equal((await onlyPage(ndjsonItems(inPieces(bytes), options))).contentType, 'text/html; charset=big5')
  const text = line({ content: '<p>', contentType: 'text/html; charset=big5' })
  t.equal((await onlyPage(ndjsonItems(inPieces(text), options))).contentType, 'text/html; charset=utf-8')
})

t.test('a refusal names the member and the nearest real one', async (t) => {
  for await (const item of ndjsonItems(inPieces(line({ content: 'a', chanel: 'b' })), options)) {
    if (!('problem' in item)) return t.fail('it was taken')
    t.strictSame(item.problem.details.errors, [
      { pointer: '/chanel', message: 'There is no such member; did you mean channel?' },
    ])
  }
})

t.test('a stream that breaks off is an item, after what was whole', async (t) => {
  const broken = (error: Error) => shortly(ndjsonItems(brokenOff(`${page('one')}{"content`, error), options))
  t.strictSame(await broken(new Error('read ECONNRESET')), [
    [1, 'one'],
    [2, 'malformed-request'],
  ])
  t.strictSame(await broken(new Problem('too-large', 'Over the limit.')), [
    [1, 'one'],
    [2, 'too-large'],
  ])
})

t.test('no more of a line is held than the limit', async (t) => {
  const piece = Buffer.alloc(1024 * 1024, 'x')
  async function* endless() {
    for (let sent = 0; sent < 1000; sent++) yield piece
    yield Buffer.from(`\n${page('after it')}`)
  }
  const before = process.memoryUsage().arrayBuffers
  let most = 0
  async function* watched() {
    for await (const chunk of endless()) {
      most = Math.max(most, process.memoryUsage().arrayBuffers - before)
      yield Buffer.from(chunk)
    }
  }
  t.strictSame(await shortly(ndjsonItems(watched(), options)), [
    [1, 'too-large'],
    [2, 'after it'],
  ])
  t.ok(most < 500 * 1024 * 1024, `${most} bytes at most`)
})
