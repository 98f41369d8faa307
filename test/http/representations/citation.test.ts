import t from 'tap'
import { bibtex } from '../../../src/http/representations/bibtex.ts'
import { type Citation, csl } from '../../../src/http/representations/citation.ts'
import { ris } from '../../../src/http/representations/ris.ts'
import { mirrorPage } from '../pages.ts'
import { startService } from '../service.ts'
import { bareArticle, hostileArticle, sampleArticle } from './sample.ts'

const facts = { publisher: '望江新闻', origin: 'http://127.0.0.1:3000' }
const names = sampleArticle({
  title: '100% of {it} & more: $5_000 #1 ~ ^ \\end',
  credits: [
    { role: 'author', name: 'Jane Smith-Doe' },
    { role: 'author', name: 'Maria van der Berg' },
    { role: 'author', name: '大纪元巴黎记者站' },
    { role: 'translator', name: '林小雨' },
  ],
})

t.test('CSL-JSON', async (t) => {
  const [item] = JSON.parse(csl(sampleArticle(), facts)) as [Citation]
  t.strictSame(item, {
    id: 'example-1001',
    type: 'article-newspaper',
    title: '望江市图书馆重新开放 <旧书> & 新楼',
    'container-title': '望江新闻',
    author: [{ literal: '陈立' }, { literal: '林小雨' }],
    editor: [{ literal: '周全' }],
    issued: { 'date-parts': [[2024, 3, 9]] },
    accessed: { 'date-parts': [[2024, 3, 10]] },
    URL: 'http://news.example.com/2024/03/09/1001.html',
    section: '国际',
    language: 'zh-Hans',
    keyword: '图书馆, 望江, A/B?c#d, ..',
    abstract: item.abstract,
    archive: 'Broadsheet',
    archive_location: 'http://127.0.0.1:3000/articles/example-1001',
  })
  t.match(item.abstract, /^望江市图书馆周六重新开放/)
  const [mixed] = JSON.parse(csl(names, facts)) as [Citation]
  t.strictSame(
    mixed.author,
    [
      { given: 'Jane', family: 'Smith-Doe' },
      { literal: 'Maria van der Berg' },
      { literal: '大纪元巴黎记者站' },
    ],
    'only two words are taken apart',
  )
  t.strictSame(
    Object.keys((JSON.parse(csl(bareArticle, { ...facts, publisher: null })) as [object])[0]),
    ['id', 'type', 'accessed', 'URL', 'abstract', 'archive', 'archive_location'],
    'what is not known is left out',
  )
})

t.test('BibTeX', async (t) => {
  t.equal(
    bibtex(sampleArticle({ tags: [], body: [] }), facts),
    `@article{example-1001,
  author = {{陈立} and {林小雨}},
  editor = {{周全}},
  title = {{望江市图书馆重新开放 <旧书> \\& 新楼}},
  journal = {望江新闻},
  year = {2024},
  month = mar,
  day = {9},
  url = {http://news.example.com/2024/03/09/1001.html},
  urldate = {2024-03-10},
  langid = {zh-Hans},
  note = {Archived: \\url{http://127.0.0.1:3000/articles/example-1001}},
}
`,
  )
  const text = bibtex(names, facts)
  t.match(
    text,
    'title = {{100\\% of \\textbraceleft{}it\\textbraceright{} \\& more: \\$5\\_000 \\#1 \\textasciitilde{} \\textasciicircum{} \\textbackslash{}end}},',
  )
  t.match(text, 'author = {Smith-Doe, Jane and {Maria van der Berg} and {大纪元巴黎记者站}},')
  for (const article of [sampleArticle(), names, bareArticle, hostileArticle()]) {
    const written = bibtex(article, facts)
    let depth = 0
    for (const [at, character] of Array.from(written).entries()) {
      if (character === '{') depth++
      if (character === '}') depth--
      if (depth < 1 && character === '}') t.equal(at, Array.from(written).length - 2, 'one entry')
    }
    t.equal(depth, 0, 'braces are balanced')
    for (const line of written.split('\n').filter((line) => !/^ {2}(?:url|note) = |^@/.test(line)))
      t.notMatch(line, /(?<!\\)[&#_$%]|[~^]/, 'nothing that TeX acts on but in addresses')
  }
})

t.test('RIS', async (t) => {
  t.strictSame(ris(sampleArticle({ tags: ['图书馆', '望江'], body: [] }), facts).split('\r\n'), [
    'TY  - NEWS',
    'ID  - example-1001',
    'TI  - 望江市图书馆重新开放 <旧书> & 新楼',
    'AU  - 陈立',
    'AU  - 林小雨',
    'ED  - 周全',
    'T2  - 望江新闻',
    'PY  - 2024',
    'DA  - 2024/03/09',
    'SE  - 国际',
    'UR  - http://news.example.com/2024/03/09/1001.html',
    'Y2  - 2024/03/10',
    'LA  - zh-Hans',
    'KW  - 图书馆',
    'KW  - 望江',
    'DB  - Broadsheet',
    'L2  - http://127.0.0.1:3000/articles/example-1001',
    'ER  - ',
    '',
  ])
  for (const line of ris(hostileArticle(), facts).trimEnd().split('\r\n'))
    t.match(line, /^[A-Z][A-Z0-9] {2}-(?: [^\r\n]*)?$/, 'a line a value')
})

t.test('over HTTP, by name and by Accept', async (t) => {
  const service = await startService(t)
  await service.post(mirrorPage({ id: 'a1' }), 'text/markdown')
  for (const [name, type, begin] of [
    ['bibtex', 'application/x-bibtex', '@article{a1,'],
    ['ris', 'application/x-research-info-systems', 'TY  - NEWS'],
    ['csl', 'application/vnd.citationstyles.csl+json', '[{"id":"a1"'],
  ] as const) {
    for (const reply of [
      await service.get(`/articles/a1?format=${name}`),
      await service.get('/articles/a1', { accept: type }),
    ]) {
      t.equal(reply.status, 200, name)
      t.equal(reply.headers['content-type'], `${type}; charset=utf-8`)
      t.ok(reply.text.startsWith(begin), name)
    }
  }
})
