import t from 'tap'
import { parsePage } from '../../../src/parse/parse.ts'

const text =
  '<div class="text"><p>Die alte Mühle am Steg mahlt seit Montag wieder, wie die Gemeinde nach zwei Jahren mitteilte.</p></div>'
const linked = (members: object) =>
  `<script type="application/ld+json">${JSON.stringify({ '@type': 'Article', ...members })}</script>`

const rows: [kind: string, head: string, body: string, title: string][] = [
  [
    'the site behind _, the headline in a div',
    '<title>石桥镇磨坊重新开张_石桥镇人民政府</title>',
    '<div class="tit">石桥镇磨坊重新开张</div>',
    '石桥镇磨坊重新开张',
  ],
  ['an outlet behind a dash', '<title>石桥镇磨坊重新开张-石桥新闻网</title>', '', '石桥镇磨坊重新开张'],
  [
    'a picture',
    '<title>Talbote</title>',
    '<h1><img src="/t.gif" alt="Die Mühle mahlt wieder"></h1>',
    'Die Mühle mahlt wieder',
  ],
  [
    'above the date in one block',
    '<title>Die Mühle mahlt wieder - Ufer.example</title>',
    '<div><b>Die Mühle mahlt wieder</b><br>12. 3. 2004 | Klara Mühl</div>',
    'Die Mühle mahlt wieder',
  ],
  [
    'a section as title and h1',
    '<title>Presse</title>',
    '<h1>Presse</h1><h2>Die Mühle mahlt wieder</h2><p>14. März 2023</p>',
    'Die Mühle mahlt wieder',
  ],
  [
    'the name of the news pages as h1, the date above the headline',
    '<title>Kreis Ufer: Nachrichten</title>',
    '<h1>Nachrichten</h1><div>24.03.10 09:12</div><h2>Die Mühle mahlt wieder</h2><h3>Der Rat gibt Geld frei</h3>',
    'Die Mühle mahlt wieder',
  ],
  [
    'a section of one long word, the site as title',
    '<title>Universität am Ufer</title>',
    '<h1>Pressemitteilungen</h1><h2>Die Mühle mahlt wieder</h2><p>14.03.2023</p>',
    'Die Mühle mahlt wieder',
  ],
  [
    'a headline of one word, the date above the first heading',
    '<title>Mallorca</title>',
    '<h1>Mallorca</h1><p>1. Mai 2019</p><h2>Die Insel im Sommer</h2>',
    'Mallorca',
  ],
  [
    'the site as title and logo, the date above the headline',
    '<title>Mühlenverein Ufer e.V.</title>',
    '<div id="logo">Mühlenverein Ufer e.V.</div><div class="datum">19.08.2013</div><h3>Die Mühle mahlt wieder</h3>',
    'Die Mühle mahlt wieder',
  ],
  [
    'the site as title and as h1 that leads to the front page',
    '<title>Le Petit Riverain</title>',
    '<h1><a href="/">Le Petit Riverain</a></h1><h2>Die Mühle mahlt wieder</h2><p>4 mars 2006</p>',
    'Die Mühle mahlt wieder',
  ],
  [
    'the site as title, the headline in large type above byline and date',
    '<title>Talbote</title>',
    '<div><font size="5">Die Mühle mahlt wieder</font><br>Von Klara Mühl<br>12. März 2004</div>',
    'Die Mühle mahlt wieder',
  ],
  [
    'the site as title, the headline in bold type below the date',
    '<title>Talbote</title>',
    '<div><i>2007. március 4.</i><br><b>Die Mühle mahlt wieder</b><br>Klara Mühl</div>',
    'Die Mühle mahlt wieder',
  ],
  [
    'the site as title, the headline in the cell of a table',
    '<title>Parti Hírek</title>',
    '<table><tr><td class="title">Die Mühle mahlt wieder</td></tr><tr><td>2007. március 4.</td></tr></table>',
    'Die Mühle mahlt wieder',
  ],
  [
    'a line in bold type above a date, below the headline',
    '<title>Die Mühle mahlt wieder - Talbote</title>',
    '<h1>Die Mühle mahlt wieder</h1><p><b>Nach einem Jahr Pause</b><br>Stand: 01.01.2018<br>Mehr unten.</p>',
    'Die Mühle mahlt wieder',
  ],
  [
    'capitals alone',
    '<title>Die Mühle mahlt wieder - Talbote</title>',
    '<h1>DIE MÜHLE MAHLT WIEDER</h1>',
    'Die Mühle mahlt wieder',
  ],
  [
    'between kicker and site, the headline in a heading of the second level',
    '<title>Ufer: Die Mühle mahlt wieder - Bote ONLINE - Nachrichten</title>',
    '<h4>UFER</h4><h2>Die Mühle mahlt wieder</h2>',
    'Die Mühle mahlt wieder',
  ],
  [
    'between site and section',
    '<title>U9 - Die Mühle mahlt wieder - Nachrichten vom Ufer</title>',
    '<h1>Die Mühle mahlt wieder</h1>',
    'Die Mühle mahlt wieder',
  ],
  [
    'a section as h1, between the headline and the site',
    '<title>Die Mühle mahlt wieder | Aus dem Ort | Talbote</title>',
    '<h1>Aus dem Ort</h1><div>Die Mühle mahlt wieder</div>',
    'Die Mühle mahlt wieder',
  ],
  [
    'a word as title and h1',
    '<title>Presse</title>',
    '<h1>Presse</h1><h2>Die Mühle mahlt wieder</h2>',
    'Presse',
  ],
  [
    'a label behind the headline in its element',
    '<title>Die Mühle mahlt wieder - Ufer.example</title>',
    '<h1>Die Mühle mahlt wieder<span class="premium">Premium</span></h1>',
    'Die Mühle mahlt wieder',
  ],
  [
    'an office behind a space',
    '<title>石桥镇磨坊重新开张 石桥镇水务所</title>',
    '<div>石桥镇磨坊重新开张</div>',
    '石桥镇磨坊重新开张',
  ],
  [
    'date and source below the headline in its element',
    '<title>石桥镇磨坊重新开张 - 石桥网</title>',
    '<h1>石桥镇磨坊重新开张<br><span>2023-05-06 10:12 来源：石桥网 点击：</span></h1>',
    '石桥镇磨坊重新开张',
  ],
  [
    'an outlet behind a space and a hyphen',
    '<title>石桥镇磨坊重新开张 孩子们都来了 -石桥博客</title>',
    '<span class="bt">石桥镇磨坊重新开张 孩子们都来了</span>',
    '石桥镇磨坊重新开张 孩子们都来了',
  ],
  [
    'a space inside of the headline stays',
    '<title>磨坊重新开张 孩子们都来了</title>',
    '',
    '磨坊重新开张 孩子们都来了',
  ],
  [
    'the site in front',
    '<title>Steg Bote » Die Mühle mahlt wieder</title>',
    '<h2><a href="/m">Die Mühle mahlt wieder</a></h2>',
    'Die Mühle mahlt wieder',
  ],
  [
    'the site in front, by its link',
    '<title>Steg Bote | Die Mühle mahlt wieder</title>',
    '<a href="/">Steg Bote</a>',
    'Die Mühle mahlt wieder',
  ],
  [
    'site and section in front of a line of the page',
    '<title>Steg Bote - Ort - Die Mühle mahlt wieder</title>',
    '<h3>Die Mühle mahlt wieder</h3>',
    'Die Mühle mahlt wieder',
  ],
  [
    'the site and a colon in front of a line of the page',
    '<title>Вести Стега: Мельница снова мелет</title>',
    '<div class="name">Мельница снова мелет</div>',
    'Мельница снова мелет',
  ],
  [
    'an office and a hyphen in front of a line of the page',
    '<title>石桥镇水务所-石桥镇磨坊重新开张</title>',
    '<p><b>石桥镇磨坊重新开张</b></p>',
    '石桥镇磨坊重新开张',
  ],
  [
    'the site behind, by its link',
    '<title>Die Mühle mahlt wieder - Unser Steg</title>',
    '<a href="/">Unser Steg</a>',
    'Die Mühle mahlt wieder',
  ],
  [
    'a page of the site',
    '<title>Kontakt - Unser Steg</title>',
    '<a href="/">Unser Steg</a>',
    'Kontakt - Unser Steg',
  ],
  [
    'h1 and title are the site',
    '<title>Unser Steg</title><meta property="og:title" content="Die Mühle mahlt wieder">',
    '<h1>Unser Steg</h1><h2>Die Mühle mahlt wieder</h2>',
    'Die Mühle mahlt wieder',
  ],
  [
    'a topic in front stays',
    '<title>Steg: Die Mühle mahlt wieder</title>',
    '',
    'Steg: Die Mühle mahlt wieder',
  ],
  [
    'h1 is the site',
    '<title>磨坊今起重新开张 - 石桥镇门户网站</title>',
    '<h1>石桥镇政府网</h1><h2>磨坊今起重新开张</h2>',
    '磨坊今起重新开张',
  ],
  [
    'h1 is the site and longer than the headline',
    '<title>磨坊今起重新开张 | 石桥镇政府全球信息公开窗口</title>',
    '<h1><a href="/">石桥镇政府全球信息公开窗口</a></h1><h3>磨坊今起重新开张</h3>',
    '磨坊今起重新开张',
  ],
  [
    'a colon inside of it, the site behind, no heading',
    '<title>石桥时评：给自己留一盏灯_观点_石桥网</title>',
    '',
    '石桥时评：给自己留一盏灯',
  ],
  [
    'a colon and an outlet behind a dash, no heading',
    '<title>大桥通车在即 两岸居民：终于等到了——石桥新闻网</title>',
    '',
    '大桥通车在即 两岸居民：终于等到了',
  ],
  ['a bar that is a Han character', '<title>特稿丨老桥与新桥丨石桥网</title>', '', '特稿丨老桥与新桥'],
  [
    'section and site behind double hyphens',
    '<title>老桥下月改造完工--要闻--石桥网</title>',
    '',
    '老桥下月改造完工',
  ],
  ['a short name behind spaces', '<title>老桥下月改造完工 - 石桥头条</title>', '', '老桥下月改造完工'],
  [
    'sections behind <',
    '<title>방앗간 다시 돈다 &lt; 사회 &lt; 기사본문 - 돌다리신문</title>',
    '<div class="tit">방앗간 다시 돈다</div>',
    '방앗간 다시 돈다',
  ],
  [
    'site and section in front',
    '<title>Bote - Dorf - Die Mühle mahlt wieder</title>',
    '<a href="/">Bote</a><h1>Die Mühle mahlt wieder</h1>',
    'Die Mühle mahlt wieder',
  ],
  [
    'h1 is a word of the navigation',
    '<title>Die Mühle mahlt wieder – Steg Bote</title>',
    '<h1>Menü</h1><p>Die Mühle mahlt wieder</p>',
    'Die Mühle mahlt wieder',
  ],
  [
    'readings with brackets',
    '<title>粉をひく｜石橋新聞</title>',
    '<h1><ruby>粉<rp>（</rp><rt>こな</rt><rp>）</rp></ruby>をひく</h1>',
    '粉をひく',
  ],
  ['readings above characters', '', '<h1><ruby>粉<rt>こな</rt></ruby>をひく</h1>', '粉をひく'],
  [
    'cut at a quotation mark',
    '<title>镇长说"磨坊回来了"_石桥网</title><meta property="og:title" content="镇长说"磨坊回来了"">',
    '<h1>镇长说"磨坊回来了"</h1>',
    '镇长说"磨坊回来了"',
  ],
  [
    'cut at a quotation mark, the headline in a div',
    '<title>镇长说"磨坊回来了"_石桥网</title><meta property="og:title" content="镇长说"磨坊回来了"">',
    '<div class="bt">镇长说"磨坊回来了"</div>',
    '镇长说"磨坊回来了"',
  ],
  [
    'JSON-LD alone against a headline of two characters',
    `<title>磨坊 - 百科</title>${linked({ headline: '把谷物磨成粉的地方', name: '磨坊' })}`,
    '<h1>磨坊</h1>',
    '磨坊',
  ],
  [
    'JSON-LD alone against all',
    `<title>New Mill - Lexicon</title><meta property="og:title" content="New Mill">${linked({ headline: 'village in the hills', name: 'New Mill' })}`,
    '<h1>New Mill</h1>',
    'New Mill',
  ],
  [
    'JSON-LD of a newsroom in other words',
    `<title>Mill is grinding: what the village says</title>${linked({ '@type': 'NewsArticle', headline: 'Village mill is grinding again' })}`,
    '<h1>Mill is grinding: what the village says</h1>',
    'Village mill is grinding again',
  ],
  [
    'og:title alone, written for other sites',
    '<title>Village mill: what to know before a visit - Bote</title><meta property="og:title" content="You will love this old wheel">',
    '<h1>How the village mill came back</h1>',
    'How the village mill came back',
  ],
  [
    'og:title is h1 in fewer words',
    '<title>Mill wheel turns again: all about it - Bote</title><meta property="og:title" content="Old mill wheel turns again">',
    '<h1>Old village mill wheel slowly turns again</h1>',
    'Old mill wheel turns again',
  ],
  [
    'a long motto behind a bar',
    `<title>Die Mühle mahlt wieder | ${'Ein Blog über das Leben am Fluss und im Dorf. '.repeat(4)}</title>`,
    '<h1>Die Mühle mahlt wieder</h1>',
    'Die Mühle mahlt wieder',
  ],
  [
    'the site and a colon in front',
    '<title>Steg Bote: Die Mühle mahlt wieder</title>',
    '<a href="/">Steg Bote</a><h1>Die Mühle mahlt wieder</h1>',
    'Die Mühle mahlt wieder',
  ],
  [
    'quotation marks as the page sets them',
    `<title>"Die Mühle" mahlt wieder</title>${linked({ '@type': 'BlogPosting', headline: '"Die Mühle" mahlt wieder' })}`,
    '<h1>„Die Mühle“ mahlt wieder</h1>',
    '„Die Mühle“ mahlt wieder',
  ],
  [
    'a kicker inside of h1',
    '',
    '<h1><span class="kicker">Steg am Fluss</span> Die Mühle mahlt wieder</h1>',
    'Die Mühle mahlt wieder',
  ],
  [
    'a kicker with a colon belongs to it',
    '',
    '<h1><span class="kicker">Steg</span>: Die Mühle mahlt wieder</h1>',
    'Steg: Die Mühle mahlt wieder',
  ],
  [
    'a small line above it in h1',
    '<title>Die Mühle mahlt wieder | Steg Bote</title>',
    '<h1><small>Steg am Fluss</small><br>Die Mühle mahlt wieder</h1>',
    'Die Mühle mahlt wieder',
  ],
  [
    'an h2 that calls itself the headline, where no h1 is',
    '<title>Mühle mahlt « Stegblog</title>',
    '<h2 class="entry-title"><a href="/m">Die Mühle mahlt wieder</a></h2>',
    'Die Mühle mahlt wieder',
  ],
  ...['★', '‹', '∣', '┃', '⋅', '✦', '#'].map((sign): [string, string, string, string] => [
    `${sign} in front of the site's name`,
    `<meta property="og:site_name" content="Steg Bote"><title>Die Mühle mahlt wieder ${sign} Steg Bote</title>`,
    '',
    'Die Mühle mahlt wieder',
  ]),
  ...['Updated 2 hours ago', '12 comments', 'Edit'].map((note): [string, string, string, string] => [
    `${note} beside it in h1`,
    '<title>Die Mühle mahlt wieder | Steg Bote</title>',
    `<h1>Die Mühle mahlt wieder <span>${note}</span></h1>`,
    'Die Mühle mahlt wieder',
  ]),
  [
    'an office behind a long dash',
    '<title>石桥镇磨坊重新开张——石桥镇人民政府门户网站</title>',
    '',
    '石桥镇磨坊重新开张',
  ],
  [
    'a long dash inside of it',
    '<title>磨坊重新开张——记石桥镇的老匠人</title>',
    '',
    '磨坊重新开张——记石桥镇的老匠人',
  ],
  [
    'a name that a template gives all its pages',
    '<title>Artikeldetail</title><meta property="og:title" content="Artikeldetail">',
    '<h1>Die Mühle mahlt wieder</h1>',
    'Die Mühle mahlt wieder',
  ],
  [
    'the same with no heading, but a class that says title',
    '<title>新闻详情-石桥集团</title>',
    '<div class="news-title">石桥镇磨坊重新开张</div><div>时间：2023-05-06 点击：12</div>',
    '石桥镇磨坊重新开张',
  ],
  [
    'the name of the site on every page, the headline in bold above the date',
    '<title>石桥在线 - 新闻中心</title>',
    '<table><tr><td><font size=5><b>镇上的磨坊重新开张了</b></font></td></tr><tr><td>作者：林小满 更新时间：2008-5-6 10:20</td></tr></table>',
    '镇上的磨坊重新开张了',
  ],
  [
    'a headline that begins as a name of a template does',
    '<title>Details der alten Mühle gezeigt | Steg Bote</title>',
    '<h1>Details der alten Mühle gezeigt</h1>',
    'Details der alten Mühle gezeigt',
  ],
  [
    'a date in an element of the headline',
    '<title>Die Mühle mahlt wieder</title>',
    '<h1>Die Mühle mahlt wieder <span>03.05.2024</span></h1>',
    'Die Mühle mahlt wieder',
  ],
  [
    'a date in front of the headline, which the title leaves out',
    '<title>Die Mühle mahlt wieder</title>',
    '<h1>03.05.2024: Die Mühle mahlt wieder</h1>',
    'Die Mühle mahlt wieder',
  ],
  [
    'a date that is a part of it',
    '<title>Wetter am Steg 03.05.2024 | Steg Bote</title>',
    '<h1>Wetter am Steg 03.05.2024</h1>',
    'Wetter am Steg 03.05.2024',
  ],
  [
    'signs that are a part of it',
    '<title>C# + F# = Spaß am Steg | Steg Bote</title>',
    '<h1>C# + F# = Spaß am Steg</h1>',
    'C# + F# = Spaß am Steg',
  ],
]
for (const [kind, head, body, title] of rows)
  t.test(kind, async (t) => {
    const html = `<html><head>${head}</head><body>${body}${text}</body></html>`
    const outcome = parsePage({
      bytes: Buffer.from(html),
      contentType: 'text/html; charset=utf-8',
      hints: {},
    })
    if ('problem' in outcome) throw outcome.problem
    t.equal(outcome.article.title, title)
  })
