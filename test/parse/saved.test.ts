import t from 'tap'
import { parsePage } from '../../src/parse/parse.ts'

const story = `<h1>The ferry will cross again</h1>
<p>The ferry at Lower Mill will cross again from Monday, the parish said, after two winters on the bank.</p>
<p>Its new rope was made in the village, and the old ferryman will show two pupils how to take the current.</p>`
const text = [
  'The ferry at Lower Mill will cross again from Monday, the parish said, after two winters on the bank.',
  'Its new rope was made in the village, and the old ferryman will show two pupils how to take the current.',
]
const url = 'https://www.lowermill.example/news/ferry.html'
const page = (head: string, before = '', body = story) =>
  `<!DOCTYPE html><html lang="en">${before}<head><title>The ferry will cross again</title>${head}</head><body>${body}</body></html>`

const toolbar = `<!-- BEGIN WAYBACK TOOLBAR INSERT --><div id="wm-ipp-base"><div id="wm-ipp"><p>41 captures of this page were saved between January 2019 and March 2022 by the Example Archive crawl.</p></div></div><!-- END WAYBACK TOOLBAR INSERT -->`
const header = `<center><div id="HEADER"><div>Saved from <input value="${url}"></div><p>The page was saved by a visitor of the archive, who asked for it on the eighth of May.</p></div>`

const rows: [
  copy: string,
  html: string,
  hint: string | undefined,
  address: string | null,
  capturedAt: string | null,
][] = [
  [
    'SingleFile',
    page(
      '',
      `<!--\n Page saved with SingleFile \n url: ${url} \n saved date: Sat Mar 05 2022 18:20:00 GMT+0800 (China Standard Time)\n-->`,
    ),
    undefined,
    url,
    '2022-03-05T10:20:00.000Z',
  ],
  [
    'SingleFile, without a date',
    page('', `<!-- Page saved with SingleFile\n url: ${url} -->`),
    undefined,
    url,
    null,
  ],
  ['Save as', page('', `\n<!-- saved from url=(0045)${url} -->\n`), undefined, url, null],
  [
    'Save as of a page of the browser',
    page('', '<!-- saved from url=(0014)about:internet -->'),
    undefined,
    null,
    null,
  ],
  [
    'HTTrack',
    page(
      '',
      `<!-- Mirrored from www.lowermill.example/news/ferry.html by HTTrack Website Copier/3.x [XR&CO'2014], Sat, 05 Mar 2022 10:20:00 GMT -->`,
    ),
    undefined,
    'http://www.lowermill.example/news/ferry.html',
    '2022-03-05T10:20:00.000Z',
  ],
  [
    'Wayback Machine',
    page(
      `<link rel="canonical" href="https://web.archive.org/web/20220305102000/${url}">`,
      '',
      toolbar + story,
    ),
    undefined,
    url,
    '2022-03-05T10:20:00.000Z',
  ],
  [
    'Wayback Machine, known by its script',
    page(
      `<script>__wm.wombat("${url}","20220305102000","https://web.archive.org/");</script>`,
      '',
      toolbar + story,
    ),
    undefined,
    url,
    '2022-03-05T10:20:00.000Z',
  ],
  [
    'the address in an archive, from the sender',
    page(''),
    `https://web.archive.org/web/20220305102000id_/${url}`,
    url,
    '2022-03-05T10:20:00.000Z',
  ],
  [
    'archive.today',
    page(
      `<link rel="canonical" href="https://archive.ph/Ab3dE"><link rel="bookmark" href="http://archive.today/20220305102000/${url}">`,
      '',
      `${header}<div id="CONTENT">${story}</div></center>`,
    ),
    undefined,
    url,
    '2022-03-05T10:20:00.000Z',
  ],
  [
    'archive.ph, with dots in its stamp',
    page(
      `<link rel="canonical" href="https://archive.ph/2022.03.05-102000/${url}">`,
      '',
      `${header}<div>${story}</div></center>`,
    ),
    undefined,
    url,
    '2022-03-05T10:20:00.000Z',
  ],
  [
    'a copy whose page names its own address',
    page(`<link rel="canonical" href="${url}">`, `<!-- saved from url=(0060)${url}?utm_source=mail -->`),
    undefined,
    url,
    null,
  ],
  [
    'no copy, only a link to one',
    page(
      '',
      '',
      `${story}<p><a href="https://web.archive.org/web/20200101000000/https://a.example/">An older report</a></p>`,
    ),
    undefined,
    null,
    null,
  ],
  [
    'no copy, only a comment on one',
    page('', '<!-- this page was saved from url decay -->'),
    undefined,
    null,
    null,
  ],
]

for (const [copy, html, hint, address, capturedAt] of rows)
  t.test(copy, async (t) => {
    const hints = hint === undefined ? {} : { url: hint }
    const outcome = parsePage({ bytes: Buffer.from(html), contentType: 'text/html; charset=utf-8', hints })
    if ('problem' in outcome) throw outcome.problem
    t.equal(outcome.article.url, address)
    t.equal(outcome.capturedAt, capturedAt)
    t.strictSame(outcome.article.paragraphs, text)
  })

t.test("a source's article is known in an archive's copy, and its banner is in the trace", async (t) => {
  const original = 'https://www.ntdtv.com/gb/2022/08/15/a103500001.html'
  const html = page(
    `<link rel="canonical" href="https://web.archive.org/web/20220816000000/${original}">`,
    '',
    toolbar + story,
  )
  const outcome = parsePage({ bytes: Buffer.from(html), contentType: 'text/html', hints: {} }, true)
  if ('problem' in outcome) throw outcome.problem
  const { id, source, nativeId } = outcome.article
  t.strictSame({ id, source, nativeId }, { id: 'a103500001', source: 'ntdtv', nativeId: 'a103500001' })
  t.match(outcome.trace, [
    ...outcome.trace.slice(0, -1),
    { field: 'removed', rule: "a web archive's banner" },
  ])
})
