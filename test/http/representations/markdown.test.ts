import * as cheerio from 'cheerio'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import t from 'tap'
import type { Block } from '../../../src/article.ts'
import { markdown } from '../../../src/http/representations/markdown.ts'
import { bareArticle, hostileArticle, hostileTexts, sampleArticle } from './sample.ts'

const facts = { publisher: '望江新闻', origin: 'http://127.0.0.1:3000' }

/** @returns what a reader of CommonMark, with or without GitHub's additions, makes of the text */
function read(source: string, github = false): cheerio.CheerioAPI {
  const $ = cheerio.load(
    github ? micromark(source, { extensions: [gfm()], htmlExtensions: [gfmHtml()] }) : micromark(source),
  )
  $('br').replaceWith('')
  return $
}

const textsOf = ($: cheerio.CheerioAPI, selector: string) =>
  $(selector)
    .map((_, found) => $(found).text().trim())
    .get()

t.test('reads back what was written', async (t) => {
  const article = sampleArticle()
  const $ = read(markdown(article, facts))
  t.strictSame(textsOf($, 'h1'), [article.title])
  t.strictSame(textsOf($, 'h4'), ['三年的整修'])
  t.strictSame(textsOf($, 'blockquote p'), ['书是给人读的，不是给柜子看的。'])
  t.strictSame(textsOf($, 'ul li'), ['二楼：儿童阅览室', '三楼：地方文献，共 12,000 册'])
  t.strictSame(textsOf($, 'em'), ['图书馆的大门。', '新的楼梯。（陈立／摄）'])
  t.equal($('ul').length, 1)
  t.equal($('img').first().attr('src'), 'https://news.example.com/photos/door.jpg')
  t.strictSame(
    $('p:has(a)')
      .first()
      .find('a')
      .map((_, link) => $(link).attr('href'))
      .get(),
    ['/%E5%9B%BE%E4%B9%A6%E9%A6%86', '/%E6%9C%9B%E6%B1%9F', '?name=A%2FB%3Fc%23d', '?name=..'].map(
      (rest) => `http://127.0.0.1:3000/tags${rest}`,
    ),
  )
  t.equal($(`a[href="${article.url}"]`).length, 1)
})

t.test('an article without any field is its text', async (t) => {
  t.equal(markdown(bareArticle, facts), '望江新闻\n\nx\n')
  t.equal(markdown(bareArticle, { ...facts, publisher: null }), 'x\n')
})

const nasty = [
  ...hostileTexts.map((text) => text.replace(/[^\n\P{C}]|\uffff/gu, '').replace(/ +/g, ' ')),
  '# no heading',
  '#hash',
  '- no item',
  '+ no item',
  '1. no item',
  '2024) no item',
  '1234567890. no item',
  '> no quote',
  '```no code```',
  '    no code',
  '---',
  '***',
  '===',
  'no heading\n===',
  'no heading\n---',
  'no table | here\n--- | ---\n1 | 2',
  '*no* _emphasis_ **at** __all__ ~~nor~~ ~this~',
  '**“重点”**后文',
  '[no](link) ![nor](image) [x]: http://a.b',
  '<http://no.link> <b>x</b> <!-- x -->',
  '&amp; &lt; &#35; &copy;',
  'a\\b \\* \\\\',
  'line\nbreak\nthree',
  'ends in a backslash\\',
  'snake_case_name and 2*3*4',
  'trailing #',
  'http://example.com/a_b_c(d)*e* www.example.com',
  '[ ] no task',
  '[^1] no footnote',
  'mail someone@example.com or WWW.EXAMPLE.COM/x_y_',
  '`',
  '$x$',
  '+86 10 1234',
  '=＝',
]
for (const github of [false, true])
  for (const text of nasty)
    t.test(`${JSON.stringify(text)}${github ? ' on GitHub' : ''}`, async (t) => {
      const kinds = ['paragraph', 'quote', 'list-item'] as const
      const body: Block[] = [...kinds.map((type) => ({ type, text })), { type: 'heading', level: 3, text }]
      const $ = read(markdown(sampleArticle({ body, image: null, tags: [], url: null }), facts), github)
      const expected = text.trim()
      t.strictSame(textsOf($, 'h1 + p + p'), [expected])
      t.strictSame(textsOf($, 'blockquote'), [expected])
      t.strictSame(textsOf($, 'ul > li'), [expected])
      t.strictSame(textsOf($, 'h3'), [expected.replaceAll('\n', ' ')])
      t.strictSame(
        $('body *')
          .map((_, found) => (found.type === 'tag' ? found.name : ''))
          .get(),
        ['h1', 'p', 'p', 'blockquote', 'p', 'ul', 'li', 'h3'],
        'nothing else came of it',
      )
    })

t.test('hostile articles bring no link or image of theirs', async (t) => {
  const $ = read(markdown(hostileArticle(), facts))
  const addresses = $('[href], [src]')
    .map((_, found) => $(found).attr('href') ?? $(found).attr('src'))
    .get()
  t.ok(addresses.length > 0)
  t.strictSame(
    addresses.filter((address) => !/^https?:\/\//.test(address)),
    [],
  )
  t.equal($('script').length, 0)
})
