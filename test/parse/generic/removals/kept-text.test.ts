import t from 'tap'
import type { ParsedArticle } from '../../../../src/article.ts'
import { parsePage } from '../../../../src/parse/parse.ts'

function read(html: string, url?: string): ParsedArticle {
  const hints = url === undefined ? {} : { url }
  const outcome = parsePage({ bytes: Buffer.from(html), contentType: 'text/html; charset=utf-8', hints })
  if ('problem' in outcome) throw outcome.problem
  return outcome.article
}

const a =
  'Die alte Mühle am Steg mahlt seit Montag wieder, wie die Gemeinde nach zwei Jahren Bauzeit mitteilte.'
const b = 'Das Rad ist neu, die Steine sind die alten, und der Müller zeigt den Kindern, wie das Korn läuft.'
const c = 'Wer mahlen lassen will, bringt sein Korn am Freitag; der Rest der Woche gehört der Schule im Dorf.'
const d = '石桥镇的旧磨坊星期一重新开张，镇政府说，修缮用了两年时间，磨盘还是从前的那两块。'
const e = '磨坊主人告诉孩子们，水要先流过木槽，再推动轮子，麦子从上面落下来，面粉从下面出来。'
const thai = [
  'โรงสีเก่าของหมู่บ้านเปิดอีกครั้งเมื่อวันจันทร์หลังจากซ่อมแซมมาเป็นเวลาสองปี',
  'เด็กนักเรียนเป็นกลุ่มแรกที่ได้เห็นล้อไม้หมุนและแป้งไหลลงมาจากหินโม่',
  'ทุกคนกลับบ้านพร้อมแป้งถุงเล็กคนละหนึ่งถุง',
]
const page = (body: string, title = 'Die Mühle mahlt wieder') =>
  `<html><head><title>${title}</title></head><body><h1>${title}</h1>${body}</body></html>`
const p = (...texts: string[]) => texts.map((text) => `<p>${text}</p>`).join('\n')

