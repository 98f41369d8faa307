import t from 'tap'
import type { ParsedArticle } from '../../../src/article.ts'
import type { PageHints } from '../../../src/page.ts'
import { parsePage } from '../../../src/parse/parse.ts'
import { processorTime } from '../../processor-time.ts'

const text =
  '<p>The mill has not turned since Monday, and nobody in the valley knows when it will turn again.</p>'
const page = (head: string, more = '') =>
  `<html><head><title>The mill stands</title>${head}</head><body><article><h1>The mill stands</h1>${text}${text}${more}</article></body></html>`
const many = <T>(count: number, item: (index: number) => T) =>
  Array.from({ length: count }, (_, i) => item(i))
const linked = (members: object) =>
  `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', headline: 'The mill stands', ...members })}</script>`

function article(html: string, contentType = 'text/html', hints: PageHints = {}): ParsedArticle {
  const outcome = parsePage({ bytes: Buffer.from(html), contentType, hints })
  if ('problem' in outcome) throw outcome.problem
  return outcome.article
}

t.test('of endless names and keywords the first are taken, in page order', async (t) => {
  const rows: [name: string, html: string, field: 'credits' | 'tags'][] = [
    [
      'meta authors',
      page(many(20_000, (i) => `<meta name="author" content="Jane Smith${i}">`).join('')),
      'credits',
    ],
    [
      'linked authors',
      page(linked({ author: many(20_000, (i) => ({ '@type': 'Person', name: `Jane Smith${i}` })) })),
      'credits',
    ],
    ['meta keywords', page(`<meta name="keywords" content="${many(100_000, (i) => `k${i}`)}">`), 'tags'],
    ['linked keywords', page(linked({ keywords: many(100_000, (i) => `k${i}`) })), 'tags'],
    [
      'keywords of a reading page',
      `<meta name="generator" content="Broadsheet"><h1>The mill stands</h1>${many(50_000, (i) => `<meta property="article:tag" content="k${i}">`).join('')}<div itemprop="articleBody">${text}</div>`,
      'tags',
    ],
  ]
  for (const [name, html, field] of rows) {
    const began = processorTime()
    const read = article(html)
    const took = processorTime() - began
    const names = field === 'tags' ? read.tags : read.credits.map((credit) => credit.name)
    t.equal(names.length, 500, name)
    t.same(
      [names[0], names[499]],
      field === 'tags' ? ['k0', 'k499'] : ['Jane Smith0', 'Jane Smith499'],
      `${name}, in page order`,
    )
    t.ok(took < 2000, `${name} took ${took.toFixed(0)} ms`)
  }
})

t.test('an author with more names than a call takes arguments', async (t) => {
  const name = many(200_000, (i) => `Jane Smith${i}`)
  t.equal(article(page(linked({ author: { name } }))).credits.length, 500)
})

t.test('hundreds of names stay', async (t) => {
  const read = article(page(many(100, (i) => `<meta name="author" content="Jane Smith${i}">`).join('')))
  t.equal(read.credits.length, 100)
  t.equal(article(page(`<meta name="keywords" content="${many(300, (i) => `k${i}`)}">`)).tags.length, 300)
})

t.test('endless lines are cut, endless names and addresses left out', async (t) => {
  const long = '磨坊'.repeat(1_000_000)
  const mirror = `### ${long}\n------------------------\n<p>【${long}讯】${long}</p><p>正文在这里。<ok href="https://a.example/term/${long}">${long}</ok></p>\n原文链接：http://www.epochtimes.com/gb/18/3/29/n${'1'.repeat(1_000_000)}.htm\n`
  const read = article(mirror, 'text/markdown')
  t.equal(read.title, '磨坊'.repeat(2000))
  t.equal(read.url, null)
  t.equal(read.nativeId, null)
  t.same(read.tags, [])
  t.ok(read.length > 2_000_000, 'the text itself is whole')

  const captioned = article(
    `<meta name="generator" content="Broadsheet"><html lang="${'a'.repeat(10_000)}"><header><h1 itemprop="headline">${'𠮷'.repeat(10_000)}</h1><p class="byline">${long}</p></header>
    <figure><img src="https://a.example/1.jpg" alt="${long}"><figcaption>${long}</figcaption></figure>
    <meta data-role="author" content="${long}"><meta itemprop="articleSection" content="${long}">
    <meta property="article:tag" content="${long}"><div itemprop="articleBody">${text}</div>`,
  )
  t.equal(captioned.title, '𠮷'.repeat(2000), 'no character is cut in two')
  t.equal(
    article(
      `<meta name="generator" content="Broadsheet"><h1 itemprop="headline">a${'𠮷'.repeat(10_000)}</h1><div itemprop="articleBody">${text}</div>`,
    ).title,
    `a${'𠮷'.repeat(1999)}`,
  )
  t.equal(captioned.byline?.length, 4000)
  t.equal(captioned.image?.alt?.length, 4000)
  t.equal(captioned.image?.caption?.length, 4000)
  t.same([captioned.credits, captioned.tags, captioned.channels], [[], [], []])
})

t.test('a word without end is read, or refused', (t) => {
  const bytes = Buffer.alloc(7_500_000, 0xff)
  t.doesNotThrow(() => parsePage({ bytes, contentType: 'text/html; charset=windows-1252', hints: {} }))
  t.end()
})
