import { type Article, articleOf, type Block, type ParsedArticle } from '../../../src/article.ts'

const body: Block[] = [
  {
    type: 'paragraph',
    text: '望江市图书馆周六重新开放，读者在门前排起长队。馆长说，旧馆的书“一本也没有丢”。',
  },
  { type: 'heading', level: 4, text: '三年的整修' },
  { type: 'paragraph', text: '整修用了三年，\n比计划多出一年。' },
  { type: 'quote', text: '书是给人读的，不是给柜子看的。' },
  { type: 'list-item', text: '二楼：儿童阅览室' },
  { type: 'list-item', text: '三楼：地方文献，共 12,000 册' },
  { type: 'image', src: '/photos/stairs.jpg', alt: '楼梯', caption: '新的楼梯。（陈立／摄）' },
  { type: 'paragraph', text: '图书馆每天开放到晚上九点。(完)' },
]

const parsed: ParsedArticle = {
  id: 'example-1001',
  source: 'example',
  nativeId: '1001',
  channels: ['city'],
  section: '国际',
  url: 'http://news.example.com/2024/03/09/1001.html',
  title: '望江市图书馆重新开放 <旧书> & 新楼',
  dateline: '【望江2024年3月9日讯】',
  publishedAt: '2024-03-09T00:00:00+08:00',
  publishedPrecision: 'day',
  byline: '（记者陈立、林小雨报导／责任编辑：周全）',
  credits: [
    { role: 'reporter', name: '陈立' },
    { role: 'reporter', name: '林小雨' },
    { role: 'editor', name: '周全' },
    { role: 'source', name: '望江晚报' },
  ],
  tags: ['图书馆', '望江', 'A/B?c#d', '..'],
  image: { src: 'http://news.example.com/photos/door.jpg', alt: '大门', caption: '图书馆的大门。' },
  body,
  paragraphs: textsOf(body),
  language: 'zh-Hans',
  length: 120,
  parser: { name: 'generic', version: 1 },
  missing: [],
  warnings: [],
}

function textsOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) =>
    block.type === 'paragraph' || block.type === 'quote' || block.type === 'list-item' ? [block.text] : [],
  )
}

/** An article with every kind of block and every field. */
export function sampleArticle(changes: Partial<ParsedArticle> = {}): Article {
  const paragraphs = textsOf(changes.body ?? body)
  return articleOf(
    { ...parsed, paragraphs, ...changes },
    { revision: 1, ingestedAt: '2024-03-10T08:00:00.000Z', updatedAt: '2024-03-11T09:30:00.000Z' },
  )
}

/** An article that yields nothing but its id. */
export const bareArticle = sampleArticle({
  section: null,
  source: null,
  nativeId: null,
  channels: [],
  url: null,
  title: null,
  dateline: null,
  publishedAt: null,
  publishedPrecision: null,
  byline: null,
  credits: [],
  tags: [],
  image: null,
  body: [{ type: 'paragraph', text: 'x' }],
  language: null,
})

/** Texts that want to become markup, script or a link. */
export const hostileTexts = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</title></style></article><svg onload=alert(1)>',
  'javascript:alert(1)',
  ']]></content><script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>',
  '&lt;b&gt; &#60;script&#62; &amp;amp;',
  'bell \u0007, escape \u001b[31m, nul \u0000, half \ud83d, not a character \uffff',
]
export const hostileAddresses = [
  'javascript:alert(1)',
  ' JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'file:///etc/passwd',
  'https://news.example.com/"onerror="alert(1)',
]

/** An article all of whose texts and addresses are hostile. */
export function hostileArticle(): Article {
  const blocks = hostileTexts.flatMap((text): Block[] => [
    { type: 'paragraph', text },
    { type: 'heading', level: 2, text },
    { type: 'quote', text },
    { type: 'list-item', text },
  ])
  const images = hostileAddresses.map(
    (src): Block => ({ type: 'image', src, alt: hostileTexts[1]!, caption: hostileTexts[0]! }),
  )
  return sampleArticle({
    url: hostileAddresses[0]!,
    title: hostileTexts.join(' '),
    dateline: hostileTexts[0]!,
    byline: hostileTexts[1]!,
    credits: hostileTexts.map((name) => ({ role: 'author', name })),
    tags: [...hostileTexts],
    channels: [...hostileTexts],
    image: { src: hostileAddresses[3]!, alt: hostileTexts[2]!, caption: hostileTexts[3]! },
    body: [...blocks, ...images],
    language: 'zh"><script>alert(1)</script>',
  })
}