const rows: [kind: string, html: string, paragraphs: string[]][] = [
  [
    'a short clause that ends a text without a full stop',
    page(`<div>${p(a, b, c, 'Das Mehl kostet weiter zwei Taler und wird nicht teurer')}</div>`),
    [a, b, c, 'Das Mehl kostet weiter zwei Taler und wird nicht teurer'],
  ],
  [
    'what somebody says at the end',
    page(`<div>${p(a, b, c, 'Der Müller lacht: „Jetzt läuft sie wieder“')}</div>`),
    [a, b, c, 'Der Müller lacht: „Jetzt läuft sie wieder“'],
  ],
  [
    'the mark of the end in Japanese',
    page(`<div>${p(d, e, '料金は変わらない（終わり）')}</div>`),
    [d, e, '料金は変わらない（終わり）'],
  ],
  [
    'a label at the end, which is left out',
    page(`<div>${p(a, b, c, 'Bote am Steg, Lokalredaktion')}</div>`),
    [a, b, c],
  ],
  [
    'what answers a thread that is set in elements without names',
    page(
      `<div><div><div><a href="/u/1">甲</a><span>2011-03-02 08:12</span><span>1楼</span></div><div>${d}<br><br>${e}</div></div><div><div><a href="/u/2">乙</a><span>2011-03-02 09:00</span><span>2楼</span></div><div>${c}</div></div></div>`,
    ),
    [d, e],
  ],
  [
    'what stands beside the posts of a Chinese board',
    page(
      `<table border=1><tr><td><b>江边</b><br>等级：版主<br>文章：12<br>注册：2003-4-5</td><td><div>[楼主] 发表于：2006-8-9 22:31:05</div>${d}<br><br>${e}</td></tr><tr><td><b>过路</b><br>等级：新手<br>文章：3</td><td>${c}</td></tr></table>`,
    ),
    [d, e],
  ],
  [
    'a report that is a picture and its caption',
    page(
      '<div><img src="/a.jpg"></div><p>星期一清晨，石桥镇的旧磨坊重新开张，镇上的孩子们围着磨盘看麦子变成面粉。林小满 摄</p>',
      '旧磨坊重新开张',
    ),
    ['星期一清晨，石桥镇的旧磨坊重新开张，镇上的孩子们围着磨盘看麦子变成面粉。林小满 摄'],
  ],
  [
    'the address of the reporter below the name',
    page(`<div><p>记者　林小满</p><p>xiaoman@mail.example</p>${p(d, e)}</div>`, '旧磨坊重新开张'),
    [d, e],
  ],
  [
    'an office below a village and its date above an attachment, and what asks the readers of novels',
    page(
      `<div>${p(d, e)}<p align=right>石桥镇党政办</p><p align=right>2011年3月1日</p><p>附件：方案.doc</p><p>手机用户请浏览m.a.example阅读，更优质的阅读体验。</p></div>`,
      '关于旧磨坊开张的通知',
    ),
    [d, e, '石桥镇党政办', '2011年3月1日', '附件：方案.doc'],
  ],
  [
    'the foot of a page in a layout table, below a short text',
    '<html><head><title>旧磨坊重新开张</title></head><body><h1>旧磨坊重新开张</h1><p>石桥镇的旧磨坊星期一重新开张，镇政府说，修缮用了两年时间。</p><table><tr><td>关于本站 | 联系我们 | 网站地图<br>地址：石桥镇学府路1号 电话：0000-1111111<br>清ICP备05000001号</td></tr></table></body></html>',
    ['石桥镇的旧磨坊星期一重新开张，镇政府说，修缮用了两年时间。'],
  ],
  [
    'players and notices of a platform',
    page(
      `<article><p>视频加载中...</p><p>听新闻</p>${p(d, e)}<p>Notice: The content above (including the pictures and videos if any) is uploaded by a user.</p></article>`,
      '旧磨坊重新开张',
    ),
    [d, e],
  ],
  [
    'a time of the morning in English above the text',
    page(`<div><div>2007年10月11日 星期四 09:20 A.M.</div>${p(d, e)}</div>`, '旧磨坊重新开张'),
    [d, e],
  ],
  [
    'rooms with times, and places in a race',
    page(
      `<div>${p(d)}<p>2楼 会议室下周六下午 14:30 有一场讲老磨坊的讲座</p><p>#2 林小满在昨天的长跑里用了 2:15:10 跑完全程</p>${p(e)}</div>`,
      '旧磨坊重新开张',
    ),
    [d, '2楼 会议室下周六下午 14:30 有一场讲老磨坊的讲座', '#2 林小满在昨天的长跑里用了 2:15:10 跑完全程', e],
  ],
  [
    'facts of people beside what is told of them, and short lines of facts',
    page(
      `<table><tr><td>林小满<br>来自：石桥</td><td>${d}</td></tr><tr><td>何其<br>来自：河湾</td><td>${e}</td></tr></table>`,
      '磨坊里的两个人',
    ),
    [`林小满\n来自：石桥 | ${d}`, `何其\n来自：河湾 | ${e}`],
  ],
  [
    'floors of a house',
    page(`<div>${p(d)}<p>2楼 2011年3月改建为陈列室和茶室，游人不多</p>${p(e)}</div>`, '旧磨坊重新开张'),
    [d, '2楼 2011年3月改建为陈列室和茶室，游人不多', e],
  ],
  [
    'a layout table of links with a label within the text, and the foot of the page',
    page(
      `<div>${p(d)}<table align=left><tr><td><b>热点专题</b></td></tr><tr><td>·<a href="/1">磨坊修缮专题</a></td></tr><tr><td>·<a href="/2">古镇保护专题</a></td></tr></table>${p(e)}</div><table><tr><td>网站简介 - 广告服务 - 联系方式<br>Copyright (C) 2000-2006 石桥网</td></tr></table>`,
      '旧磨坊重新开张',
    ),
    [d, e],
  ],
  [
    'who put it on the page, when, and how often it was read',
    page(
      `<div><p>发布人：刘老师　发布时间：2013-10-08　浏览数：120</p>${p(d, '发布时间：每周一上午', e)}</div>`,
      '旧磨坊重新开张',
    ),
    [d, '发布时间：每周一上午', e],
  ],
  [
    'a box at the end of a report, and a label over links',
    page(
      `<div>${p(d, e)}<p><b>相关链接</b></p><p>旧磨坊建于清末，五十年代由镇上的合作社接管，八十年代停用。</p><p><b>延伸阅读</b></p><p><a href="/1">新磨坊下月招工</a></p></div>`,
      '旧磨坊重新开张',
    ),
    [d, e, '相关链接', '旧磨坊建于清末，五十年代由镇上的合作社接管，八十年代停用。'],
  ],
  [
    'a text on a bulletin board without its head and foot',
    page(
      `<pre>发信人: rainbow (小雨), 信区: Travel\n标  题: 旧磨坊重新开张\n发信站: 水草社区 (Sun Nov  2 21:14:33 2008), 站内\n\n${d}\n\n${e}\n\n--\n\n※ 来源:·水草社区 a.example·[FROM: 10.1.2.*]</pre>`,
      '旧磨坊重新开张',
    ),
    [d, e],
  ],
  [
    'a question that the page sets as such, above its answer',
    page(
      `<div><pre class="question-content">家里的旧磨坊一直放着，不知道还能不能修，想请懂的人说说。</pre></div><div><pre>${d}\n${e}</pre></div>`,
      '旧磨坊还能修吗？',
    ),
    ['家里的旧磨坊一直放着，不知道还能不能修，想请懂的人说说。', `${d}\n${e}`],
  ],
  [
    'the number of a judgment, and who signs it',
    page(
      `<div>${['（2014）石民初字第102号', d, e, '审 判 长 何 其', '二〇一四年四月二十日', '书 记 员 林 满'].map((line) => `<div>${line}</div>`).join('')}</div>`,
      '磨坊租赁合同纠纷一审判决书',
    ),
    ['（2014）石民初字第102号', d, e, '审 判 长 何 其', '二〇一四年四月二十日', '书 记 员 林 满'],
  ],
  [
    'a list of things of which some are links',
    page(
      `<article>${p(a, b)}<ul><li><a href="https://a.example/1">Ein Mahlstein</a></li><li>Ein Sieb</li><li>Zwei Säcke</li></ul>${p(c)}</article>`,
    ),
    [a, b, 'Ein Mahlstein', 'Ein Sieb', 'Zwei Säcke', c],
  ],
  [
    'links that a sentence announces',
    page(
      `<article>${p(a, b, 'Zwei Mühlen im Tal haben den Umbau schon hinter sich:')}<ul><li><a href="/1">Die Ölmühle unter der alten Linde</a></li><li><a href="/2">Die Walkmühle an der Furt</a></li></ul>${p(c)}</article>`,
    ),
    [
      a,
      b,
      'Zwei Mühlen im Tal haben den Umbau schon hinter sich:',
      'Die Ölmühle unter der alten Linde',
      'Die Walkmühle an der Furt',
      c,
    ],
  ],
  [
    'links that a sentence offers to read',
    page(
      `<article>${p(a, b, 'Diese Artikel aus der Redaktion könnten Sie interessieren:')}<ul><li><a href="/1">Die Ölmühle unter der alten Linde</a></li><li><a href="/2">Die Walkmühle an der Furt</a></li></ul>${p(c)}</article>`,
    ),
    [a, b, c],
  ],
  [
    'the title of a box',
    page(
      `<article>${p(a, b)}<div class="info-box"><div class="info-box__title">So hilft man mit</div><ul><li>Korn bringen am Freitag</li></ul></div>${p(c)}</article>`,
    ),
    [a, b, 'So hilft man mit', 'Korn bringen am Freitag', c],
  ],
  [
    'paragraphs behind a box of other articles between them',
    page(
      `<article>${p(a, b)}<div><h3>Neueste Beiträge</h3><div><h4><a href="/1">Die Walkmühle an der Furt</a></h4><p>An der Furt wird wieder gewalkt. Das Tuch kommt aus dem Dorf.</p></div><div><h4><a href="/2">Die Ölmühle unter der Linde</a></h4><p>Unter der Linde wird Öl gepresst. Die Kerne sind vom Markt.</p></div></div>${p(c, d)}</article>`,
    ),
    [a, b, c, d],
  ],
  [
    'paragraphs behind a list of other articles whose heading says more',
    page(
      `<article>${p(a, b)}<h3>Mehr aus dem Tal der Mühlen</h3><ul><li><a href="/1">Die Walkmühle an der Furt</a></li><li><a href="/2">Die Ölmühle unter der Linde</a></li></ul>${p(c, d)}</article>`,
    ),
    [a, b, c, d],
  ],
  [
    'what a firm that is named as the author says of itself',
    page(
      `<p class="byline">Von Anna Linde</p><article>${p(a, b, c, 'Anna Linde makes bricks for mills. It was founded in 2014 and employs thirty people.')}</article>`,
    ),
    [a, b, c, 'Anna Linde makes bricks for mills. It was founded in 2014 and employs thirty people.'],
  ],
  [
    'persons at the end of a text whose writer is named',
    page(
      `<p class="byline">Von Anna Linde</p><article>${p(a, b, c, 'Marie Sund is the founder of the mill, and the editor of its map.')}</article>`,
    ),
    [a, b, c, 'Marie Sund is the founder of the mill, and the editor of its map.'],
  ],
  [
    'a short clause without a full stop at the end',
    page(`<div>${p(a, b, c, 'Entry is free for children under ten')}</div>`),
    [a, b, c, 'Entry is free for children under ten'],
  ],
  [
    'facts about the page above its text',
    page(
      `<div><dl><dt>Typ:</dt><dd>Pressemitteilung</dd><dt>Nummer:</dt><dd>112/2016</dd><dt>Datum:</dt><dd>19.09.2016</dd></dl>${p(a, b, c)}</div>`,
    ),
    [a, b, c],
  ],
  [
    'facts of the text above it',
    page(
      `<div><dl><dt>Mehl:</dt><dd>500 Gramm</dd><dt>Salz:</dt><dd>ein Löffel</dd></dl>${p(a, b, c)}</div>`,
    ),
    ['Mehl:', '500 Gramm', 'Salz:', 'ein Löffel', a, b, c],
  ],
  ['a label at the end', page(`<div>${p(a, b, c, 'Read more about mills in the valley')}</div>`), [a, b, c]],
  [
    'an end mark in the last paragraph',
    page(`<div>${p(d, '孩子们听完都笑了。（完）')}</div>`),
    [d, '孩子们听完都笑了。（完）'],
  ],
  [
    'paragraphs that a break and an indent part',
    page(`<div>　　${d}<br>　　${e}<br/>\n&nbsp;&nbsp;&nbsp;&nbsp;孩子们听完都笑了。</div>`),
    [d, e, '孩子们听完都笑了。'],
  ],
  [
    'a first paragraph that begins with the source',
    page(`<div class="info">来源：石桥镇旧磨坊</div><div>${p(d, e, '孩子们听完都笑了。')}</div>`),
    [d, e, '孩子们听完都笑了。'],
  ],
  [
    'the attachments of a notice, and who signs it',
    page(
      `<div>${p(d, e)}<p>附件：1. <a href="/1.doc">磨坊登记表</a></p><p>2. <a href="/2.doc">开放时间表</a></p><p align="right">石桥镇人民政府</p><p align="right">2020年3月10日</p></div>`,
    ),
    [d, e, '附件：1. 磨坊登记表', '2. 开放时间表', '石桥镇人民政府', '2020年3月10日'],
  ],
  [
    'who signs a notice, in one block',
    page(`<div>${p(d, e, '石桥镇水务局<br>二〇二〇年三月十日')}</div>`),
    [d, e, '石桥镇水务局\n二〇二〇年三月十日'],
  ],
  [
    'a date alone at the end, and a link to a download',
    page(`<div>${p(d, e, '<a href="/1.doc">磨坊登记表下载</a>', '2020年3月10日')}</div>`),
    [d, e],
  ],
  [
    'a paragraph on what was used without leave',
    page(`<div>${p(d, '磨坊主人说，邻镇的厂家未经许可使用了磨坊的照片，法院判其赔偿五千元。', e)}</div>`),
    [d, '磨坊主人说，邻镇的厂家未经许可使用了磨坊的照片，法院判其赔偿五千元。', e],
  ],
  [
    'a notice on reprints and a call to an app',
    page(
      `<div>${p(d, e, '石桥网原创文章，未经授权禁止转载。详情见转载须知。', '下载“石桥日报”官方APP，即可随时了解镇上的事。')}</div>`,
    ),
    [d, e],
  ],
  [
    'a summary that repeats the first paragraph behind a headline',
    page(`<div class="abstract">【磨坊重新开张】${d}</div><div>${p(d, e, e + d, d + e)}</div>`),
    [d, e, e + d, d + e],
  ],
  [
    'notices on pictures and reprints',
    page(
      `<div>${p(d, e, '封面图片来源：河岸图库', '如需转载请与《石桥日报》社联系。', '本文由 @老李 原创发布于石桥网，未经许可，禁止转载。')}</div>`,
    ),
    [d, e],
  ],
  [
    'an end mark without brackets',
    page(`<div>${p(d, e, '他们明天再来。完')}</div>`),
    [d, e, '他们明天再来。完'],
  ],
  ['a square at the end', page(`<div>${p(a, b, 'So bleibt es. ■')}</div>`), [a, b, 'So bleibt es. ■']],
  ['终, traditional', page(`<div>${p(d, '大家都回家了。（終）')}</div>`), [d, '大家都回家了。（終）']],
  [
    'a short clause that begins as a byline does',
    page(`<div>${p(d, e, '记者离开时，磨盘又转了起来')}</div>`),
    [d, e, '记者离开时，磨盘又转了起来'],
  ],
  [
    'a sentence without a full stop that holds a year',
    page(`<div>${p(d, '2018年收成翻了一番，突破三百担', e)}</div>`),
    [d, '2018年收成翻了一番，突破三百担', e],
  ],
  [
    'what is not allowed, and is no notice',
    page(`<div>${p(d, '未经审批擅自开工的，处以罚款。', e)}</div>`),
    [d, '未经审批擅自开工的，处以罚款。', e],
  ],
  [
    'one of two that repeat each other',
    page(`<ul><li>${e}</li></ul><div>${p(d, '面粉由孩子们自己装进袋子带回家，每人一小袋。', e)}</div>`),
    [d, '面粉由孩子们自己装进袋子带回家，每人一小袋。', e],
  ],
  [
    'credits and appeals below the text',
    page(
      `<div>${p(d, e, '□ 本报记者 林小满', '编辑 何其', '更多精彩内容，请关注石桥公众号。', '扫一扫，分享到朋友圈', '返回石桥网，查看更多')}</div>`,
    ),
    [d, e],
  ],
  [
    'an end mark without a stop',
    page(`<div>${p(d, '孩子们听完都笑了（終）')}</div>`),
    [d, '孩子们听完都笑了（終）'],
  ],
  [
    'a last paragraph of two clauses without a stop',
    page(`<div>${p(d, e, '天黑以后，磨坊的灯还亮着')}</div>`),
    [d, e, '天黑以后，磨坊的灯还亮着'],
  ],
  ['an appeal without a stop', page(`<div>${p(d, e, '更多故事，请关注石桥日报公众号')}</div>`), [d, e]],
  ['a language without stops', page(`<div>${p(...thai)}</div>`), thai],
  [
    'a short last paragraph in a container of its own with others',
    page(
      `<div><div class="cell">${p(a, b)}</div><img src="x.jpg"><div class="cell">${p(c, 'Der Eintritt ist frei.')}</div></div>`,
    ),
    [a, b, c, 'Der Eintritt ist frei.'],
  ],
  [
    'headline, date and byline in one block',
    `<html><head><title>Die Mühle mahlt wieder</title></head><body><div><b>Die Mühle mahlt wieder</b><br>12.03.2025<br>Von Ada Weber<br><br>${a}<br><br>${b}<br><br>${c}</div></body></html>`,
    [a, b, c],
  ],
  [
    'a text that readers comment on as a whole',
    page(
      `<div class="post-body"><div class="commentOnSelection"><div>${p(a, b, c)}</div></div></div><div class="comments">${p(a.replace('alte', 'neue'))}</div>`,
    ),
    [a, b, c],
  ],
  [
    'lists beside images that are much of the text',
    page(
      `<div>${p(a)}${[1, 2, 3].map((n) => `<div class="box"><div class="cols"><img src="${n}.jpg"><ul><li>Korn, am Freitag im Hof ${n}</li><li>Mehl, am Samstag am Tor ${n}</li></ul></div></div>`).join('')}${p(b)}</div>`,
    ),
    [a, ...[1, 2, 3].flatMap((n) => [`Korn, am Freitag im Hof ${n}`, `Mehl, am Samstag am Tor ${n}`]), b],
  ],
  [
    'a list in a box with an image, for another thing',
    page(
      `<div>${p(a, b, c, a.replace('alte', 'neue'), b.replace('neu', 'alt'), c.replace('Freitag', 'Montag'))}<div class="box"><div><img src="x.jpg"><ul><li>Die Mühle als App</li><li>Mehl im Abo</li></ul></div></div></div>`,
    ),
    [a, b, c, a.replace('alte', 'neue'), b.replace('neu', 'alt'), c.replace('Freitag', 'Montag')],
  ],
  [
    'a link to edit a section',
    page(
      `<div>${p(a, b)}<h2>Das Rad <span class="mw-editsection">[<a href="/e">bearbeiten</a>]</span></h2>${p(c)}</div>`,
    ),
    [a, b, c],
  ],
  [
    'a script holds text without blanks',
    `<html><head><title>磨坊</title></head><body><div id="app"></div><script>window.state=${JSON.stringify({ article: { body: `${d}${e}`.repeat(2) } })}</script></body></html>`,
    [`${d}${e}`.repeat(2)],
  ],
  [
    'lines of a layout table in div',
    page(`<table><tr><td><div>${d}</div><div>${e}</div></td><td><a href=x>镇</a></td></tr></table>`),
    [d, e],
  ],
  ['an end mark alone is none', page(`<div>${p(d, e, '（完）')}</div>`), [d, e]],
  ['a label below the text is none', page(`<div>${p(a, b)}<div>Mehr aus dem Ort</div></div>`), [a, b]],
  [
    'paragraphs of a script without full stops',
    page(
      p(
        'โรงสีเก่าริมสะพานเริ่มสีข้าวอีกครั้งเมื่อวันจันทร์ที่ผ่านมาหลังซ่อมแซมนานสองปี',
        'คนสีข้าวพาเด็กนักเรียนชมล้อไม้ใหม่และหินโม่เก่าที่ยังใช้งานได้ดี',
      ),
    ),
    [
      'โรงสีเก่าริมสะพานเริ่มสีข้าวอีกครั้งเมื่อวันจันทร์ที่ผ่านมาหลังซ่อมแซมนานสองปี',
      'คนสีข้าวพาเด็กนักเรียนชมล้อไม้ใหม่และหินโม่เก่าที่ยังใช้งานได้ดี',
    ],
  ],
  [
    'br and a line end between Han characters',
    page(`<div>${p(d, '水慢慢流<br>\n轮子轻轻转<br/>\n　　面粉白如雪', e)}</div>`),
    [d, '水慢慢流\n轮子轻轻转\n面粉白如雪', e],
  ],
  [
    'a line end alone between them',
    page(`<div>${p(d, '水慢慢流，\n轮子轻轻转。', e)}</div>`),
    [d, '水慢慢流，轮子轻轻转。', e],
  ],
  ['br in kana', page(`<div>${p(d, 'みずは\n<br>ながれる', e)}</div>`), [d, 'みずは\nながれる', e]],
  [
    'a line end between hangul words',
    page(`<div>${p(`${a} x`, '방앗간이\n다시 돈다고 마을이 밝혔다.', b)}</div>`),
    [`${a} x`, '방앗간이 다시 돈다고 마을이 밝혔다.', b],
  ],
  [
    'a layout table',
    page(`<table><tr><td width=100><a href=x>Ort</a></td><td><div>${p(a, b, c)}</div></td></tr></table>`),
    [a, b, c],
  ],
  [
    'a layout table with loose text',
    page(`<table><tr><td>${a}<br><br>${b}<br><br>${c}</td></tr></table>`),
    [a, b, c],
  ],
  [
    'nested layout tables',
    page(
      `<table><tr><td><table><tr><td>${p(d)}</td></tr><tr><td>${p(e)}</td></tr></table></td></tr></table>`,
    ),
    [d, e],
  ],
  [
    'a table of data keeps its rows',
    page(
      `<div>${p(a)}<table><tr><th>Jahr</th><th>Säcke</th></tr><tr><td>2022</td><td>40</td></tr></table>${p(b)}</div>`,
    ),
    [a, 'Jahr | Säcke', '2022 | 40', b],
  ],
  [
    'WeChat: visibility',
    page(`<div id="js_content" style="visibility:hidden;opacity:0">${p(d, e)}</div>`),
    [d, e],
  ],
  [
    'display: none on the article',
    page(`<div class="article-content" style="display: none">${p(a, b, c)}</div><p>Laden</p>`),
    [a, b, c],
  ],
  ['the hidden attribute on the article', page(`<main hidden>${p(a, b)}</main>`), [a, b]],
  [
    'a hidden box beside the article is none',
    page(
      `<article>${p(a, b, c)}</article><div style="display:none">${p('Diese Seite verwendet Daten, und hier steht, wozu sie das im Einzelnen tut und wie lange sie es vorhat.')}</div>`,
    ),
    [a, b, c],
  ],
  [
    'streamed by React',
    page(
      `<article><!--$?--><template id="B:0"></template><p>Laden …</p><!--/$--></article><div hidden id="S:0">${p(a, b, c)}</div><script>$RC("B:0","S:0")</script>`,
    ),
    [a, b, c],
  ],
  [
    'streamed with a prefix and inside of each other',
    page(
      `<article><!--$?--><template id="rB:0"></template><!--/$--></article><div hidden id="rS:0">${p(a)}<template id="rP:1"></template>${p(c)}</div><div hidden id="rS:1">${p(b)}</div>`,
    ),
    [a, b, c],
  ],
  [
    'a shadow root',
    page(`<x-story><template shadowrootmode="open"><section>${p(a, b)}</section></template></x-story>`),
    [a, b],
  ],
  [
    'a shadow root with slots',
    page(
      `<x-story><template shadowrootmode="closed"><div class="text">${p(a)}<slot></slot>${p(c)}</div></template><p>${b}</p></x-story>`,
    ),
    [a, b, c],
  ],
  [
    'a template that nobody shows',
    page(`<article>${p(a, b)}<template><p>${c}</p></template></article>`),
    [a, b],
  ],
  [
    'sections headed by h1',
    page(
      `<article><section><div>${p(a, b, c)}</div></section><section><div><h1>Das Rad</h1>${p(d, e)}</div></section></article>`,
    ),
    [a, b, c, d, e],
  ],
  [
    'the next article, with its date',
    page(
      `<div><section><div>${p(a, b, c)}</div></section><section><div><h1>Die Brücke</h1><p>3. Mai 2024, 10:30 Uhr</p>${p(d, e)}</div></section></div>`,
    ),
    [a, b, c],
  ],
  [
    'the next article, a link',
    page(
      `<div><section><div>${p(a, b, c)}</div></section><section><div><h1><a href="/b">Die Brücke steht</a></h1>${p(d, e)}</div></section></div>`,
    ),
    [a, b, c],
  ],
  ['text above a repeated headline', page(`<div>${p(a, 'Die Mühle mahlt wieder', b, c)}</div>`), [a, b, c]],
  [
    'a short pre',
    page(`<div>${p(a, b)}<pre><code>mahlen --grob 2</code></pre>${p(c)}</div>`),
    [a, b, 'mahlen --grob 2', c],
  ],
  ['lines of a pre', page(`<div>${p(a)}<pre>Rad auf\nRad zu</pre>${p(b)}</div>`), [a, 'Rad auf\nRad zu', b]],
  [
    'a disclaimer',
    page(`<div>${p(d, e, '免责声明：本文来自网络，版权归原作者所有，如有侵权请联系删除。')}</div>`),
    [d, e],
  ],
  [
    'a disclaimer in brackets, traditional',
    page(`<div>${p(d, e, '（聲明：本文僅代表作者觀點，不代表本站立場。）')}</div>`),
    [d, e],
  ],
  [
    'a disclaimer about reprints',
    page(`<div>${p(d, e, '【特别声明】以上内容转载自其他媒体，目的在于传递更多信息。')}</div>`),
    [d, e],
  ],
  ['the original title', page(`<div>${p('（原标题：旧磨坊开张）', d, e)}</div>`), [d, e]],
  ...[
    '特别声明：以上内容由自媒体平台用户上传，本平台仅提供存储服务。',
    '風險提示：以上內容僅供參考，讀者自行判斷。',
    '凡本网注明“来源：其他”的作品，均转载自其它媒体，不代表本网赞同其观点。',
    '※本記事の内容は筆者個人の見解であり、団体の見解を示すものではありません。',
  ].map((text): (typeof rows)[number] => [
    `a disclaimer: ${text}`,
    page(`<div>${p(d, e, text)}</div>`),
    [d, e],
  ]),
  [
    'what somebody declares, with a word of disclaimers',
    page(`<div>${p(d, '磨坊发布声明：网传消息不实，将追究造谣者的责任。', e)}</div>`),
    [d, '磨坊发布声明：网传消息不实，将追究造谣者的责任。', e],
  ],
  [
    'a statement that is news',
    page(`<div>${p(d, '磨坊主人声明：麦子是自己种的，水也是从山上来的，请大家放心。', e)}</div>`),
    [d, '磨坊主人声明：麦子是自己种的，水也是从山上来的，请大家放心。', e],
  ],
  [
    'an original title in a sentence',
    page(`<div>${p(d, '这首歌的原标题很长，孩子们只记得前两个字，后面的都忘了。', e)}</div>`),
    [d, '这首歌的原标题很长，孩子们只记得前两个字，后面的都忘了。', e],
  ],
  [
    'replies of readers, longer than the text',
    page(
      `<div class="text">${p(a, b, c)}</div><div class="user-replies">${[1, 2, 3, 4].map((n) => `<div><b>leser${n}</b>${p(`${n}: ${c} ${b}`)}</div>`).join('')}</div>`,
    ),
    [a, b, c],
  ],
  ['an appeal above the text', page(`<div>${p('点击蓝字 关注石桥', d, e)}</div>`), [d, e]],
  ['an appeal with a name', page(`<div>${p('点击上方“石桥发布”关注我们', d, e)}</div>`), [d, e]],
  ['a call to read on below an advertisement', page(`<div>${p(d, '請繼續往下閱讀...', e)}</div>`), [d, e]],
  [
    "an outlet's warnings behind a mark",
    page(
      `<div>${p(d, e, '※《石桥日报》提醒您：飲酒過量，有害健康！', '★石桥網關心您★求助才是最好的路。')}</div>`,
    ),
    [d, e],
  ],
  [
    'a warning that the article tells of',
    page(`<div>${p(d, '气象台提醒您，出门记得带伞。', e)}</div>`),
    [d, '气象台提醒您，出门记得带伞。', e],
  ],
  [
    'questions and answers that open',
    page(
      `<div>${p(a, b)}<details><summary>Wann mahlt sie?</summary>${p(c)}</details><h3><button aria-expanded="false">Wer mahlt?</button></h3><div hidden>${p('Der Müller mahlt selbst, und die Kinder sehen zu, bis der Sack voll ist.')}</div></div>`,
    ),
    [a, b, 'Wann mahlt sie?', c, 'Der Müller mahlt selbst, und die Kinder sehen zu, bis der Sack voll ist.'],
  ],
  [
    'questions on buttons',
    page(
      `<div>${p(a, b)}<div><button class="show-all">Alle öffnen</button>${['Wann mahlt sie?', 'Was kostet es?'].map((q) => `<div><button class="accordion-button collapsed"><img src="/plus.svg" alt="Öffnen"><span>${q}</span></button><div class="accordion-body">${p(`${q.replace('?', '')}, das steht am Tor und im Schaukasten vor dem Haus.`)}</div></div>`).join('')}</div></div>`,
    ),
    [
      a,
      b,
      'Wann mahlt sie?',
      'Wann mahlt sie, das steht am Tor und im Schaukasten vor dem Haus.',
      'Was kostet es?',
      'Was kostet es, das steht am Tor und im Schaukasten vor dem Haus.',
    ],
  ],
  [
    'the numbers of a listing',
    page(
      `<div>${p(a, b, c)}<table><tr><td class="linenos"><pre>1\n2</pre></td><td class="code"><pre>korn = read()\nmahle(korn)</pre></td></tr></table></div>`,
    ),
    [a, b, c, 'korn = read()\nmahle(korn)'],
  ],
  [
    'questions on buttons without a telling name',
    page(
      `<div>${p(a, b, c)}<div><button aria-expanded="false">Wann mahlt sie?</button><div>${p(d)}</div></div><dl><dt><button aria-expanded="false">Der Müller</button></dt><dd hidden>${e}</dd></dl></div>`,
    ),
    [a, b, c, 'Wann mahlt sie?', d, 'Der Müller', e],
  ],
  [
    'a listing with its lines in elements',
    page(
      `<div>${p(a, b, c)}<div class="syntaxhighlighter"><table><tr><td class="gutter"><div>1</div><div>2</div></td><td class="code"><div><code>korn = read()</code></div><div><code>mahle(korn)</code></div></td></tr></table></div>${p(b)}</div>`.replace(
        /<p>Das Rad(?!.*<table)/s,
        '<p>Und noch einmal: Das Rad',
      ),
    ),
    [a, b, c, 'korn = read()', 'mahle(korn)', `Und noch einmal: ${b}`],
  ],
  [
    'facts at the end',
    page(`<div>${p(a, b, c, '<b>Adresse:</b> Am Steg 12', '<b>Eintritt:</b> frei')}</div>`),
    [a, b, c, 'Adresse: Am Steg 12', 'Eintritt: frei'],
  ],
  [
    'a label at the end with something behind it',
    page(`<div>${p(a, b, c, 'Mehr dazu: Mühlen')}</div>`),
    [a, b, c],
  ],
  [
    'a remark set as an aside',
    page(`<div>${p(a, b)}<aside class="starlight-aside starlight-aside--tip">${p(d)}</aside>${p(c)}</div>`),
    [a, b, d, c],
  ],
  [
    'a French word that is an English label',
    page(`<div>${p(a, b)}<div class="tout">${p(c)}</div></div>`),
    [a, b, c],
  ],
  [
    'what opens links and menus',
    page(
      `<div>${p(a)}<details><summary>Inhalt</summary><ol><li><a href="#a">Das Rad</a></li><li><a href="#b">Das Korn</a></li></ol></details>${p(b, c)}<button aria-expanded="false">Teilen</button><div hidden>${p('Die Adresse dieser Seite lässt sich hier kopieren und an Freunde senden.')}</div></div>`,
    ),
    [a, b, c],
  ],
  [
    'questions in a container of their own',
    page(
      `<div><div class="text">${p(a, b, c)}</div><div class="fragen">${['Wann mahlt sie?', 'Was kostet es?'].map((q) => `<div><div class="frage">${q} <i class="material-icons">expand_more</i></div><div class="antwort">${p(`${q.replace('?', '')}, das steht am Tor und im Schaukasten vor dem Haus.`)}</div></div>`).join('')}</div></div>`,
    ),
    [
      a,
      b,
      c,
      'Wann mahlt sie?',
      'Wann mahlt sie, das steht am Tor und im Schaukasten vor dem Haus.',
      'Was kostet es?',
      'Was kostet es, das steht am Tor und im Schaukasten vor dem Haus.',
    ],
  ],
  [
    'a dialogue beside the article that explains itself in questions',
    page(
      `<main><article><h1>Die Mühle mahlt wieder</h1>${p(a, b, c)}</article><ul class="faq">${['Warum lese ich das?', 'Wie geht es weiter?'].map((q) => `<li><p>${q}</p><p>Das Konto wird schon auf einem anderen Gerät benutzt.</p></li>`).join('')}</ul></main>`,
    ),
    [a, b, c],
  ],
  [
    'lists of things to buy',
    page(
      `<div>${p(a, b)}${['Korn', 'Mehl', 'Brot'].map((word) => `<h3>${word}</h3><ul><li><a href="https://shop.example/1">${word}sack</a></li><li><a href="https://shop.example/2">${word}kiste</a></li></ul>`).join('')}${p(c)}</div>`,
    ),
    [a, b, 'Kornsack', 'Kornkiste', 'Mehlsack', 'Mehlkiste', 'Brotsack', 'Brotkiste', c],
  ],
  [
    'other articles, listed at three places',
    page(
      `<div>${p(a)}${[1, 2, 3].map((n) => `<ul><li><a href="/${n}">Die Brücke am Steg wird im Herbst nach langer Zeit neu gebaut ${n}</a></li><li><a href="/x${n}">Der Bäcker zieht aus dem alten Haus am Markt in das neue um ${n}</a></li></ul>${p(b.replace('neu', `neu ${n}`))}`).join('')}</div>`,
    ),
    [a, ...[1, 2, 3].map((n) => b.replace('neu', `neu ${n}`))],
  ],
  [
    'a numbered list of books, and contents',
    page(
      `<div>${p(a)}<ol><li><a href="#a">Das Rad</a></li><li><a href="#b">Das Korn</a></li></ol>${p(b)}<ol><li><a href="https://books.example/1">Mühlen im Tal</a></li><li><a href="https://books.example/2">Das Korn der Alten</a></li></ol>${p(c)}</div>`,
    ),
    [a, b, 'Mühlen im Tal', 'Das Korn der Alten', c],
  ],
  [
    'links that head the paragraphs of a round-up',
    page(
      `<div>${p(a)}${[1, 2, 3, 4, 5, 6].map((n) => `<p><a href="https://dorf.example/${n}">Aus dem Dorf ${n}</a></p>${p(`${n}: ${b}`)}`).join('')}</div>`,
    ),
    [a, ...[1, 2, 3, 4, 5, 6].flatMap((n) => [`Aus dem Dorf ${n}`, `${n}: ${b}`])],
  ],
  [
    'other articles between paragraphs',
    page(
      `<div>${p(a)}${[1, 2, 3].map((n) => `<p><a href="/${n}">Aus dem Dorf ${n}</a></p>${p(`${n}: ${b}`)}`).join('')}</div>`,
    ),
    [a, ...[1, 2, 3].map((n) => `${n}: ${b}`)],
  ],
  [
    'a table of data whose names are links, and a menu',
    page(
      `<div>${p(a)}<table><tr><td>1</td><td><a href="/s/1">Ada Weber</a></td></tr><tr><td>2</td><td><a href="/s/2">Jo März</a></td></tr></table>${p(b)}<table><tr><td><a href="/3">Chronik</a></td><td><a href="/4">Karte</a></td></tr></table></div>`,
    ),
    [a, '1 | Ada Weber', '2 | Jo März', b],
  ],
  [
    'a list of five beside an image',
    page(
      `<div>${p(...[1, 2, 3, 4, 5, 6, 7, 8].map((n) => `${n}: ${a}`))}<div class="box"><img src="x.jpg"><div><p>Gut:</p><ul><li>Läuft</li><li>Mahlt</li><li>Hält</li><li>Kostet wenig</li><li>Steht</li></ul></div></div></div>`,
    ),
    [
      ...[1, 2, 3, 4, 5, 6, 7, 8].map((n) => `${n}: ${a}`),
      'Gut:',
      'Läuft',
      'Mahlt',
      'Hält',
      'Kostet wenig',
      'Steht',
    ],
  ],
  [
    'lines set as headings without being any',
    page(
      `<div>${p(a)}<div><b>一、轮子</b></div>${p(b)}<div class="heading-h3">Das Korn</div>${p(c)}<div>Video abspielen</div></div>`,
    ),
    [a, '一、轮子', b, 'Das Korn', c],
  ],
  [
    'the articles before and behind, in the text’s own cell',
    page(
      `<table><tr><td>${p(d, e)}<li>上一篇文章： <a href="1.htm">旧磨坊的故事</a></li><li>下一篇文章：没有了</li></td></tr></table>`,
      '石桥镇的旧磨坊',
    ),
    [d, e],
  ],
  [
    'a lead of several short paragraphs',
    page(
      `<div class="preamble">${p('Die Mühle mahlt.', 'Das Rad ist neu.', 'Der Preis bleibt.')}</div><div>Ada Weber</div><div class="text">${p(a, b, c)}</div>`,
    ),
    ['Die Mühle mahlt.', 'Das Rad ist neu.', 'Der Preis bleibt.', a, b, c],
  ],
]
for (const [kind, html, paragraphs] of rows)
  t.test(kind, async (t) => t.strictSame(read(html).paragraphs, paragraphs))

