import t from 'tap'
import { parseLeniently, readLinkedData } from '../../../../src/parse/generic/metadata/json-ld.ts'

t.test('repairs what templates break', async (t) => {
  for (const [name, text, value] of [
    ['nothing to repair', '{"a": [1, "b\\n"]}', { a: [1, 'b\n'] }],
    ['comment around it', '<!-- {"a": 1} -->', { a: 1 }],
    ['CDATA around it', '//<![CDATA[\n{"a": 1}\n//]]>', { a: 1 }],
    ['semicolon behind it', '{"a": 1};', { a: 1 }],
    ['raw line breaks', '{"a": "one\ntwo\tthree"}', { a: 'one\ntwo three' }],
    ['raw quotes', '{"a": "he said "no" twice", "b": 1}', { a: 'he said "no" twice', b: 1 }],
    ['commas before brackets', '{"a": [1, 2, ], }', { a: [1, 2] }],
    ['missing commas', '[{"a": 1} {"b": 2}]', [{ a: 1 }, { b: 2 }]],
    ['foreign escapes', '{"a": "it\\\'s \\x41"}', { a: "it's \\x41" }],
    ['comments', '{ // one\n"a": "b, // c",/* two */"d": 1}', { a: 'b, // c', d: 1 }],
    ['hopeless', '{"a": ', null],
    ['empty', '', null],
  ] as const)
    t.same(parseLeniently(text), value, name)
})

const any = () => false

t.test('finds the article of the page', async (t) => {
  const article = (json: unknown, own = '') =>
    readLinkedData([JSON.stringify(json)], (address) => address === own, any).article?.headline
  t.equal(article({ '@type': 'NewsArticle', headline: 'one' }), 'one')
  t.equal(
    article({ '@graph': [{ '@type': 'WebSite' }, { '@type': ['Article', 'Thing'], headline: 'two' }] }),
    'two',
  )
  t.equal(article({ '@type': 'WebPage', mainEntity: { '@type': 'BlogPosting', headline: 'three' } }), 'three')
  t.equal(
    article(
      [
        {
          '@type': 'NewsArticle',
          headline: 'other',
          url: 'https://a.example/1',
          datePublished: '2024-01-01',
        },
        { '@type': 'NewsArticle', headline: 'own', url: 'https://a.example/2', datePublished: '2024-01-01' },
      ],
      'https://a.example/2',
    ),
    'own',
  )
  t.equal(
    article({ '@type': 'ItemList', itemListElement: [{ '@type': 'NewsArticle', headline: 'teaser' }] }),
    undefined,
  )
})

t.test('keeps objects by their id', async (t) => {
  const { byId } = readLinkedData(
    [
      '{"@type": "NewsArticle", "author": {"@id": "#jane"}}',
      '{"@type": "Person", "@id": "#jane", "name": "Jane Doe"}',
    ],
    any,
    any,
  )
  t.equal(byId.get('#jane')?.name, 'Jane Doe')
})

t.test('depth is no danger', async (t) => {
  t.doesNotThrow(() =>
    readLinkedData([`${'['.repeat(200_000)}`, `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`], any, any),
  )
})
