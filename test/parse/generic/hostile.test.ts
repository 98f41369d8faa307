import t from 'tap'
import { readGeneric } from '../../../src/parse/generic/generic.ts'
import { parseHtml } from '../../../src/parse/tree/html.ts'

const paragraph =
  '<p>The mill has not turned since Monday, and nobody in the valley knows when it will turn again.</p>'

/** Pages that make a recursive walk overflow, or one that looks twice at everything around each element take hours. */
const rows: [name: string, html: string, text: RegExp | null][] = [
  ['depth', `${'<div class="related box">'.repeat(50_000)}${paragraph}`, /mill/],
  ['depth of inline elements', `${'<b>'.repeat(50_000)}${paragraph}`, /mill/],
  ['unclosed paragraphs', '<div><p>text here and there. '.repeat(20_000), null],
  ['nodes', `<article>${'<div><p>short text</p></div>'.repeat(20_000)}${paragraph}</article>`, /mill/],
  ['one paragraph', `<article><p>${'The mill stands. '.repeat(50_000)}</p></article>`, /mill/],
  ['links', `<article>${paragraph}${'<a href="/tag/mill">mill</a> '.repeat(20_000)}</article>`, null],
  [
    'images',
    `<article>${paragraph}${Array.from({ length: 20_000 }, (_, i) => `<img src="/${i}.jpg">`).join('')}</article>`,
    /mill/,
  ],
  ['headings', `${'<h1>The mill stands still</h1>'.repeat(20_000)}${paragraph}`, /mill/],
  ['times', `<h1>The mill</h1>${'<time class="date byline">x</time>'.repeat(20_000)}${paragraph}`, /mill/],
  [
    'one row',
    `<article>${paragraph}<table><tr>${'<td>cell</td>'.repeat(20_000)}</tr></table></article>`,
    /mill/,
  ],
  [
    'broken linked data',
    `<script type="application/ld+json">{"@type":"NewsArticle","headline":"${'a "b" , '.repeat(50_000)}</script>${paragraph}`,
    /mill/,
  ],
  [
    'nested linked data',
    `<script type="application/ld+json">${'['.repeat(200_000)}</script>${paragraph}`,
    /mill/,
  ],
  ['long attributes', `<div class="${'related-'.repeat(300_000)}">${paragraph}</div>`, /mill/],
  ['long title', `<title>${'a - b | '.repeat(200_000)}</title>${paragraph}`, /mill/],
  ['white space', `<p>${' \n'.repeat(1_000_000)}</p>${paragraph}`, /mill/],
  ['ideographic spaces', `<p>${'　'.repeat(1_000_000)}磨坊</p>${paragraph}`, /mill/],
  ['a script of white space', `<script>${' '.repeat(1_000_000)}x</script>${paragraph}`, /mill/],
  ['no markup', 'The mill stands still. '.repeat(50), /mill/],
  ['only attributes', '<a b c d e f=g <<<>>> &&& <p', null],
]

t.test('reads hostile pages', async (t) => {
  for (const [name, html, text] of rows) {
    const { fields } = readGeneric(parseHtml(html), { url: 'https://a.example/news/mill.html' })
    const found = fields.body.map(({ value }) => ('text' in value ? value.text : '')).join('\n')
    if (text === null) t.type(found, 'string', name)
    else t.match(found, text, name)
  }
})

t.test('never throws, whatever the markup', async (t) => {
  const pieces = [
    '<p>',
    '</p>',
    '<div class="related">',
    '</div>',
    '<h1>',
    'The mill stands still. ',
    '<br>',
    '<br>',
    '<table><tr><td>',
    '<img src="/a.jpg">',
    '<time datetime="2024">',
    '<meta name="author" content=",">',
    '<a href="/tag/x">',
    '</a>',
    '<li>',
    '<blockquote>',
    '\u0000',
    '&#xD800;',
    '<script type="application/ld+json">{',
    '</script>',
    '，。',
    '<figure>',
    '<figcaption>',
  ]
  let seed = 11
  const next = () => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff
    return seed >> 8
  }
  for (let round = 0; round < 300; round++) {
    const html = Array.from({ length: next() % 60 }, () => pieces[next() % pieces.length]).join('')
    const read = () => {
      const url = round % 2 === 0 ? null : 'https://a.example/x'
      const { fields, refusal, removed, warnings } = readGeneric(parseHtml(html), { url })
      return JSON.stringify({ fields, refusal, removed: removed(), warnings })
    }
    t.equal(read(), read(), 'the same page reads the same')
  }
})
