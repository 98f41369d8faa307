import t from 'tap'
import { fold } from '../../../../src/fold.ts'
import { parseQuery } from '../../../../src/store/rules/search/query.ts'
import { snippetOf } from '../../../../src/store/rules/search/snippet.ts'
import { below, pick, randomOf } from '../../../faults/random.ts'

const far = '无关。'.repeat(100)

const rows: [name: string, q: string, title: string, text: string, snippet: string | RegExp][] = [
  ['a hit', '普京', '', '昨日普京访华。', '昨日<mark>普京</mark>访华。'],
  ['every hit', '普京', '', '普京、普京', '<mark>普京</mark>、<mark>普京</mark>'],
  ['a text in Traditional Chinese', '习近平', '', '當習近平來', '當<mark>習近平</mark>來'],
  ['full width', 'cnn', '', '據ＣＮＮ報', '據<mark>ＣＮＮ</mark>報'],
  ['a sign of several characters is marked whole', '株', '', '某㈱等', '某<mark>㈱</mark>等'],
  ['signs of several characters before the hit', '普京', '', '……㈱ﬃ普京', '……㈱ﬃ<mark>普京</mark>'],
  ['letters with marks', 'été', '', "l'e\u0301te\u0301!", 'l&#39;<mark>e\u0301te\u0301</mark>!'],
  ['several terms', '普京 访华', '', '普京将访华', '<mark>普京</mark>将<mark>访华</mark>'],
  ['terms that overlap', '近平访 习近平', '', '习近平访华', '<mark>习近平访</mark>华'],
  [
    'markup in the text',
    '普京',
    '',
    '<b>普京&amp;"\'</b>',
    '&lt;b&gt;<mark>普京</mark>&amp;amp;&quot;&#39;&lt;/b&gt;',
  ],
  ['markup that is searched', '<script>', '', 'a<script>b', 'a<mark>&lt;script&gt;</mark>b'],
  ['a hit in the title only', '普京', '普京访华', '记者报导', '<mark>普京</mark>访华'],
  ['a hit in the text comes before the title', '普京', '普京访华', '记者说普京', '记者说<mark>普京</mark>'],
  ['exclusions alone', '-普京', '', '记者报导', '记者报导'],
  ['far inside', '普京', '', `${far}普京${far}`, /^…(无关。|关。|。)?.{20,60}<mark>普京<\/mark>.{60,140}…$/],
  [
    'far apart',
    '普京 北京',
    '',
    `普京${far}北京${far}`,
    /^<mark>普京<\/mark>.{40,80}….{10,30}<mark>北京<\/mark>.{30,80}…$/,
  ],
  ['a long beginning', '-普京', '', far, /^(无关。)+.{0,2}…$/],
]

t.test('snippets', async (t) => {
  for (const [name, q, title, text, snippet] of rows) {
    const found = snippetOf(parseQuery(q), { title, text })
    if (typeof snippet === 'string') t.equal(found, snippet, name)
    else t.match(found, snippet, name)
  }
})

t.test('what a snippet shows stands in the text, and what it marks is what was searched', async (t) => {
  const random = randomOf(9)
  const alphabet = [
    ...'习習近平普京，。<&>"',
    '…',
    '㈱',
    'e\u0301',
    '😀',
    'ａ',
    'a',
    '\n',
    '无关的话说了很多',
  ]
  const part = (length: number) => Array.from({ length }, () => pick(random, alphabet)).join('')
  const plain = (html: string) =>
    html
      .replace(/<\/?mark>/g, '')
      .replace(
        /&(amp|lt|gt|quot|#39);/g,
        (_, name) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name as string] ?? '',
      )
  const wrong: unknown[] = []
  for (let round = 0; round < 3000; round++) {
    const text = part(below(random, 150)).replaceAll('…', '㈱')
    const q = part(1 + below(random, 3)).replace(/["\s-]/g, '')
    const query = parseQuery(q)
    if (query.all.length === 0 || query.all.some((term) => !fold(text).includes(term))) continue
    const snippet = snippetOf(query, { title: '', text })
    const marks = [...snippet.matchAll(/<mark>(.*?)<\/mark>/gs)].map((found) => fold(plain(found[1] ?? '')))
    const shown = snippet.split('…').map(plain)
    const holds =
      marks.length > 0 &&
      marks.every((mark) => query.all.some((term) => mark.includes(term))) &&
      shown.every((piece) => text.includes(piece)) &&
      plain(snippet).length < 400 &&
      plain(snippet).isWellFormed() &&
      !/<(?!\/?mark>)/.test(snippet)
    if (!holds) wrong.push({ text, q, snippet })
  }
  t.same(wrong.slice(0, 3), [])
})

t.test('a hit is shown wherever it stands in a long text', async (t) => {
  const filling = '无关的话e\u0301说了很多㈱。'.repeat(4000)
  for (const name of ['普京访华', '普', 'ＣＮＮ', '普e\u0301京e\u0301'.repeat(20)]) {
    const wrong: number[] = []
    for (let at = 19_000; at < 42_000; at += 389) {
      if (filling[at] === '\u0301') continue
      const text = filling.slice(0, at) + name + filling.slice(at)
      const snippet = snippetOf({ all: [fold(name)], none: [] }, { title: '', text })
      if (!snippet.includes(`<mark>${name}`)) wrong.push(at)
    }
    t.same(wrong, [], name)
  }
})

t.test('of two far hits both are shown, and of many hits each once', async (t) => {
  const text = `普京${far.repeat(100)}访华${far.repeat(100)}普京`
  t.match(snippetOf(parseQuery('访华 普京'), { title: '', text }), /<mark>普京<.*…关.*<mark>访华</)
  const all = snippetOf(parseQuery('甲'), { title: '', text: '甲'.repeat(50_000) })
  t.match(all, /^<mark>甲+<\/mark>甲*…$/)
})
