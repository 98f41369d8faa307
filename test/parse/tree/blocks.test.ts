import t from 'tap'
import type { PageBlock } from '../../../src/parse/tree/block.ts'
import { readBlocks } from '../../../src/parse/tree/blocks.ts'
import { parseHtml } from '../../../src/parse/tree/html.ts'
import { matcherOf } from '../../../src/parse/tree/selector.ts'
import { lineOf } from '../../../src/parse/tree/white-space.ts'
import { processorTime } from '../../processor-time.ts'

/** A block as a line: its type's first letter, or the heading's level, and its text. */
function lines(html: string, options: { drop?: string; caption?: string; figure?: string } = {}): string[] {
  const matchers = Object.fromEntries(
    Object.entries(options).map(([name, selector]) => [name, matcherOf(selector)]),
  )
  return readBlocks(parseHtml(html), matchers).map(lineOfBlock)
}

function lineOfBlock(block: PageBlock): string {
  if (block.type === 'image') return `i ${block.src}${block.caption === null ? '' : ` (${block.caption})`}`
  return `${block.type === 'heading' ? block.level : block.type[0]} ${block.text}`
}

t.test('blocks', async (t) => {
  const rows: [rule: string, html: string, blocks: string[]][] = [
    ['paragraphs', '<p>一</p><p>二</p>', ['p 一', 'p 二']],
    ['unclosed paragraphs', '<p>一<p>二<p>三', ['p 一', 'p 二', 'p 三']],
    ['paragraphs in paragraphs', '<p>\n<p>\n一\n</p>\n<p>二</p></p>', ['p 一', 'p 二']],
    ['loose text beside elements', '一<p>二</p>三', ['p 一', 'p 二', 'p 三']],
    ['a break is a line feed', '<p>一<br/>二</p>', ['p 一\n二']],
    ['two part paragraphs', '<p>一<br/> <br/>二</p>', ['p 一', 'p 二']],
    ['also across inline tags', '<p>一<br/><b><br/>二</b></p>', ['p 一', 'p 二']],
    ['</br> ends nothing', '<p>一<br> 二 </br> 三</p>', ['p 一\n二 三']],
    ['headings have levels', '<h4>一</h4><h2><b>二</b></h2>', ['4 一', '2 二']],
    ['all bold is a paragraph', '<p><strong>一</strong></p>', ['p 一']],
    ['quotes', '<blockquote><p>一</p>二</blockquote>三', ['q 一', 'q 二', 'p 三']],
    ['lists', '<ul><li>一<li><p>二</p></li></ul>三', ['l 一', 'l 二', 'p 三']],
    [
      'columns of a page',
      '<ul><li><h3>一</h3><div><p>二</p><p>三</p><p>四</p></div></li><li>五</li></ul>',
      ['3 一', 'p 二', 'p 三', 'p 四', 'l 五'],
    ],
    [
      'items with headings',
      '<ul><li><h3>一</h3><div><p>二</p><p>三</p><p>四</p></div></li><li><h3>五</h3></li></ul>',
      ['3 一', 'l 二', 'l 三', 'l 四', '3 五'],
    ],
    ['a heading in a quote stays one', '<blockquote><h3>一</h3></blockquote>', ['3 一']],
    ['table cells', '<table><tr><td>一</td><td>二</td></tr></table>', ['r 一', 'r 二']],
    ['hidden text', '<p>一<span style="color:red;Display : none">二</span></p>', ['p 一']],
    ['the hidden attribute', '<div hidden><p>一</p></div>', []],
    ['scripts, styles and frames', '<p>一<script>x</script><iframe>y</iframe></p><style>z</style>', ['p 一']],
    ['unknown tags are inline', '<p>一<o:p>二</o:p><ok>三</ok></p>', ['p 一二三']],
    [
      "a page's own elements are paragraphs",
      '<x-text><x-p>一</x-p> <!-- --> <x-p>二</x-p></x-text>',
      ['p 一', 'p 二'],
    ],
    ['but not beside text', '<div>一<x-tip>二</x-tip>三<x-tip>四</x-tip></div>', ['p 一二三四']],
    ['nor beside what stands in a line', '<div><b>一</b><x-tip>二</x-tip></div>', ['p 一二']],
    ['nor in a paragraph or heading', '<p><x-tip>一</x-tip></p><h2><x-a>二</x-a></h2>', ['p 一', '2 二']],
    [
      'elements displayed as blocks',
      '<div><span style="display: block">一</span>\n<i>二</i></div>',
      ['p 一二'],
    ],
    [
      'several of them',
      '<div><span style="display: block">一</span>\n<span style="display:block">二</span></div>',
      ['p 一', 'p 二'],
    ],
    [
      'line ends that a style keeps',
      '<div style="white-space:pre-line">一\n二\n\n三</div>',
      ['p 一\n二', 'p 三'],
    ],
    [
      'or a class',
      '<div class="whitespace-pre-wrap"><b>一</b>\n\n二</div>四\n\n五',
      ['p 一', 'p 二', 'p 四五'],
    ],
    ['mismatched tags swallow nothing', '<p><a name="x">一</ok>二</p><p>三</p>', ['p 一二', 'p 三']],
    ['entities', '<p>Q&amp;A&hellip;&#20013;</p>', ['p Q&A…中']],
    ['escaped tags', '<p>&lt;p&gt;&lt;a href=”x”&gt;一&lt;/a&gt;&lt;/p&gt;二</p>', ['p 一', 'p 二']],
    ['what only looks like a tag stays', '<p>1 &lt; 2, a&lt;b&gt;c</p>', ['p 1 < 2, ac']],
    ['images', '<p><img src="a.jpg"/></p>', ['i a.jpg']],
    ['images without address or size', '<img/><img src=""/><img src="x" width="0px"/>', []],
    [
      'captions',
      '<figure><img src="a.jpg"/><figcaption><p>一</p></figcaption></figure>',
      ['i a.jpg (一)', 'c 一'],
    ],
    [
      'an unclosed image around its caption',
      '<figure><img src="a.jpg"><figcaption>一</figcaption></img></figure><p>二</p>',
      ['i a.jpg (一)', 'c 一', 'p 二'],
    ],
    ['an image inside a paragraph', '<p>一<img src="a.jpg"/>二</p>', ['p 一二', 'i a.jpg']],
  ]
  for (const [rule, html, blocks] of rows) t.strictSame(lines(html), blocks, rule)
})

