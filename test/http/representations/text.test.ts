import t from 'tap'
import { ldJson } from '../../../src/http/representations/ld-json.ts'
import { text } from '../../../src/http/representations/text.ts'
import { bareArticle, hostileArticle, sampleArticle } from './sample.ts'

const facts = { publisher: '望江新闻', origin: 'http://127.0.0.1:3000' }

t.test('plain text', async (t) => {
  t.equal(
    text(sampleArticle(), facts),
    `望江市图书馆重新开放 <旧书> & 新楼

望江新闻 · 2024-03-09 · 【望江2024年3月9日讯】 · （记者陈立、林小雨报导／责任编辑：周全）

望江市图书馆周六重新开放，读者在门前排起长队。馆长说，旧馆的书“一本也没有丢”。

三年的整修

整修用了三年，
比计划多出一年。

书是给人读的，不是给柜子看的。

- 二楼：儿童阅览室

- 三楼：地方文献，共 12,000 册

图书馆每天开放到晚上九点。(完)

http://news.example.com/2024/03/09/1001.html
`,
  )
  t.equal(text(bareArticle, { ...facts, publisher: null }), 'x\n')
  t.notMatch(text(hostileArticle(), facts), /[^\n\P{C}]/u, 'nothing that steers a terminal')
})

t.test('JSON-LD: a schema.org NewsArticle', async (t) => {
  const article = sampleArticle()
  t.strictSame(JSON.parse(ldJson(article, facts)), {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    '@id': 'http://127.0.0.1:3000/articles/example-1001',
    identifier: 'example-1001',
    url: article.url,
    mainEntityOfPage: article.url,
    headline: article.title,
    dateline: '【望江2024年3月9日讯】',
    datePublished: '2024-03-09',
    inLanguage: 'zh-Hans',
    publisher: { '@type': 'Organization', name: '望江新闻', url: 'http://news.example.com/' },
    author: [
      { '@type': 'Person', name: '陈立' },
      { '@type': 'Person', name: '林小雨' },
    ],
    editor: [{ '@type': 'Person', name: '周全' }],
    sourceOrganization: [{ '@type': 'Organization', name: '望江晚报' }],
    creditText: article.byline,
    keywords: article.tags,
    image: [
      {
        '@type': 'ImageObject',
        url: 'http://news.example.com/photos/door.jpg',
        contentUrl: 'http://news.example.com/photos/door.jpg',
        caption: '图书馆的大门。',
        description: '大门',
      },
      {
        '@type': 'ImageObject',
        url: 'http://news.example.com/photos/stairs.jpg',
        contentUrl: 'http://news.example.com/photos/stairs.jpg',
        caption: '新的楼梯。（陈立／摄）',
        description: '楼梯',
      },
    ],
    articleSection: ['国际', 'city'],
    articleBody: article.paragraphs.join('\n\n'),
    archivedAt: 'http://127.0.0.1:3000/articles/example-1001/raw',
    sdDatePublished: '2024-03-11T09:30:00.000Z',
  })
})

t.test('JSON-LD leaves out what the page does not say', async (t) => {
  t.strictSame(JSON.parse(ldJson(bareArticle, { ...facts, publisher: null })), {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    '@id': 'http://127.0.0.1:3000/articles/example-1001',
    identifier: 'example-1001',
    url: 'http://127.0.0.1:3000/articles/example-1001',
    articleBody: 'x',
    archivedAt: 'http://127.0.0.1:3000/articles/example-1001/raw',
    sdDatePublished: '2024-03-11T09:30:00.000Z',
  })
  const thing = JSON.parse(
    ldJson(sampleArticle({ credits: [{ role: 'reporter', name: '示例巴黎记者站' }] }), facts),
  )
  t.strictSame(thing.author, [{ '@type': 'Organization', name: '示例巴黎记者站' }])
})