const links = (count: number) =>
  `<ul>${Array.from({ length: count }, (_, i) => `<li><a href="/n/${i}">镇上的第${i}条新闻：老街的灯今晚都亮了起来</a></li>`).join('')}</ul>`

t.test('a short text beside a list of links is the text', async (t) => {
  for (const html of [
    page(`<div class="text">${p(d)}</div><div class="side">${links(12)}</div>`),
    page(`${links(20)}<div class="text">${p(d)}</div>`),
    page(`<div class="text">${d}</div><div><h3>热点</h3>${links(9)}</div>`),
  ])
    t.strictSame(read(html).paragraphs, [d])
})

t.test('captions without markup', async (t) => {
  const rows: [kind: string, below: string, caption: string | null][] = [
    ['who took it', '<p align="center">磨坊的新轮子。林青 摄</p>', '磨坊的新轮子。林青 摄'],
    ['traditional, in brackets', '<p>磨坊的新輪子（記者林青攝）</p>', '磨坊的新輪子（記者林青攝）'],
    ['a mark that points up', '<p>▲磨坊的新轮子。图/石桥日报</p>', '▲磨坊的新轮子。图/石桥日报'],
    ['from the archive', '<p>磨坊的新轮子（资料图）</p>', '磨坊的新轮子（资料图）'],
    [
      'a line that is marked',
      '<div class="legende">La roue du moulin, mardi.</div>',
      'La roue du moulin, mardi.',
    ],
    ['a sentence of the text', '<p>所有的麦子，由镇上的人家提供。</p>', null],
    ['another sentence', '<p>孩子们图个热闹，把轮子也拍了下来。</p>', null],
  ]
  for (const [kind, below, caption] of rows) {
    const { body, paragraphs } = read(
      page(`<div>${p(d, e)}<p><img src="/a.jpg" width="600"></p>${below}${p(`${e}末`)}</div>`),
    )
    const images = body.flatMap((block) => (block.type === 'image' ? [block.caption] : []))
    t.strictSame(images, [caption], kind)
    t.equal(paragraphs.length, caption === null ? 4 : 3, kind)
  }
})