t.test('what a template adds', async (t) => {
  t.strictSame(lines('<p>一<i class="ad">二</i></p><div class="ad"><p>三</p></div>', { drop: '.ad' }), [
    'p 一',
  ])
  t.strictSame(
    lines('<div><img src="a.jpg"/></div><span class="c">一</span><p>二</p><span class="c">三</span>', {
      caption: 'span.c',
    }),
    ['i a.jpg (一)', 'c 一', 'p 二', 'c 三'],
    'a caption behind other text is not the image’s',
  )
  t.strictSame(
    lines('<p align="center"><img src="a.jpg"/><br/>一<img src="b.jpg"/><br/>二</p>', {
      figure: 'p[align]',
    }),
    ['i a.jpg (一)', 'c 一', 'i b.jpg (二)', 'c 二'],
  )
  t.strictSame(lines('<p align="center">一</p>', { figure: 'p[align]' }), ['p 一'], 'a figure holds an image')
})

t.test('links', async (t) => {
  const links = (html: string) =>
    readBlocks(parseHtml(html)).map((block) =>
      block.type === 'image' ? [] : block.links.map(({ href, raw }) => `${href} ${lineOf(raw)}`),
    )
  t.strictSame(links('<p>一<ok href="a">二</ok><span href="b">三</span>四</p>'), [['a 二', 'b 三']])
  t.strictSame(links('<p><a href="a">一</a><br/><br/><a href="b">二</a></p>'), [['a 一'], ['b 二']])
  t.strictSame(links('<a href="a"><p>一</p><p>二</p></a>'), [['a 一'], ['a 二']], 'around paragraphs')
  t.strictSame(
    links('<a href="a"><a href="b"><p>一</p><p>二</p></a></a>'),
    [['a 一', 'b 一'], ['b 二']],
    'only the inner one goes on',
  )
})

t.test('depth', async (t) => {
  for (const html of ['<b>'.repeat(100_000), '<div><p>'.repeat(100_000), '</b>'.repeat(100_000)])
    t.strictSame(lines(`<p>一</p>${html}二`), ['p 一', 'p 二'])
  t.strictSame(lines(`${'<blockquote>'.repeat(600)}一${'</blockquote>'.repeat(600)}<p>二</p>`), [
    'q 一',
    'p 二',
  ])
})

t.test('a link is looked at once, however many paragraphs stand in an element', async (t) => {
  const lines = Array.from({ length: 20_000 }, (_, i) => `<a href="/${i}">第${i}行</a><br><br>`).join('')
  const began = processorTime()
  const blocks = readBlocks(parseHtml(`<p>${lines}</p>`))
  const took = processorTime() - began
  t.same(
    blocks.map((block) => (block.type === 'image' ? [] : block.links.map(({ href, raw }) => [href, raw]))),
    Array.from({ length: 20_000 }, (_, i) => [[`/${i}`, `第${i}行`]]),
  )
  t.ok(took < 2000, `${took.toFixed(0)} ms`)
})
