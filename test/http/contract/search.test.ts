import { encoded, type Promised } from './promise.ts'
import { idsOf, type List, reading } from './shelf.ts'

const searches: readonly (readonly [q: string, ids: readonly string[]])[] = [
  ['古桥', ['a200000002', 'a200000003', 'a200000004']],
  ['古橋', ['a200000002', 'a200000003', 'a200000004']],
  ['雨', ['a200000004']],
  ['ｗｉ－ｆｉ', ['a200000004']],
  ['gps', ['a200000004']],
  ['wi-fi', ['a200000004']],
  ['图书馆 出土', ['a200000002']],
  ['"工地出土"', ['a200000002']],
  ['"出土工地"', []],
  ['古桥 -出土', ['a200000003', 'a200000004']],
  ['图书馆', ['a200000002', 'a200000001', 'web-205', 'web-206', 'a200000003']],
  ['没有这样的字', []],
]

const search: Promised[] = [
  ...searches.map(
    ([q, ids]): Promised => ({
      promise: `q finds ${q} exactly where it occurs`,
      request: ['GET', `/articles?q=${encodeURIComponent(q)}`],
      status: 200,
      also: async (t, _service, reply) => t.strictSame(idsOf(reply.json<List>()).toSorted(), ids.toSorted()),
    }),
  ),
  ...[
    '"',
    '""',
    'AND',
    'a OR b',
    'NEAR(',
    '*',
    'title:x',
    '-',
    '--',
    '^',
    "'; DROP TABLE article",
    '(()',
    '\\',
    '%_',
    '"a" "',
  ].map(
    (q): Promised => ({
      promise: `no query is a syntax error: ${q}`,
      request: ['GET', `/articles?q=${encodeURIComponent(q)}`],
      status: 200,
    }),
  ),
  {
    promise: 'relevance: title over text, then newer over older',
    request: ['GET', encoded('/articles?q=图书馆&id=a200000001&id=a200000002&id=a200000003')],
    also: async (t, _service, reply) =>
      t.strictSame(idsOf(reply.json()), ['a200000002', 'a200000001', 'a200000003']),
  },
  {
    promise: 'snippets mark the hits in the original text, and are HTML-escaped',
    request: ['GET', encoded('/articles?q=古桥&id=a200000004')],
    also: async (t, _service, reply) => {
      const [item] = reply.json<List>().items
      t.match(item?.snippet, '<mark>古橋</mark>')
      t.match(item?.snippet, '&amp; &quot;安好&quot;')
      t.notMatch(item?.snippet, /<(?!\/?mark>)/)
    },
  },
  {
    promise: 'without q there is no snippet',
    request: ['GET', '/articles'],
    lacks: /"snippet"/,
  },
]

reading('search', search)
