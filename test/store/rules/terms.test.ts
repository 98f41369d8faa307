import t from 'tap'
import { articleOf } from '../../../src/article.ts'
import { filters } from '../../../src/query.ts'
import { publishedOf, termConditionsOf, termNamesOf, undated } from '../../../src/store/rules/terms.ts'
import { type Draft, parsed } from '../entries.ts'

const termsOf = (draft: Draft) =>
  termNamesOf(articleOf(parsed(draft), { revision: 1, ingestedAt: '', updatedAt: '' })).map(
    ({ kind, value }) => `${kind}:${value}`,
  )

t.test('the terms of an article', async (t) => {
  t.strictSame(
    termsOf({
      id: 'a1',
      tags: ['石橋', '石桥', 'Café', '　'],
      credits: [
        { role: 'reporter', name: '李昭希' },
        { role: 'editor', name: '李昭希' },
      ],
      channels: ['prog1', 'prog2'],
      missing: ['byline'],
      language: 'zh-Hans-TW',
    }).sort(),
    [
      'all:',
      'channel:prog1',
      'channel:prog2',
      'credit:李昭希',
      'host:ntdtv.com',
      'language:zh',
      'language:zh-hans',
      'language:zh-hans-tw',
      'missing:byline',
      'source channel:ntdtv\nprog1',
      'source channel:ntdtv\nprog2',
      'source missing:ntdtv\nbyline',
      'source:ntdtv',
      'tag:café',
      'tag:石桥',
    ],
  )
  t.strictSame(
    termsOf({ id: 'a1', source: null, url: null, channels: ['x'], publishedAt: null, language: null }).sort(),
    ['all:', 'channel:x', 'source channel:\nx'],
  )
})

t.test('hosts are compared without www., in any case and script', async (t) => {
  const hostsOf = (url: string) => termsOf({ id: 'a1', url }).filter((term) => term.startsWith('host:'))
  const rows: [url: string, filter: string, value: string][] = [
    ['https://www.example.org/a', 'EXAMPLE.org', 'example.org'],
    ['http://example.org:8080/a', 'www.example.org', 'example.org'],
    ['https://news.example.org./a', 'news.example.org', 'news.example.org'],
    ['https://例え.example/a', '例え.example', 'xn--r8jz45g.example'],
    ['http://192.0.2.7/a', '192.0.2.7', '192.0.2.7'],
  ]
  for (const [url, host, value] of rows) {
    t.strictSame(hostsOf(url), [`host:${value}`], url)
    t.strictSame(termConditionsOf({ host }), [{ match: 'any', kind: 'host', values: [value] }], host)
    t.ok(filters.host.schema.safeParse(host).success, host)
  }
  for (const url of ['mailto:someone', 'no address']) t.strictSame(hostsOf(url), [], url)
  for (const host of ['', 'https://example.org', 'example.org/a', 'a b', 'who@example.org'])
    t.notOk(filters.host.schema.safeParse(host).success, host)
})

t.test('when an article was published', async (t) => {
  const rows: [string | null, number, number | null][] = [
    ['1970-01-02T00:00:00Z', 86_400, 1],
    ['1970-01-02T00:00:00+08:00', 57_600, 1],
    [null, undated, null],
    ['no date', undated, null],
  ]
  for (const [publishedAt, instant, day] of rows) t.strictSame(publishedOf(publishedAt), { instant, day })
})

t.test('what filters ask of terms', async (t) => {
  t.strictSame(termConditionsOf({ q: 'x', from: '2024-01-01', id: ['a'] }), [])
  t.strictSame(
    termConditionsOf({
      tag: ['石橋', 'B'],
      anyTag: ['C', 'D'],
      notTag: ['E'],
      language: 'ZH',
      source: 'rfa',
    }),
    [
      { match: 'any', kind: 'tag', values: ['石桥'] },
      { match: 'any', kind: 'tag', values: ['b'] },
      { match: 'any', kind: 'tag', values: ['c', 'd'] },
      { match: 'none', kind: 'tag', values: ['e'] },
      { match: 'any', kind: 'source', values: ['rfa'] },
      { match: 'any', kind: 'language', values: ['zh'] },
    ],
  )
  for (const [name, { terms }] of Object.entries(filters)) {
    if (terms === undefined) continue
    t.equal(termConditionsOf({ [name]: ['x'] })[0]?.kind, terms.kind, name)
  }
})
