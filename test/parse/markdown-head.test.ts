import t from 'tap'
import type { Page } from '../../src/page.ts'
import { parsePage } from '../../src/parse/parse.ts'

const text = `The ferry at Lower Mill will cross again from Monday, the parish said, after two winters on the bank.

## A new rope

Its new rope was made in the village, and the old ferryman will show *two pupils* how to take the current.

- Adults: two crowns
- Children: nothing
`
const body = [
  'The ferry at Lower Mill will cross again from Monday, the parish said, after two winters on the bank.',
  'A new rope',
  'Its new rope was made in the village, and the old ferryman will show two pupils how to take the current.',
  'Adults: two crowns',
  'Children: nothing',
]
const address = 'https://www.lowermill.example/news/ferry.html'

type Wanted = {
  title: string | null
  publishedAt?: string | null
  authors?: string[]
  tags?: string[]
  url?: string | null
  language?: string | null
}

const read = (markdown: string, contentType = 'text/markdown') => {
  const page: Page = { bytes: Buffer.from(markdown), contentType, hints: {} }
  const outcome = parsePage(page)
  if ('problem' in outcome) throw outcome.problem
  return outcome.article
}

const heads: [program: string, head: string, wanted: Wanted][] = [
  [
    'Jina Reader',
    `Title: The ferry will cross again: a village waits\n\nURL Source: ${address}\n\nPublished Time: 2024-05-12T09:30:00+02:00\n\nMarkdown Content:\n`,
    {
      title: 'The ferry will cross again: a village waits',
      publishedAt: '2024-05-12T09:30:00+02:00',
      url: address,
    },
  ],
  [
    'Obsidian Web Clipper',
    `---\ntitle: "The ferry will cross again"\nsource: "${address}"\nauthor:\n  - "[[Mara Ellison]]"\n  - "[[Piet Horn]]"\npublished: 2024-05-12\ncreated: 2025-01-03\ndescription: "After two winters."\ntags:\n  - "clippings"\n  - "ferries"\n---\n`,
    {
      title: 'The ferry will cross again',
      publishedAt: '2024-05-12T00:00:00Z',
      authors: ['Mara Ellison', 'Piet Horn'],
      tags: ['ferries'],
      url: address,
    },
  ],
  [
    'Trafilatura',
    `---\ntitle: The ferry will cross again\nauthor: Mara Ellison\nurl: ${address}\nhostname: lowermill.example\nsitename: Lower Mill Courier\ndate: 2024-05-12\n---\n`,
    { title: 'The ferry will cross again', authors: ['Mara Ellison'], url: address },
  ],
  [
    'Hugo',
    `---\ntitle: Die Fähre fährt wieder\ndate: 2024-05-12T09:30:00+02:00\nauthors: [Hanna Reuter]\ntags: [Fähre, Verkehr]\nlang: de\ndraft: false\n---\n`,
    {
      title: 'Die Fähre fährt wieder',
      publishedAt: '2024-05-12T09:30:00+02:00',
      authors: ['Hanna Reuter'],
      tags: ['Fähre', 'Verkehr'],
      language: 'de',
    },
  ],
  [
    'a program that quotes nothing',
    `---\r\ntitle: Ferry: it crosses again\r\nsource_url: ${address}\r\n---\r\n`,
    { title: 'Ferry: it crosses again', url: address },
  ],
  [
    'Chinese',
    '---\ntitle: 下磨渡口周一复航\ndatePublished: 2024-05-12 09:30\nlanguage: zh-CN\nauthor: 李明\nkeywords: 渡口,下磨\n---\n',
    {
      title: '下磨渡口周一复航',
      publishedAt: '2024-05-12T09:30:00+08:00',
      authors: ['李明'],
      tags: ['渡口', '下磨'],
    },
  ],
  [
    'a note that names its source in words',
    '---\nsource: Lower Mill Courier\ntags: []\ndate: 2024-05-12\n---\n# The ferry will cross again\n\n',
    { title: 'The ferry will cross again', url: null },
  ],
]

t.test('the facts that a program wrote above Markdown are the article’s', async (t) => {
  for (const [program, head, wanted] of heads) {
    const article = read(head + text)
    t.equal(article.title, wanted.title, program)
    if (wanted.publishedAt !== undefined) t.equal(article.publishedAt, wanted.publishedAt, program)
    if (wanted.authors !== undefined)
      t.strictSame(
        article.credits.map(({ name }) => name),
        wanted.authors,
        program,
      )
    if (wanted.tags !== undefined) t.strictSame(article.tags, wanted.tags, program)
    if (wanted.url !== undefined) t.equal(article.url, wanted.url, program)
    if (wanted.language !== undefined) t.equal(article.language, wanted.language, program)
    t.strictSame(
      article.body.map((block) => (block.type === 'image' ? block.src : block.text)),
      body,
      program,
    )
  }
})

t.test('what is no such head is text', async (t) => {
  const whole = (markdown: string, contentType?: string) => read(markdown, contentType).paragraphs.join('\n')
  t.match(whole(`---\n\n${text}\n---\n\nThe end.\n`), /^The ferry at Lower Mill/, 'a rule')
  t.match(whole(`---\nmood: calm\n---\n${text}`), /mood: calm/, 'facts about nothing that an article has')
  t.match(whole(`Title: words\n\n${text}`), /Title: words/, 'a head without its end')
  t.match(
    whole(`<p>---<br>title: words<br>---</p><p>${text}</p>`, 'text/html'),
    /title: words/,
    'a page in HTML',
  )
})

t.test('heads that are made to break it', async (t) => {
  const deep = `a: ${'['.repeat(9000)}`
  const aliases = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
    .split('')
    .map((name, at) => `${name}: &${name} [${Array(10).fill(`*${'abcdefghi'[at]}`)}]`)
    .join('\n')}`
  for (const facts of [deep, aliases, 'title: [[]]', 'title: {a: b}', 'author: !!js/function x'])
    t.equal(
      read(`---\n${facts}\nurl: ${address}\n---\n# The ferry\n\n${text}`).title,
      'The ferry',
      facts.slice(0, 30),
    )
  const escaped = read(`---\ntitle: '"><script>x</script>'\n---\n${text}`)
  t.equal(escaped.title, '"><script>x</script>')
})
