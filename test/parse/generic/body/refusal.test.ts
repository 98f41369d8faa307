import t from 'tap'
import { readGeneric } from '../../../../src/parse/generic/generic.ts'
import { parseHtml } from '../../../../src/parse/tree/html.ts'

const teaser = (n: number) =>
  `<div class="card"><h3><a href="/a${n}">Headline number ${n} of the front page of this morning</a></h3><p>A line or two about story ${n}.</p></div>`
const teasers = Array.from({ length: 24 }, (_, n) => teaser(n)).join('')
const article = (n: number) =>
  Array.from(
    { length: n },
    (_, i) =>
      `<p>Sentence ${i} of an article tells what happened at the mill on Monday, and why it matters to those who live near it.</p>`,
  ).join('')

const rows: [name: string, url: string | null, html: string, refused: RegExp | null][] = [
  ['front page', 'https://a.example/', `<title>The Mill Post</title><main>${teasers}</main>`, /front page/],
  [
    'front page of a language',
    'https://a.example/en/',
    `<title>The Mill Post</title><main>${teasers}</main>`,
    /front page/,
  ],
  [
    'section',
    'https://a.example/news/local',
    `<title>Local</title><main><h1>Local news</h1>${teasers}</main>`,
    /list/,
  ],
  ['list without an address', null, `<title>Local</title><main><h1>Local news</h1>${teasers}</main>`, /list/],
  [
    '404',
    'https://a.example/x',
    '<title>404 - Page not found</title><h1>Page not found</h1><p>The page you were looking for has moved or never was. Try the search.</p>',
    /error page/,
  ],
  [
    'not found, in German',
    'https://a.example/x',
    '<title>Seite nicht gefunden</title><p>Die Seite, die Sie suchen, gibt es nicht oder nicht mehr.</p>',
    /error page/,
  ],
  [
    'wall',
    'https://a.example/x',
    '<title>Just a moment...</title><p>Checking your browser before you reach the site. This takes a few seconds.</p>',
    /error page/,
  ],
  ['nothing', null, '<div></div>', /neither/],
  [
    'article',
    'https://a.example/news/mill',
    `<title>The mill</title><h1>The mill stands still</h1>${article(8)}`,
    null,
  ],
  [
    'a report of one paragraph above the list of others, in one element',
    'https://a.example/2010/0113/0822.html',
    `<title>快讯：石桥镇图书馆新馆开放</title><h1>快讯：石桥镇图书馆新馆开放</h1><div>2010-01-13 08:22　石桥财经</div><p>石桥镇图书馆上周六重新开放，新馆比旧馆大了一倍，藏书增加到十二万册，开馆当天有两千多名读者到访。</p><ul>${Array.from({ length: 14 }, (_, n) => `<li><a href="/${n}">清河两岸第${n}座水磨坊本周重新开始磨面</a></li>`).join('')}</ul>`,
    null,
  ],
  [
    'a list of reports, whose first one has a date and a line of text',
    'https://a.example/news/',
    `<title>石桥镇新闻汇总</title><h1>石桥镇新闻汇总</h1><h2><a href="/z">石桥镇图书馆新馆上周六对外开放</a></h2><div>2010-01-13</div><p>石桥镇图书馆上周六重新开放，新馆比旧馆大了一倍，藏书增加到十二万册，开馆当天有两千多名读者到访。</p><ul>${Array.from({ length: 14 }, (_, n) => `<li><a href="/${n}">清河两岸第${n}座水磨坊本周重新开始磨面</a></li>`).join('')}</ul>`,
    /list/,
  ],
  [
    'a short report in Chinese above the notices of its site, where class names say nothing',
    'https://a.example/2019-09-26/1.html',
    `<title>石桥镇图书馆新馆开放</title><div class="a"><h1>石桥镇图书馆新馆开放</h1><p>2019-09-26 10:56</p><div class="b"><p>石桥镇图书馆上周六重新开放，新馆比旧馆大了一倍，藏书增加到十二万册，开馆当天有两千多名读者到访。</p></div></div><ul>${Array.from({ length: 12 }, (_, n) => `<li><a href="/${n}">清河两岸第${n}座水磨坊本周重新开始磨面</a></li>`).join('')}</ul><div class="c"><p>【免责声明】本文仅代表作者本人观点，与本站无关。本站对文中陈述、观点判断保持中立，不对所包含内容的准确性、可靠性或完整性提供任何明示或暗示的保证。请读者仅作参考，并请自行承担全部责任。</p></div><div class="d"><p>违法和不良信息举报电话：010-12345678 客服电话：010-12345679 传真：010-12345670 邮箱：post@a.example 清河镇学府路十二号石桥大厦三层 本站郑重声明：所载数据仅供参考，据此操作风险自负。</p></div>`,
    null,
  ],
  [
    'article among teasers',
    'https://a.example/news/mill',
    `<h1>The mill stands still</h1><div class="text">${article(14)}</div><div class="more">${teasers}</div>`,
    null,
  ],
  [
    'short article that says what it is',
    'https://a.example/news/mill',
    `<meta property="og:type" content="article"><h1>The mill stands still</h1><p>It has not turned since Monday.</p>${teasers}`,
    null,
  ],
  [
    'article about errors',
    'https://a.example/404-errors',
    `<title>404 not found: what it means</title><h1>404 not found: what it means</h1>${article(16)}`,
    null,
  ],
  [
    'article at the root',
    'https://a.example/',
    `<meta property="article:published_time" content="2024-01-02"><h1>The mill stands still</h1>${article(5)}`,
    null,
  ],
  [
    'article that the address at the root numbers',
    'https://a.example/index.php?m=content&c=index&a=show&catid=9&id=1234',
    `<h1>The mill stands still</h1>${article(3)}`,
    null,
  ],
  [
    'article that the address at the root names behind its kind',
    'https://a.example/index.php?post/2010/11/23/Mill',
    `<h1>The mill stands still</h1>${article(3)}`,
    null,
  ],
  [
    'front page with a parameter',
    'https://a.example/index.php?lang=en',
    `<h1>The Mill Post</h1>${article(3)}`,
    /front page/,
  ],
]

t.test('refuses what is no article, and says why', async (t) => {
  for (const [name, url, html, refused] of rows) {
    const { refusal, fields } = readGeneric(parseHtml(html), { url })
    if (refused === null) {
      t.equal(refusal, null, name)
      t.not(fields.body.length, 0, `${name} has text`)
    } else {
      t.match(refusal?.message, refused, name)
      t.same(fields.body, [], `${name} has no text`)
    }
  }
})