t.test('headings', async (t) => {
  const headings = (html: string) =>
    read(html).body.flatMap((block) => (block.type === 'heading' ? [block.text] : []))
  t.strictSame(
    headings(
      page(
        `<div>${p(a)}<h2><button type="button">Wann mahlt sie?</button></h2>${p(b)}<h2 id="most-popular-tags">Das Korn</h2>${p(c)}<h2>Das Rad <button>Link</button></h2>${p(d)}</div>`,
      ),
    ),
    ['Wann mahlt sie?', 'Das Korn', 'Das Rad'],
    'a button that is all of one, and an id that repeats its words',
  )
  const names = ['Wollmühle', 'Steinmühle', 'Ölmühle', 'Sägemühle', 'Windmühle', 'Papiermühle']
  const list = names.map((name) => `<h2>${name}</h2>`).join('')
  t.strictSame(headings(page(`<div>${p(a, b, c)}${list}</div>`)), names, 'a list of them ends the text')
  t.strictSame(
    headings(page(`<div>${p(a, b, c)}<h2>Im Dorf</h2><h2>Am Steg</h2></div>`)),
    [],
    'labels below it',
  )
})

t.test('a list of links is no text, and says so', async (t) => {
  const { paragraphs, missing, warnings } = read(
    page(`<div>${p(d)}${links(12)}${p('更多新闻请看下一页的列表。')}</div>`, '镇上的新闻'),
  )
  t.strictSame(paragraphs, [])
  t.ok(missing.includes('paragraphs'))
  t.match(warnings, [{ field: 'body', rule: 'list-of-articles' }])
})

t.test('what is promised and not found is doubted', async (t) => {
  const rules = (head: string, body: string) =>
    read(
      `<html><head><title>Die Mühle</title>${head}</head><body><h1>Die Mühle</h1>${body}</body></html>`,
    ).warnings.map(({ rule }) => rule)
  const linked = (members: object) =>
    `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', headline: 'Die Mühle', ...members })}</script>`
  const text = `<article>${p(a, b, c)}</article>`
  t.strictSame(rules(linked({ wordCount: 900 }), text), ['shorter-than-word-count'])
  t.strictSame(rules(linked({ wordCount: 50 }), text), [])
  t.strictSame(rules(`<meta name="description" content="${a} ${b}">`, `<article><p>${c}</p></article>`), [
    'shorter-than-description',
  ])
  t.strictSame(rules(linked({ articleBody: `${a} ${b} ${c} ${a} ${b} ${c} ${a}` }), text), [
    'shorter-than-article-body',
  ])
  t.strictSame(rules('', p('Subscribe to our newsletter and get all the news of the mill every Friday.')), [
    'body-emptied',
  ])
  t.strictSame(rules('', ''), [])
})
