import t from 'tap'
import { parsePage } from '../../../../src/parse/parse.ts'

const han =
  '<p>石桥镇图书馆上周六重新开放，新馆比旧馆大了一倍，藏书增加到十二万册，开馆当天有两千多名读者到访。</p><p>馆长介绍说，二楼设有儿童阅览区，周末还会请退休教师来讲故事，家长只需提前一天在前台登记，不收费用。</p><p>镇政府表示，明年将在两个行政村各设一个分馆，由中心馆统一配书，每月轮换一次，读者不必再进城借书。</p>'
const latin =
  '<p>The bridge over the river was opened again on Monday after two years of work, and the first to cross it were the pupils of the school nearby.</p><p>The mayor said that the town had waited long for this day, and that the old stones had been used again wherever that was possible.</p><p>A second bridge will be built in the north next year, where lorries now have to take the long way round through three villages.</p>'

type Row = [name: string, html: string, credits: string[]]

const page = (
  text: string,
  title: string,
  parts: { head?: string; above?: string; below?: string; inside?: string },
) =>
  `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title>${parts.head ?? ''}</head><body><h1>${title}</h1>${parts.above ?? ''}<div class="content">${text}${parts.inside ?? ''}</div>${parts.below ?? ''}</body></html>`
const zh = (parts: Parameters<typeof page>[2]) => page(han, '石桥镇图书馆新馆开放', parts)
const en = (parts: Parameters<typeof page>[2]) => page(latin, 'The old bridge is open again', parts)

const rows: Row[] = [
  [
    'a name behind a dateline with its day',
    zh({}).replace('<p>石桥镇', '<p>　　清河网石桥3月9日电 (林小满)石桥镇'),
    ['author 林小满'],
  ],
  [
    'a label of which nothing is known, above a list of links',
    zh({
      above: '<p>来源：清河日报</p>',
      inside: '<p>责任编辑：</p>',
      below: '<ul><li><a href="/1">何其 方圆</a></li></ul>',
    }),
    ['source 清河日报'],
  ],
  [
    'a name written with a gap in an element of its own',
    zh({ above: '<p><span>2015年05月20日 07:42</span> <span>来源：清河日报</span> <span>肖 岩</span></p>' }),
    ['author 肖岩', 'source 清河日报'],
  ],
  [
    'an outlet and its part, and a name, in front of the day',
    zh({ above: '<p><span>清河网-清河晚报</span> <span>林小满</span> <span>2010年04月28日03:21</span></p>' }),
    ['author 林小满', 'source 清河网-清河晚报'],
  ],
  [
    'the site in front of the day, and the paper behind it',
    zh({ above: '<p>清河在线　2006-11-06 05:50:42　清河早报</p>' }).replace('<title>', '<title>清河在线 '),
    ['source 清河早报'],
  ],
  [
    'what an outlet did, in brackets behind its name',
    zh({ above: '<p><span>2019-09-05 11:10 河边星空[整理]</span></p>' }),
    ['source 河边星空'],
  ],
  [
    'a part of the site beside the day',
    zh({ above: '<p>http://www.a.example 2011年05月17日 07:39　清河科技<a href="/w">微博</a></p>' }).replace(
      '</title>',
      '_业界_清河网</title>',
    ),
    ['source 清河科技'],
  ],
  [
    'a user behind the day',
    zh({ above: '<p><small>2009 年 11 月 8 日 由 河生 发表</small></p>' }),
    ['author 河生'],
  ],
  [
    'lines at the foot of a text that a script shows',
    zh({ inside: '<p>来源：清河晚报</p><p>编辑：何其　审核：方圆</p>' }).replace(
      'class="content"',
      'id="js_content" style="visibility: hidden"',
    ),
    ['source 清河晚报', 'editor 何其', 'reviewer 方圆'],
  ],
  [
    'the paper and the day that a text was printed',
    zh({ inside: '<p>《清河周报》2009年6月18日第3版</p>' }),
    ['source 清河周报'],
  ],
  [
    'an outlet alone, and a writer, above the day',
    zh({
      above:
        '<div>清河新闻网</div><div>林小满</div><div><time datetime="2019-05-02T03:20:00Z">2019年5月2日 11:20</time></div>',
    }),
    ['author 林小满', 'source 清河新闻网'],
  ],
  [
    'who took the picture, beside the source',
    zh({ above: '<p>2014年06月13日08:30 来源：清河网 林小满 摄</p>' }),
    ['source 清河网'],
  ],
  [
    'the users of two posts, with the first one’s text between',
    `<!DOCTYPE html><title>石桥镇图书馆新馆开放_摄影吧</title><h1>石桥镇图书馆新馆开放</h1><div class="l_post"><div><a class="p_author_name" href="/home/main?un=x">湖边影人</a></div><div class="cc">${han.replaceAll('<p>', '').replaceAll('</p>', '<br>')}</div><div>1楼 2013-05-12 10:21</div></div><div class="l_post"><div><a class="p_author_name" href="/home/main?un=y">小木船</a></div><div class="cc">拍得真好</div><div>2楼 2013-05-12 11:02</div></div>`,
    ['author 湖边影人'],
  ],
  [
    'channels between bars above the headline',
    zh({ head: '<title>清河在线</title>' }).replace(
      '<h1>石桥镇图书馆新馆开放</h1>',
      '<p><a href="/t">图片</a> | <a href="/s">视频</a> | <a href="/l">论坛</a></p><div>石桥镇图书馆新馆开放</div><p>来源：清河早报</p>',
    ),
    ['source 清河早报'],
  ],
  [
    'an outlet that is a logo',
    zh({ above: '<p>2016年08月23日 07:46</p><div class="source"><img src="1.png" alt="清河晚报"></div>' }),
    ['source 清河晚报'],
  ],
  [
    'an account that wrote a text of its own',
    zh({ above: '<p><span>原创</span> <span>田野笔记</span> <span>2018-04-13 18:22:01</span></p>' }),
    ['author 田野笔记'],
  ],
  [
    'an account above the time of publishing',
    zh({ above: '<p>田野笔记</p><p><span>发布时间：10-08</span> <span>12:00</span></p>' }),
    ['author 田野笔记'],
  ],
  [
    'a section above the time of publishing',
    zh({ above: '<p>要闻</p><p>发布时间：2018-04-13 18:22</p>' }),
    [],
  ],
  [
    'a writer and from where, in elements of their own',
    zh({
      above:
        '<div class="byline"><span class="byline__name">林小满</span><span class="byline__title">河湾中文记者 发自伦敦</span></div>',
    }),
    ['author 林小满'],
  ],
  [
    'two names with a comma above the text',
    zh({ above: '<p>林小满, 何其盛 <span>2017年9月20日</span></p>' }),
    ['author 林小满', 'author 何其盛'],
  ],
  [
    'who asked, in an element for the author',
    en({ above: '<p class="autor">Interview: Laura Niemi</p>' }),
    ['author Laura Niemi'],
  ],
  [
    'writers in elements with their posts',
    en({
      above:
        '<div class="contributors"><div class="name">Laura Niemi</div><div class="role">Senior Fellow, Water Institute</div><div class="name">Jussi Aho</div><div class="role">Research Assistant</div></div>',
    }),
    ['author Laura Niemi', 'author Jussi Aho'],
  ],
  [
    'the host of an episode, on a site that the title names',
    en({
      head: '<title>The old bridge is open again | Deep Field</title>',
      above: '<div class="x">February 15, 2024 · 38 min · Hosted by Ada Weber</div>',
    }).replace('<title>The old bridge is open again</title>', ''),
    ['author Ada Weber'],
  ],
  [
    'a user between two words and the day',
    zh({ above: '<p>由 離島小子 於 2010-06-13 21:10 發表</p>' }),
    ['author 離島小子'],
  ],
  [
    'a place that no list knows',
    zh({ inside: '<p>（石橋報記者 林小滿 河川報道）</p>' }),
    ['reporter 林小滿'],
  ],
  ['a label for the source', zh({ below: '<p>文章出处：青石网</p>' }), ['source 青石网']],
  ['a name alone in bold', en({ above: '<p><b>Elliot Raba</b></p>' }), ['author Elliot Raba']],
  [
    'the same where the text tells of who that is',
    en({
      above: '<p><b>Elliot Raba</b></p>',
      inside: '<p>Raba has kept the bridge since the war, and he will keep the next one as well.</p>',
    }),
    [],
  ],
  ['name and place in capitals', en({ above: '<p>R. TEJERO | RIBERA</p>' }), ['author R. TEJERO']],
  [
    'a label in a cell',
    en({ above: '<table><tr><td>글쓴이</td><td>강변지기</td></tr></table>' }),
    ['author 강변지기'],
  ],
  [
    'a line with the day above the headline',
    zh({}).replace('<h1>', '<div>2007-07-13 09:12 编辑：刘元 <a href="/c">发表评论</a></div><h1>'),
    ['editor 刘元'],
  ],
  [
    'text and pictures without a colon',
    zh({ above: '<p>2004-6-3 阅读215次 文/图 林小满</p>' }),
    ['author 林小满', 'photographer 林小满'],
  ],
  ['a source that is none', zh({ above: '<p>来源：作者授权 阅读：331</p>' }), []],
  ['what a board says of itself', zh({ below: '<p>※ 来源:．青石夜话 BBS．[FROM: 192.0.2.7]</p>' }), []],
  [
    'a day behind a word for being published',
    zh({ below: '<p>本文发表于 2008年06月3日,星期二,21:15</p>' }),
    [],
  ],
  [
    'a member whose facts are terms',
    `<title>石桥镇图书馆新馆开放</title><table><tr><td class="postauthor"><a href="/u">桥头老李</a><dl><dt>UID</dt><dd>1203</dd><dt>帖子</dt><dd>889</dd></dl></td><td><h2>石桥镇图书馆新馆开放</h2>${han}</td></tr></table>`,
    ['author 桥头老李'],
  ],
  [
    'addresses and numbers between writers',
    en({
      above:
        '<div class="byline__authors"><span>Laura Niemi</span><span>laura.niemi@example.org</span><span>+358 40 555 0101</span><span>Jussi Aho</span></div>',
    }),
    ['author Laura Niemi', 'author Jussi Aho'],
  ],
  [
    'a site that only the title names, for an author above a byline',
    page(latin, 'The old bridge is open again', {
      head: '<title>The old bridge is open again | Valley Voice</title><meta name="author" content="Valley Voice">',
      above: '<div class="firma">By <a href="/autor/ada-weber">Ada Weber</a></div>',
    }).replace('<title>The old bridge is open again</title>', ''),
    ['author Ada Weber'],
  ],
  [
    'a columnist behind the headline in the title',
    page(latin, 'The old bridge is open again', {
      head: '<title>The old bridge is open again | Ada Weber</title><meta name="author" content="Ada Weber">',
    }).replace('<title>The old bridge is open again</title>', ''),
    ['author Ada Weber'],
  ],
  [
    'the paper of the first print, alone in brackets',
    zh({ inside: '<p>（原载《石桥文史》2001年第2期）</p>' }),
    ['source 石桥文史'],
  ],
  [
    'a reporter in front of a town that no list knows, behind the time',
    zh({ above: '<p>【2004/2/5 09:31】 中南社記者林小滿河灣縣五日電</p>' }),
    ['reporter 林小滿'],
  ],
  [
    'how long a reporter has looked for it',
    zh({ above: '<p>本报记者林满深度调查报道</p>' }),
    ['reporter 林满'],
  ],
  [
    'a reporter behind the dateline in brackets',
    page(`<p>【本報訊】記者林小滿報道：${han.slice(3)}`, '石桥镇图书馆新馆开放', {}),
    ['reporter 林小滿'],
  ],
  ['a mark, a writer and what he is', zh({ above: '<p>□林小满（媒体人）</p>' }), ['author 林小满']],
  [
    'the user of the first post',
    zh({
      above: '<div><a href="/user/3">tea_lover2008</a><span>2011-03-02 08:12</span><span>1楼</span></div>',
    }),
    ['author tea_lover2008'],
  ],
  [
    'the writer of a related story nearer to the headline',
    en({
      above:
        '<ul><li class="each-related-article"><a href="/b">A mill is sold</a><p>BY <a href="/author/tom/"><span class="author">Tom Hill</span></a> . 14 MINS AGO</p></li></ul><div><p>by <a href="/author/ada/"><span class="author">Ada Weber</span></a></p></div>',
    }),
    ['author Ada Weber'],
  ],
  [
    'a byline whose element is named for tests only',
    en({
      above:
        '<div class="ssrcss-1a2b"><span data-testid="byline-contributors"><div><span>Ada Weber</span><span>Transport correspondent, Tarn</span></div></span></div>',
    }),
    ['author Ada Weber'],
  ],
  [
    'who began a thread, and answers below a heading that counts them',
    zh({
      below:
        '<div><span>发起人：<a href="/people/r">river_2020</a></span> <span>2020-05-20 14:33</span> <span>• 1532 次浏览</span></div><div><h2>3 个评论</h2><div><a href="/people/x">路人甲</a><div>写得好。</div></div></div>',
    }),
    ['author river_2020'],
  ],
  [
    'a reader below a heading of comments',
    en({
      below: '<div><h3>2 comments</h3><div><a href="/people/tom">Tom Hill</a><p>Well done.</p></div></div>',
    }),
    [],
  ],
  [
    'the one who posted, in Traditional characters',
    zh({ below: '<div>張貼者：<span class="fn">林小满</span> 於 下午10:10</div>' }),
    ['author 林小满'],
  ],
  [
    'what an account says of itself beside its name',
    zh({
      above:
        '<div class="Post-Author"><div><a href="/people/lz">老周的江</a></div><div class="AuthorInfo-badge">跑过十年船</div></div>',
    }),
    ['author 老周的江'],
  ],
  [
    'a user in front of the day',
    zh({ above: '<div><a href="/i/1">窗敲雨</a><span>发表于  2012-07-19 14:33</span></div>' }),
    ['author 窗敲雨'],
  ],
  [
    'a user whose name ends in digits',
    zh({ above: '<div>由 rainbow88 发布于：2012-07-19</div>' }),
    ['author rainbow88'],
  ],
  [
    'a paper in front of the day',
    zh({ above: '<div>石桥网 发表于 2012-07-19 14:33</div>' }),
    ['source 石桥网'],
  ],
  [
    'a name with gaps between its characters',
    zh({ above: '<div class="byline"><a class="article-author" href="/byline/lin">林 心 惠</a></div>' }),
    ['author 林心惠'],
  ],
  [
    'a writer of a paper from abroad',
    zh({ above: '<p>英国《河灣時報》安•豪沃(Ann Howe)報道</p>' }),
    ['reporter 安•豪沃', 'source 河灣時報'],
  ],
  [
    'a columnist of a paper',
    zh({ above: '<p>英国《河湾时报》中文网专栏作家 林小满</p>' }),
    ['author 林小满', 'source 河湾时报'],
  ],
  ['what a paper from abroad reported', zh({ above: '<p>英国《河湾时报》上周报道</p>' }), []],
  ['a calling in front of a name', zh({ above: '<p>特约评论员　林小满</p>' }), ['author 林小满']],
  ['a column called after those who write it', zh({ above: '<p>评论员 观察</p>' }), []],
  ['a name in front of what was done', zh({ inside: '<p>林小满/文</p>' }), ['author 林小满']],
  ['a mark, a name and what was done', zh({ above: '<p>● 林小满 报道</p>' }), ['author 林小满']],
  ['a word in front of what was done', zh({ above: '<p>王国 报道</p>' }), []],
  [
    'from where several reporters write',
    zh({ above: '<p>记者 林小满 实习生 何其 发自石桥</p>' }),
    ['reporter 林小满', 'reporter 何其'],
  ],
  ['a label in square brackets', zh({ above: '<p>[作者] 林小满</p>' }), ['author 林小满']],
  ['paper and day at the foot', zh({ inside: '<p>石橋日報．2010.05.06</p>' }), ['source 石橋日報']],
  ['who asked', zh({ above: '<p>2011-07-12 18:23 提问者：月牙泉 | 浏览次数：12次</p>' }), ['author 月牙泉']],
  [
    'a writer in the element above the headline',
    zh({})
      .replace('<h1>', '<div><div>记者: 林小满<br>石桥<br>Sep 14, 2005</div><h1>')
      .replace('</h1>', '</h1></div>'),
    ['reporter 林小满'],
  ],
  [
    'a user name with digits in an element of the author',
    zh({ above: '<div class="tzAuthor"><a href="/u/1">石头记88</a></div>' }),
    ['author 石头记88'],
  ],
  [
    'a list whose first item names the author',
    en({ above: '<ul><li>Author, Ann Poe</li><li>Role, Culture reporter</li></ul>' }),
    ['author Ann Poe'],
  ],
  [
    'the same in Chinese',
    zh({ above: '<ul><li>作者, 何其</li><li>Role, 文化记者</li></ul>' }),
    ['author 何其'],
  ],
  [
    'a writer in front of when it was posted',
    zh({ above: '<p>作者：灯下客　发布于2012-04-02 12:30</p>' }),
    ['author 灯下客'],
  ],
  [
    'reporter and paper parted by a stroke, and the printed paper at the foot',
    zh({ above: '<p>【石橋報╱記者林小滿／河灣報導】</p>', inside: '<p>【2011/03/14 石橋報】</p>' }),
    ['reporter 林小滿', 'source 石橋報'],
  ],
  ['a name of two characters behind the text', zh({ inside: '<p>(王宁)</p>' }), ['author 王宁']],
  [
    'the name of a blog, which a line repeats',
    zh({ above: '<div>灯下夜谈</div>' }).replace('开放</title>', '开放_灯下夜谈_云溪网</title>'),
    [],
  ],
  [
    'what a reporter did behind the name',
    zh({ above: '<p>来源：石桥晚报　记者：林小满摄影报道</p>' }),
    ['source 石桥晚报', 'reporter 林小满'],
  ],
  [
    'the country of a writer',
    zh({ above: '<p>作者：[美]安·豪沃　译者：北窗　2008-05-12</p>' }),
    ['author 安·豪沃', 'translator 北窗'],
  ],
  [
    'a month in English behind a name',
    zh({ above: '<p>作者/林小满 Mar 14, 2009 05:30:12 pm</p>' }),
    ['author 林小满'],
  ],
  [
    'a reader who wrote',
    zh({ above: '<p>来源：石桥网　作者：网友 老树</p>' }),
    ['source 石桥网', 'author 老树'],
  ],
  [
    'day, paper and page at the foot',
    zh({ inside: '<p>（2004.8.12 石桥日报第一版）</p>' }),
    ['source 石桥日报'],
  ],
  [
    'the owner of a blog in a heading',
    zh({ above: '<h2><a href="http://space.a.example/?3">周小舟</a>的个人空间</h2>' }),
    ['author 周小舟'],
  ],
  [
    'who took a picture, in its caption',
    zh({ above: '<p>学生在新馆看书　（记者 林小满 摄）</p>' }),
    ['photographer 林小满'],
  ],
  [
    'two reporters who took pictures as well',
    zh({ above: '<p>（记者 林小满 何其 摄影报道）</p>' }),
    ['reporter 林小满', 'reporter 何其'],
  ],
  [
    'reporters with their posts, the day behind a bar',
    zh({ above: '<p>石桥日报全媒体记者 林小满 见习记者 何其 ｜ 2021-04-23 08:00</p>' }),
    ['reporter 林小满', 'reporter 何其'],
  ],
  [
    'a field in brackets',
    zh({ above: '<p>【 2007-8-9 】【作者/来源 林小满】【 阅读： 212 次】</p>' }),
    ['author 林小满'],
  ],
  ['who signs a letter to a paper', zh({ inside: '<p>石桥镇居民 林小满</p>' }), ['author 林小满']],
  ['the writer of a book', zh({ above: '<p>林小满 著　2005-11-20</p>' }), ['author 林小满']],
  ['what goes on', zh({ inside: '<p>（未完待续）</p>' }), []],
  [
    'a user marked as author, in front of the day',
    zh({ above: '<div class="author">小蘭 發表於 2009-02-06 12:34</div>' }),
    ['author 小蘭'],
  ],
  [
    'rings in place of colons',
    zh({ above: '<p>主笔◎林小满　摄影◎何其</p>' }),
    ['author 林小满', 'photographer 何其'],
  ],
  [
    'the day of a post behind its user',
    zh({ above: '<p>作者：慢慢走88　提交日期：2005-3-14 10:08:00　访问:20 回复:33</p>' }),
    ['author 慢慢走88'],
  ],
  [
    'the last change behind a writer',
    zh({ above: '<p>作者：林小满　最后更新：2011-10-11 21:02</p>' }),
    ['author 林小满'],
  ],
  [
    'an account behind an at sign',
    zh({ above: '<div><span class="author">@石桥文旅</span><span>2022-04-02 09:12</span></div>' }),
    ['author 石桥文旅'],
  ],
  [
    'a writer behind the headline',
    page(`${han}<p>作者是图书馆馆员</p>`, '石桥镇图书馆新馆开放（林小满）', {}),
    ['author 林小满'],
  ],
  [
    'a place behind the headline',
    page(`${han}<p>作者是图书馆馆员</p>`, '石桥镇图书馆新馆开放（高新区）', {}),
    [],
  ],
  [
    'a user behind by',
    zh({ above: '<p class="meta">2012/03/04 by 小周 · <a href="#c">5 条评论</a></p>' }),
    ['author 小周'],
  ],
  [
    'a user of a review beside the day',
    zh({
      above:
        '<div><a href="/people/1">豆芽菜2046</a> 评论: <a href="/subject/1">雨镇</a> <span>2010-11-08 22:10:33</span></div>',
    }),
    ['author 豆芽菜2046'],
  ],
  [
    'name and place in front of the text, without a calling',
    page(`<p>【林小滿╱河灣報導】${han.slice(3)}`, '石桥镇图书馆新馆开放', {}),
    ['reporter 林小滿'],
  ],
  [
    'a site in front of the reporter',
    zh({ above: '<div>健康醫聊網／林小滿報導 2012-07-05 15:42</div>' }),
    ['reporter 林小滿', 'source 健康醫聊網'],
  ],
  [
    'a reporter behind a labelled day',
    zh({ above: '<div>更新日期:2009/03/14 04:05 記者林小滿／河灣報導</div>' }),
    ['reporter 林小滿'],
  ],
  [
    'a reporter with day and place in a bracket at the end of a line',
    zh({ above: '<div>2011年06月15日 来源: 《侨民报》 【侨民报记者林小满6月14日纽约报道】</div>' }),
    ['source 侨民报', 'reporter 林小满'],
  ],
  [
    'the first print behind what the writer is',
    zh({ inside: '<p>【作者：林小满，石桥大学教授。原刊于《桥梁》2001年第1期】</p>' }),
    ['source 桥梁', 'author 林小满'],
  ],
  [
    'paper, reporter and place in elements of one line',
    zh({
      above:
        '<section class="authors"><time>2023-02-06 12:30</time> <span class="author">石橋報／ <a href="/reporter/1">記者林小滿</a>／河灣即時報導</span></section>',
    }),
    ['reporter 林小滿', 'source 石橋報'],
  ],
  [
    'a notice of rights behind an editor',
    zh({ below: '<div><span>责编: 何其</span><span>版权声明：本文版权归石桥日报所有</span></div>' }),
    ['editor 何其'],
  ],
  [
    'what the owner of a page can do with it',
    zh({ below: '<div>类别：随笔 | <a href="/e">编辑</a> | <a href="/d">删除</a> | 浏览(121)</div>' }),
    [],
  ],
  ['a magazine that names itself as its source', zh({ above: '<p>日期：2012-04-20　来源：本刊</p>' }), []],
  ['a word of two characters behind the text', zh({ inside: '<p>(何时)</p>' }), []],
  [
    'the owner of a blog in its title',
    zh({}).replace('开放</title>', '开放 - 山居的博客 - 云溪博客</title>'),
    ['author 山居'],
  ],
  [
    'the owner of a blog in the box about him',
    zh({ below: '<div><h2>个人资料</h2><b>山居</b></div>' }).replace(
      '开放</title>',
      '开放_灯下_云溪博客</title>',
    ),
    ['author 山居'],
  ],
  ['a box about a person where no blog is', zh({ below: '<div><h2>个人资料</h2><b>山居</b></div>' }), []],
  [
    'labels in elements side by side',
    zh({
      above:
        '<div><span>來源</span><b>石橋日報</b><span>記者</span><b>林小滿</b><span>責任编輯</span><b>何其</b></div>',
    }),
    ['source 石橋日報', 'reporter 林小滿', 'editor 何其'],
  ],
  [
    'labels and names in the cells of a table',
    zh({ above: '<table><tr><td>稿源</td><td>石桥日报</td><td>编辑</td><td>何其</td></tr></table>' }),
    ['source 石桥日报', 'editor 何其'],
  ],
  [
    'names set in bold behind their labels',
    zh({ above: '<div>记者<b>林小满</b>编辑<b>何其</b></div>' }),
    ['reporter 林小满', 'editor 何其'],
  ],
  [
    'a reporter in brackets behind the last sentence',
    zh({ inside: '<p>馆长说，欢迎大家常来。（林小满 报道）</p>' }),
    ['reporter 林小满'],
  ],
  [
    'a reprint of an account, with its writer',
    zh({ inside: '<p>转自公众号：灯下书房，作者：林小满</p>' }),
    ['author 林小满', 'source 灯下书房'],
  ],
  [
    'where it was published first',
    zh({ inside: '<p>（本文首发于《石桥评论》，作者林小满）</p>' }),
    ['author 林小满', 'source 石桥评论'],
  ],
  ['a source behind a space', zh({ above: '<div>2020-03-05 10:22 来源于 石桥网</div>' }), ['source 石桥网']],
  [
    'labels in brackets, each on its line',
    zh({ inside: '<p>【全媒体记者】林小满</p><p>【通讯员】何其</p><p>【责任编辑】方圆</p>' }),
    ['reporter 林小满', 'reporter 何其', 'editor 方圆'],
  ],
  ['a desk in front of the reporter', zh({ above: '<p>生活中心／林小滿報導</p>' }), ['reporter 林小滿']],
  ['a desk alone', zh({ above: '<p>國際中心／綜合報導</p>' }), []],
  ['a place behind the reporter', zh({ above: '<p>林小满 石桥报道</p>' }), ['reporter 林小满']],
  ['a verb behind a name', zh({ above: '<p>林小满 现场报道</p>' }), []],
  [
    'a user between date and counts at the foot',
    zh({
      below:
        '<div>posted @ <span>2012-03-05 10:22</span>&nbsp;<a href="/yuan">山子</a> 阅读(<span>12</span>) 评论(3) <a href="/e">编辑</a></div>',
    }),
    ['author 山子'],
  ],
  [
    'a label between date and counts',
    zh({ below: '<div>发表于 2012-03-05 10:22 编辑 阅读(12) 评论(3)</div>' }),
    [],
  ],
  [
    'a user by the class of a link',
    zh({
      above:
        '<div><a class="follow-nickName" href="https://blog.cn/lin">林中小路</a> <span>2018-08-01 15:42:07</span> <span>3456</span></div>',
    }),
    ['author 林中小路'],
  ],
  [
    'what a user can be asked for beside the name',
    zh({
      above:
        '<div class="author"><span class="name"><a href="/u/abc">一盏灯</a></span><a class="follow">关注</a><div>2017.11.23 22:08</div></div>',
    }),
    ['author 一盏灯'],
  ],
  [
    'a calling beside the name',
    zh({
      above:
        '<div class="AuthorInfo"><a href="/people/lin">山顶洞人</a><div>算法工程师</div></div><div>发布于 2018-08-08 11:20</div>',
    }),
    ['author 山顶洞人'],
  ],
  [
    'when it was posted, and by whom',
    zh({
      above:
        '<div class="authi"><a href="space-uid-123.html">桥头老李</a> <em id="authorposton1">发表于 2011-8-9 21:35:14</em></div>',
    }),
    ['author 桥头老李'],
  ],
  [
    'a section beside the source',
    zh({ above: '<div>国内新闻 石桥日报 林小满 2012-08-05 07:31</div>' }),
    ['author 林小满', 'source 石桥日报'],
  ],
  [
    'two writers beside the source',
    zh({
      above: '<div><span>2020-03-05</span><span>石桥日报</span><span>林小满</span><span>何晓晴</span></div>',
    }),
    ['author 林小满', 'author 何晓晴', 'source 石桥日报'],
  ],
  ['a label with a comma', zh({ above: '<ul><li><i>作者, </i><i>林小满</i></li></ul>' }), ['author 林小满']],
  [
    'the account of a message',
    zh({
      head: '<meta name="author" content="林小满">',
      above:
        '<div><span class="rich_media_meta_nickname"><a id="js_name">灯下书房</a></span><em>2020-03-05</em></div>',
    }),
    ['author 林小满', 'source 灯下书房'],
  ],
  [
    'two reporters, each behind a paper',
    zh({ above: '<p>【石桥时报驻河东特约记者 林小满 石桥时报记者 何其】</p>' }),
    ['reporter 林小满', 'reporter 何其'],
  ],
  [
    'two reporters in front of a place',
    zh({ above: '<p>林小滿 何曉晴 / 新北報導</p>' }),
    ['reporter 林小滿', 'reporter 何曉晴'],
  ],
  [
    'bars in elements of their own',
    zh({
      above: '<div><i>文</i><i>｜<a href="/a">林小满</a></i> <i>摄影</i><i>｜<a href="/b">何其</a></i></div>',
    }),
    ['author 林小满', 'photographer 何其'],
  ],
  ['a paper behind a slash, in brackets', zh({ inside: '<p>(文/石桥之家 林小满)</p>' }), ['author 林小满']],
  [
    'who opened a thread, and who answered',
    zh({
      above:
        '<div><span>楼主：<a href="/u/1">桥头老李</a></span> <span>时间：2013-07-08 21:16:00</span></div>',
      below: '<div><span>作者：<a href="/u/2">路人甲</a></span> <span>时间：2013-07-08 22:01:10</span></div>',
    }),
    ['author 桥头老李'],
  ],
  [
    'a rank beside the user',
    zh({
      above:
        '<ul class="p_author"><li><a class="p_author_name" href="/home/main?un=x">桥头老李</a></li><li>初级粉丝</li></ul>',
    }),
    ['author 桥头老李'],
  ],
  ['the source of a picture', zh({ inside: '<p>（首图来源：河岸图库）</p>' }), []],
  [
    'for whom it was written',
    zh({ above: '<div class="author">林小满 为石桥网撰稿</div>' }),
    ['author 林小满'],
  ],
  [
    'a paper whose name ends as a verb does',
    zh({ above: '<div><span>2020-05-09 05:00</span> <span>河岸经济报道</span></div>' }),
    ['source 河岸经济报道'],
  ],
  [
    'a first publication with its writer and editor',
    zh({ inside: '<p>（本文首发石桥APP，作者|林小满，编辑|何其）</p>' }),
    ['author 林小满', 'source 石桥APP', 'editor 何其'],
  ],
  [
    'by what agency it goes, behind the last sentence',
    zh({ inside: '<p>馆长说，欢迎大家常来。（据石桥社电）</p>' }),
    ['source 石桥社'],
  ],
  ['what a page offers beside its date', zh({ above: '<div>2020-03-05 10:22 分享 收藏 举报</div>' }), []],
  ['a mark between date and counts', zh({ above: '<div>2020-03-05 10:22 置顶 阅读(12) 评论(4)</div>' }), []],
  ['the site’s own editor', zh({ above: '<div>作者：本站编辑 2020-03-05</div>' }), []],
  [
    'a quoted paper beside the date',
    zh({ above: '<div>《石桥日报》（2020年3月5日 03版）</div>' }),
    ['source 石桥日报'],
  ],
  ['a section and its desk', zh({ above: '<div>即時新聞／綜合報導 2020-03-05</div>' }), []],
  [
    'a reporter with another person’s duty behind',
    zh({ inside: '<p>（记者 林小满 摄像 何其）</p>' }),
    ['reporter 林小满', 'photographer 何其'],
  ],
  [
    'a writer beside the date, an editor with a link at the foot',
    zh({
      above: '<div>2022-04-23 09:00　石桥时报　林小满</div>',
      below: '<div>责任编辑：何晓 <a href="/r">举报</a></div>',
    }),
    ['author 林小满', 'editor 何晓', 'source 石桥时报'],
  ],
  ['labels with a point', zh({ inside: '<p>文字·林小满 编辑·何其</p>' }), ['author 林小满', 'editor 何其']],
  [
    'a reporter in other brackets, with a place',
    zh({ above: '<p>〔記者林小滿／台北報導〕</p>' }),
    ['reporter 林小滿'],
  ],
  ['a place behind a slash', zh({ above: '<p>記者 林小滿 ／ 高雄報導</p>' }), ['reporter 林小滿']],
  ['a name in front of its place', zh({ above: '<p>林小滿 / 台北報導</p>' }), ['reporter 林小滿']],
  ['a translator in front of a place', zh({ above: '<p>編譯林小滿／綜合報導</p>' }), ['translator 林小滿']],
  [
    'two reporters without a gap',
    zh({ above: '<p>石桥日报记者林小满通讯员何其</p>' }),
    ['reporter 林小满', 'reporter 何其'],
  ],
  [
    'labels that say of what',
    zh({ above: '<p>文章来源：石桥日报 文章作者：林小满</p>' }),
    ['source 石桥日报', 'author 林小满'],
  ],
  [
    'the office that sent it',
    zh({ above: '<p>供稿单位：石桥镇文化站 核稿编辑：何其</p>' }),
    ['source 石桥镇文化站', 'editor 何其'],
  ],
  [
    'links where a name should be',
    zh({ above: '<p>编辑：<a href="/in">登录</a> <a href="/up">注册</a></p>' }),
    [],
  ],
  [
    'a sentence where an outlet should be',
    zh({}).replace('馆长介绍说', '来源：数据整理自镇统计站年鉴，截至五月底。</p><p>馆长介绍说'),
    [],
  ],
  ['a date in front of By', en({ above: '<p>May 3, 2019, By Jane Doe</p>' }), ['author Jane Doe']],
  ['posted on a day by', en({ above: '<p>Posted on June 3, 2024 by Jane Doe</p>' }), ['author Jane Doe']],
  ['a suffix that ends in a point', en({ above: '<p>By Jane Doe, Jr.</p>' }), ['author Jane Doe, Jr.']],
  [
    'an agency behind the writer',
    en({ above: '<p>Von Klara Bach/dpa</p>' }),
    ['author Klara Bach', 'source dpa'],
  ],
  ['an office behind the name', en({ above: '<p>Jane Doe, Political Editor</p>' }), ['author Jane Doe']],
  [
    'a post of three words behind the name',
    en({ above: '<div class="byline">Jane Doe, Print Managing Editor</div>' }),
    ['author Jane Doe'],
  ],
  [
    'a post in an element of its own, shaped as two names',
    en({ above: '<a class="author"><b>Jane Doe</b><span>Social Media &amp; Community Expert</span></a>' }),
    ['author Jane Doe'],
  ],
  [
    'the same, in French',
    en({ above: '<div class="auteur"><b>Luc Bertaud</b><span>Responsable Marketing</span></div>' }),
    ['author Luc Bertaud'],
  ],
  [
    'a column in front of By',
    en({ above: '<div class="author-box"><i>Travel</i><span>By Jane Doe</span><i>News Reporter</i></div>' }),
    ['author Jane Doe'],
  ],
  [
    'a name that only its test hook marks',
    en({ above: '<ul><li><span data-hook="user-name">Gabo</span></li></ul>' }),
    ['author Gabo'],
  ],
  [
    'a writer in small letters, linked to the texts of theirs',
    en({ above: '<a href="/blog?author=57b5" class="meta-item meta-item--author">anna thorne</a>' }),
    ['author anna thorne'],
  ],
  [
    'whom a quotation in the text names',
    en({ inside: '<blockquote><p class="blockquote__author">Patrick Dury</p></blockquote>' }),
    [],
  ],
  [
    'the same, without an element of its own',
    en({ inside: '<div class="blockquote"><p class="blockquote__author">Patrick Dury, Präsident</p></div>' }),
    [],
  ],
  [
    'who took the picture, in microdata',
    en({
      above:
        '<figure><img src="a.jpg"><figcaption itemprop="author">Nils Berg/Lake Photos</figcaption></figure>',
    }),
    [],
  ],
  [
    'who wrote a comment',
    en({
      below: '<div class="comments"><span class="comment-author-name">Sheri</span><p>So true!</p></div>',
    }),
    [],
  ],
  [
    'a name, a paper and a date',
    en({ above: '<p>Jan Novák, Denník Kraje 12. 3. 2024</p>' }),
    ['author Jan Novák'],
  ],
  ['a place in front of a date', en({ above: '<p>Buenos Aires 3 de mayo de 2019</p>' }), []],
  ['a paper in front of a date', en({ above: '<p>Valley News May 3, 2019</p>' }), []],
  ['a column in front of a date', en({ above: '<p>Press Release May 3, 2019</p>' }), []],
  ['Persian', en({ above: '<p>خبرنگار: مریم رودی</p>' }), ['author مریم رودی']],
  ['Ukrainian', en({ above: '<p>Підготувала Олена Річна</p>' }), ['author Олена Річна']],
  ['Indonesian', en({ above: '<p>Pewarta: Budi Sungai</p>' }), ['author Budi Sungai']],
  ['Vietnamese', en({ above: '<p>Bài và ảnh: Nguyễn Văn Hòa</p>' }), ['author Nguyễn Văn Hòa']],
  [
    'a newsroom in metadata',
    en({ head: '<meta name="author" content="Redazione">', above: '<p>di Carla Fontana</p>' }),
    ['author Carla Fontana'],
  ],
  [
    'a place in an element of class byline',
    en({ above: '<div class="byline">Marta Ribera | Madrid</div>' }),
    ['author Marta Ribera'],
  ],
  ['who took the picture', en({ above: '<span class="caption__credit">Fredrik Bach/AP</span>' }), []],
  [
    'Korean, the text and the pictures',
    en({ inside: '<p>/글·사진 김민수 기자 kim@example.kr</p>' }),
    ['author 김민수'],
  ],
  [
    'Korean, two reporters',
    en({ inside: '<p>김민수 기자, 박지영 기자</p>' }),
    ['author 김민수', 'author 박지영'],
  ],
  [
    'Korean, a team in front',
    en({ above: '<div class="byline">디지털뉴스팀 김민수 선임기자</div>' }),
    ['author 김민수'],
  ],
  ['Korean, who took the picture', en({ inside: '<p>사진=김민수 기자</p>' }), []],
  [
    'Japanese, with the photographer',
    en({ inside: '<p>（文 山田太郎／写真 鈴木花子）</p>' }),
    ['author 山田太郎'],
  ],
  [
    'Japanese, a paper in front',
    en({ above: '<div class="author">川辺新聞 山田太郎</div>' }),
    ['author 山田太郎'],
  ],
  ['Japanese, to be continued', en({ inside: '<p>（つづく）</p>' }), []],
  [
    'a date behind the source',
    zh({ above: '<div><span>来源：石桥网</span><span>2020-01-02 10:12</span><span>参与互动</span></div>' }),
    ['source 石桥网'],
  ],
  [
    'reporters and their paper in elements side by side',
    zh({
      above: '<div><span>记者 林小满</span><span>通讯员 何其</span><span>石桥日报</span></div>',
    }),
    ['reporter 林小满', 'reporter 何其'],
  ],
  [
    'a reporter behind the dateline',
    zh({ above: '<p>2020-01-02 10:12 来源：石桥网</p>' }).replace(
      '<p>石桥镇',
      '<p>石桥社青山1月2日电（记者林小满 通讯员何其）石桥镇',
    ),
    ['source 石桥网', 'reporter 林小满', 'reporter 何其'],
  ],
  [
    'a bracket behind the last sentence',
    zh({}).replace('进城借书。</p>', '进城借书。（编辑 何其）</p>'),
    ['editor 何其'],
  ],
  [
    'a name without a label beside the date',
    zh({ above: '<div>林小满　2010-05-06 08:18　阅读 321</div>' }),
    ['author 林小满'],
  ],
  ['a place beside the date', zh({ above: '<p>高新区</p><p>2010-05-06</p>' }), []],
  ['an answer in an interview', zh({ inside: '<p>编辑：写了多久？</p><p>作者：三年，写写停停。</p>' }), []],
  [
    'a reprint with the day of its paper',
    zh({ inside: '<p>（本文转载自《石桥日报》2020年1月2日第3版）</p>' }),
    ['source 石桥日报'],
  ],
  [
    'a count behind the author',
    zh({ above: '<div><b>作者：林小满</b> <span>已有<a>0</a>人参与</span></div>' }),
    ['author 林小满'],
  ],
  [
    'a bracket behind the last sentence that names two',
    zh({}).replace('进城借书。</p>', '进城借书。（记者林小满 通讯员何其）</p>'),
    ['reporter 林小满', 'reporter 何其'],
  ],
  [
    'a reporter in front of the first sentence',
    zh({}).replace('<p>石桥镇', '<p>本报记者 林小满 石桥镇'),
    ['reporter 林小满'],
  ],
  [
    'a line for each who looked through the text',
    zh({ inside: '<p>一审：林小满</p><p>二审：何其</p><p>三审：方圆</p>' }),
    ['reviewer 林小满', 'reviewer 何其', 'reviewer 方圆'],
  ],
  [
    'date and source in the element of the headline',
    zh({}).replace('</h1>', '<br /><span>2020-01-02 10:12&nbsp;&nbsp;来源：石桥网&nbsp;点击：</span></h1>'),
    ['source 石桥网'],
  ],
  [
    'editors in a list under the text',
    zh({ below: '<ul><li>责任编辑：何其_B12</li><li>审核：林小满</li></ul>' }),
    ['editor 何其', 'reviewer 林小满'],
  ],
  [
    'a portal in meta author',
    zh({
      head: '<meta name="author" content="青山网">',
      above: '<p>来源：石桥日报</p>',
      below: '<p>责任编辑：何其</p>',
    }),
    ['source 石桥日报', 'editor 何其'],
  ],
  [
    'a person in JSON-LD beside an editor on the page',
    zh({
      head: '<script type="application/ld+json">{"@type":"NewsArticle","author":{"@type":"Person","name":"林小满"}}</script>',
      below: '<p>责任编辑：何其</p>',
    }),
    ['author 林小满', 'editor 何其'],
  ],
  [
    'an outlet beside the date',
    zh({ above: '<p><span>石桥晚报</span> <span>2020-01-02 10:12</span></p>' }),
    ['source 石桥晚报'],
  ],
  [
    'empty fields',
    zh({ above: '<p>作者： 来源： 点击：<button>收藏</button> 发布时间：2020-01-02</p>' }),
    [],
  ],
  ['a column that is named after reporters', zh({ above: '<p>记者观察</p>' }), []],
  ['a picture’s source', zh({ above: '<p>图片来源：青山图库</p>' }), []],
  [
    'By, a bar and a date',
    en({ above: '<p>By Jane Roe | March 3, 2021 | 5 min read</p>' }),
    ['author Jane Roe'],
  ],
  ['By and a date in French', en({ above: '<p>Par Zoé Martin, le 3 mars 2021</p>' }), ['author Zoé Martin']],
  [
    'Von and two names',
    en({ above: '<p>Von Ada Weber und Max Kern · 03.03.2021</p>' }),
    ['author Ada Weber', 'author Max Kern'],
  ],
  [
    'a name beside the date',
    en({ above: '<p>Jane Roe</p><p>3 March 2021 · 5 min read</p>' }),
    ['author Jane Roe'],
  ],
  [
    'a section beside the date',
    en({
      head: '<meta property="article:section" content="City Life">',
      above: '<p>City Life</p><p>3 March 2021</p>',
    }),
    [],
  ],
  ['a handle behind By', en({ above: '<p>Posted by bridgefan on March 3, 2021</p>' }), ['author bridgefan']],
  [
    'Written by, and the name in the next element',
    en({ below: '<div>Written by</div><div>Jane Roe</div>' }),
    ['author Jane Roe'],
  ],
  [
    'who uploaded the text in metadata',
    en({ head: '<meta name="author" content="Max Kern">', above: '<p>By Jane Roe</p>' }),
    ['author Jane Roe'],
  ],
  [
    'a company in metadata',
    en({
      head: '<meta name="author" content="Bridge News Ltd"><meta property="og:site_name" content="Bridge News">',
      above: '<p>By Jane Roe</p>',
    }),
    ['author Jane Roe'],
  ],
  [
    'a portal of one word in metadata, and a byline',
    en({ head: '<meta name="author" content="Bridgely">', above: '<p>May 3, 2019. Author: Jane Roe</p>' }),
    ['author Jane Roe'],
  ],
  [
    'a user in metadata, and no byline',
    en({ head: '<meta name="author" content="Bridgely">', above: '<p>By train</p>' }),
    ['author Bridgely'],
  ],
  ['empty fields in Spanish', en({ above: '<p>Autor: Fuente: Fecha: 17/05/2023</p>' }), []],
  ['empty fields in Vietnamese', en({ above: '<p>Tác giả: - Nguồn: - 17/05/2023</p>' }), []],
  ['a name and a Czech date', en({ above: '<p>Jan Novák, 3. května 2019</p>' }), ['author Jan Novák']],
  [
    'a Japanese label of one character behind a date',
    zh({ above: '<p>2024年6月3日 文：山田太郎 写真：佐藤花子</p>' }),
    ['author 山田太郎', 'photographer 佐藤花子'],
  ],
  [
    'catalogue names in one list',
    en({ head: '<meta name="citation_authors" content="García Pérez, Ana; Roe, John">' }),
    ['author Ana García Pérez', 'author John Roe'],
  ],
  ['a suffix', en({ head: '<meta name="author" content="Jane Roe, PhD">' }), ['author Jane Roe, PhD']],
  [
    'a suffix and another name',
    en({ above: '<p>By John Roe, Jr., and Ada Weber</p>' }),
    ['author John Roe, Jr.', 'author Ada Weber'],
  ],
  [
    'two names with a comma',
    en({ head: '<meta name="author" content="Jane Roe, Ada Weber">' }),
    ['author Jane Roe', 'author Ada Weber'],
  ],
  ['the family name in front', en({ head: '<meta name="author" content="Roe, Jane">' }), ['author Jane Roe']],
  [
    'catalogue names',
    en({
      head: '<meta name="citation_author" content="García Pérez, Ana"><meta name="citation_author" content="Berg, Jan van der">',
    }),
    ['author Ana García Pérez', 'author Jan van der Berg'],
  ],
  [
    'a name and an agency',
    en({ head: '<meta name="author" content="Weber, Reuters">' }),
    ['author Weber', 'author Reuters'],
  ],
  [
    'a Korean reporter at the foot',
    en({ inside: '<p>[한강일보] 김민수 기자 minsu@example.com</p>' }),
    ['author 김민수'],
  ],
  ['기자 in a sentence', en({ inside: '<p>김 군수는 기자 간담회에서 내년 계획도 밝혔다.</p>' }), []],
  [
    'a Korean reporter in front of the text',
    en({ head: '<meta name="author" content="한강일보">' }).replace(
      '<p>The',
      '<p>[한강일보 김민수 기자] The',
    ),
    ['author 김민수'],
  ],
  [
    'a Korean paper in metadata',
    en({ head: '<meta name="author" content="한강뉴스">', inside: '<p>김민수 기자</p>' }),
    ['author 김민수'],
  ],
  ['a Thai label at the foot', en({ inside: '<p>เรื่อง: สมชาย ใจดี</p>' }), ['author สมชาย ใจดี']],
  ['By and a day of the week', en({ above: '<p>By Monday, 6 May 2019</p>' }), []],
  ['a release beside a date', en({ above: '<p>6 May 2019</p><p>Needs Carpenter.js 20</p>' }), []],
  [
    'a name beside a date',
    en({ above: '<p>6 May 2019</p><p>Jane Carpenter</p>' }),
    ['author Jane Carpenter'],
  ],
  [
    'a person whose name only a meta of the item gives',
    en({
      above:
        '<div itemscope itemtype="https://schema.org/NewsArticle"><h2 itemprop="headline">The old bridge is open again</h2><span itemprop="author" itemscope itemtype="https://schema.org/Person"><meta itemprop="name" content="Jane Roe"></span></div>',
    }),
    ['author Jane Roe'],
  ],
  [
    'the paper before the reporter, and a correspondent',
    zh({ above: '<p>石桥晚报记者 林小满 通讯员 何其</p>' }),
    ['reporter 林小满', 'reporter 何其'],
  ],
  [
    'a reporter in square brackets in front of the text',
    zh({}).replace('<p>石桥镇', '<p>【本報記者林小滿北京報道】石桥镇'),
    ['reporter 林小滿'],
  ],
  [
    'terms and descriptions',
    zh({ above: '<dl><dt>資料來源：</dt><dd>石橋日報</dd><dt>責任編輯：</dt><dd>何其</dd></dl>' }),
    ['source 石橋日報', 'editor 何其'],
  ],
  [
    'editors of related stories',
    zh({ below: '<div><h3>相关阅读</h3><p><a href="/b">公园下月开放</a></p><p>编辑：何其</p></div>' }),
    [],
  ],
  ['a Japanese editor', zh({ below: '<div>（編集：山田太郎）</div>' }), ['editor 山田太郎']],
  [
    'names of which a part is set in bold',
    zh({ above: '<div>来源：<font>石桥</font><b>日报</b> 作者：<b>林</b><b>小满</b></div>' }),
    ['source 石桥日报', 'author 林小满'],
  ],
  [
    'labels in bold with names behind them',
    zh({ above: '<div><b>来源：</b>石桥日报<b>作者：</b>林小满</div>' }),
    ['source 石桥日报', 'author 林小满'],
  ],
  [
    'a German source',
    en({ above: '<p>03.05.2024, 10:12 Uhr | Quelle: Lautertaler Bote</p>' }),
    ['source Lautertaler Bote'],
  ],
  ['an agency as the source', en({ inside: '<p>Quelle: dpa</p>' }), ['source dpa']],
  [
    'a French source',
    en({ above: '<p>Publié le 3 mai 2024 | Source : Ouest-Vallée</p>' }),
    ['source Ouest-Vallée'],
  ],
  ['a Russian source', en({ inside: '<p>Источник: Лавровский вестник</p>' }), ['source Лавровский вестник']],
  ['a Vietnamese source', en({ inside: '<p>Nguồn: Báo Sông Lam</p>' }), ['source Báo Sông Lam']],
  ['the source of a picture', en({ inside: '<p>Foto: A. Holm, Quelle: Bildarchiv Lauter</p>' }), []],
  ['a photographer and an agency', en({ inside: '<p>Quelle: Anna Holm/dpa</p>' }), []],
  ['an address as the source', en({ inside: '<p>Source: https://bridge.example/report</p>' }), []],
  [
    'a Vietnamese signature',
    en({ inside: '<p><strong>Nguyễn Văn Hòa</strong></p>' }),
    ['author Nguyễn Văn Hòa'],
  ],
  ['a Vietnamese place at the foot', en({ inside: '<p>Hồ Chí Minh</p>' }), []],
  [
    'a name in an element of its own behind the date',
    en({ above: '<div><span>2025-12-17</span><span>·</span><a href="/x"><div>Ada Holm</div></a></div>' }),
    ['author Ada Holm'],
  ],
  ['a heading of other stories in brackets', en({ inside: '<p>【関連記事】</p>' }), []],
  [
    'a footer of the article above its text',
    en({ above: '<article><footer>Submitted by <span class="author">Ada Holm</span></footer></article>' }),
    ['author Ada Holm'],
  ],
  [
    'the user whom a content system begins with',
    en({ head: '<meta name="author" content="Super User">', above: '<p class="byline">By Ada Holm</p>' }),
    ['author Ada Holm'],
  ],
  [
    'a portal behind a bar in metadata',
    zh({ head: '<meta property="og:article:author" content="王小明 | 门户">' }),
    ['author 王小明'],
  ],
  [
    'a paper behind the name',
    en({ above: '<p class="byline">By Ada Holm, The Bridge post</p>' }),
    ['author Ada Holm'],
  ],
  ['a Greek byline', en({ above: '<p class="byline">Της Άννας Χολμ</p>' }), ['author Άννας Χολμ']],
  ['a byline without a word for it at the foot', en({ inside: '<p>Von Ada Holm</p>' }), ['author Ada Holm']],
  [
    'a byline of another story far below',
    en({ below: `${'<p>Bridges</p>'.repeat(7)}<p>By Ada Holm</p>` }),
    [],
  ],
  [
    'elements without a blank between',
    en({ above: '<div><span>By Ada Holm</span><span>12 March 2025</span></div>' }),
    ['author Ada Holm'],
  ],
  [
    'headline, date and byline in one block',
    en({ above: '<div><b>The old bridge is open again</b><br>12.03.2025<br>By Ada Holm</div>' }).replace(
      /<h1>.*?<\/h1>/,
      '',
    ),
    ['author Ada Holm'],
  ],
  [
    'a lower case word in front, beside the date',
    en({ above: '<p>12/03/2025 | di Ada Holm</p>' }),
    ['author Ada Holm'],
  ],
  [
    'a date in other digits is no name',
    en({ above: '<p class="byline">بقلم مريم الحلواني | 12 مارس 2025</p>' }),
    ['author مريم الحلواني'],
  ],
  ['a role without a blank', en({ above: '<p class="byline">山田太郎記者</p>' }), ['author 山田太郎']],
  ['a Japanese reporter at the foot', en({ inside: '<p>【青山=山田太郎】</p>' }), ['author 山田太郎']],
  [
    'an agency behind the name is the source',
    en({ above: '<div class="byline">Ada Holm, Reuters</div>' }),
    ['author Ada Holm', 'source Reuters'],
  ],
  [
    'an agency joined to the name',
    en({ above: '<div class="signature">Par Ada Holm avec AFP</div>' }),
    ['author Ada Holm', 'source AFP'],
  ],
  ['an agency alone', en({ above: '<div class="byline">By Reuters</div>' }), ['author Reuters']],
  [
    'a post behind the name',
    en({ above: '<p class="author">Léa Fontaine, envoyée spéciale à Varsovie</p>' }),
    ['author Léa Fontaine'],
  ],
  [
    'a calling in Hebrew behind the name',
    en({ above: '<div class="byline">מאת רונית אלוני, כתבת לענייני פנים</div>' }),
    ['author רונית אלוני'],
  ],
  [
    'two names, each with a place',
    en({ above: '<p class="byline">Ada Holm in Warsaw and Piet Vos in London</p>' }),
    ['author Ada Holm', 'author Piet Vos'],
  ],
  [
    'a place in capitals behind the name',
    en({ above: '<p>Ayşe DEMİRKAN / İZMİR, (DHA)</p>' }),
    ['author Ayşe DEMİRKAN', 'source DHA'],
  ],
  ['a place in front', en({ above: '<p class="author">بيروت - ليلى حداد</p>' }), ['author ليلى حداد']],
  [
    'who took the pictures is no writer',
    en({ above: '<p>Text: Ada Holm Foto: Piet Vos</p>' }),
    ['author Ada Holm'],
  ],
  [
    'nor is who owns one',
    en({ above: '<p class="photo-credit">Copyright Piet Vos</p><p>12 March 2025</p>' }),
    [],
  ],
  [
    'a content system that says who and when',
    en({
      above: '<span class="submitted">Опубликовано 3 мая 2024 - 15:20 пользователем Ирина Соколова</span>',
    }),
    ['author Ирина Соколова'],
  ],
  [
    'names with a slash above the text',
    en({ above: '<p><b>Ada Holm/Piet Vos</b></p>' }),
    ['author Ada Holm', 'author Piet Vos'],
  ],
  ['a place alone', en({ above: '<p class="location">New York</p><p>May 3, 2024</p>' }), []],
  [
    'where the text is taken from, and who wrote it there',
    page(
      `<p>编者按：本文来自微信公众号“石桥记事”（ID:shiqiao），作者：林小满，经授权发布。</p>${han}`,
      '石桥镇图书馆新馆开放',
      {},
    ),
    ['author 林小满', 'source 石桥记事'],
  ],
  [
    'the same behind the text, in Traditional characters',
    page(`${han}<p>（本文轉載自《石橋晚報》，更多內容請見客戶端）</p>`, '石桥镇图书馆新馆开放', {}),
    ['source 石橋晚報'],
  ],
  [
    'what comes from nowhere',
    page(`${han}<p>本文来自网络，如有侵权请联系删除。</p>`, '石桥镇图书馆新馆开放', {}),
    [],
  ],
  [
    'a sentence that tells where something comes from',
    page(`<p>他说，文章来自一位朋友的推荐，写得很好。</p>${han}`, '石桥镇图书馆新馆开放', {}),
    [],
  ],
  [
    'a place behind a slash that nobody has heard of',
    page(`<p>〔記者陳大文／河灣報導〕${han.slice(3)}`, '石桥镇图书馆新馆开放', {}),
    ['reporter 陳大文'],
  ],
  [
    'a reporter in the first sentence, without brackets',
    page(`<p>云溪网讯 记者林小满报道：${han.slice(3)}`, '石桥镇图书馆新馆开放', {}),
    ['reporter 林小满'],
  ],
  [
    'a reporter who is told something',
    page(`<p>记者昨日从石桥镇政府获悉，${han.slice(3)}`, '石桥镇图书馆新馆开放', {}),
    [],
  ],
  [
    'reporters with their place behind a word',
    zh({ above: '<p>本报记者 林小满 何其 发自石桥</p>' }),
    ['reporter 林小满', 'reporter 何其'],
  ],
  [
    'a reporter behind date and paper',
    zh({ above: '<p>2024/05/03 10:15 石桥日报 记者林小满／石桥即时报道</p>' }),
    ['reporter 林小满', 'source 石桥日报'],
  ],
  [
    'an outlet alone in front of 记者',
    zh({ above: '<p>石桥日报 记者林小满／石桥即时报道</p>' }),
    ['reporter 林小满'],
  ],
  [
    'an agency and the day in the bracket',
    page(`<p>（中央社記者林小滿石橋3日電）${han.slice(3)}`, '石桥镇图书馆新馆开放', {}),
    ['reporter 林小滿'],
  ],
  ['what the author is', zh({ inside: '<p>（本文作者林小满，系石桥镇图书馆馆长）</p>' }), ['author 林小满']],
  ['a person behind the office', zh({ inside: '<p>供稿：石桥镇文化站 林小满</p>' }), ['author 林小满']],
  [
    'several outlets put together',
    zh({ inside: '<p>来源：综合石桥日报、云溪晚报</p>' }),
    ['source 石桥日报', 'source 云溪晚报'],
  ],
  [
    'a source in brackets',
    zh({ above: '<p>日期：[2006-05-03]　稿源：[石桥晚报]　字体：【大 中 小】</p>' }),
    ['source 石桥晚报'],
  ],
  [
    'a source passed on',
    zh({ above: '<p>作者：林小满 转贴自：石桥晚报</p>' }),
    ['author 林小满', 'source 石桥晚报'],
  ],
  [
    'labels set in bold in front of their colons',
    zh({ inside: '<section><b>作者</b>：林小满</section><section><b>来源</b>：石桥日报</section>' }),
    ['author 林小满', 'source 石桥日报'],
  ],
  [
    'names in the bracket behind the last sentence',
    page(han.replace(/<\/p>$/, '（林小满 何其）</p>'), '石桥镇图书馆新馆开放', {}),
    ['author 林小满', 'author 何其'],
  ],
  [
    'no name in the bracket behind the last sentence',
    page(han.replace(/<\/p>$/, '（全文完）</p>'), '石桥镇图书馆新馆开放', {}),
    [],
  ],
  [
    'names in the bracket of the first sentence',
    page(`<p>晨报讯（林小满　何其）${han.slice(3)}`, '石桥镇图书馆新馆开放', {}),
    ['author 林小满', 'author 何其'],
  ],
  ['an author who agreed', zh({ above: '<p>本文系作者林小满授权发布</p>' }), ['author 林小满']],
  [
    'a Japanese writer and photographer',
    en({ above: '<p>取材・文／佐藤健一　撮影／高橋花</p>' }),
    ['author 佐藤健一', 'photographer 高橋花'],
  ],
  ['text and pictures by one', en({ above: '<p>Story and photos by Ada Holm</p>' }), ['author Ada Holm']],
  [
    'a place behind a comma',
    en({ above: '<p class="author">Ana Carvalho, de Lisboa</p>' }),
    ['author Ana Carvalho'],
  ],
  [
    'a reader who comments',
    en({ below: '<div class="comment"><span class="author">Piet Vos</span><p>Good news for us.</p></div>' }),
    [],
  ],
  [
    'who reported and who edited',
    en({ inside: '<p>(Reporting by Jane Doe in Warsaw and Ann Poe in Prague; Editing by John Roe)</p>' }),
    ['author Jane Doe', 'author Ann Poe', 'editor John Roe'],
  ],
  [
    'an editor and a translator in lines of their own',
    en({ above: '<p>By Jane Doe</p><p>Edited by John Roe</p>', inside: '<p>Translated by Ann Poe.</p>' }),
    ['author Jane Doe', 'editor John Roe', 'translator Ann Poe'],
  ],
  [
    'labels without a colon in elements of their own',
    en({
      above:
        '<div class="byline">Words <a href="/people/jane">Jane Doe</a> Photographs <a href="/people/john">John Roe</a></div>',
    }),
    ['author Jane Doe'],
  ],
  ['a wave between date and name', en({ above: '<p>Friday 3 May 2024 ~ Jane Doe</p>' }), ['author Jane Doe']],
  [
    'who is told about in italics at the end, whatever the calling',
    en({ inside: '<p><em>Jane Doe is a hydrologist, and lives near the river.</em></p>' }),
    ['author Jane Doe'],
  ],
  [
    'a person of the text at its end',
    en({ inside: '<p>Jane Doe is a hydrologist, and lives near the river.</p>' }),
    [],
  ],
  [
    'whom a note under a name calls by the first name',
    en({ below: '<h3>About Jane Doe</h3><p>Jane is a hydrologist who lives near the river.</p>' }),
    ['author Jane Doe'],
  ],
  ['a guest', en({ above: '<p>Guest author: Jane Doe</p><p>May 3, 2024</p>' }), ['author Jane Doe']],
  [
    'a link to the comments behind the name',
    en({ above: '<p>May 3, 2024 by Jane Doe Leave a Comment</p>' }),
    ['author Jane Doe'],
  ],
  ['a school behind the name', en({ above: '<p>Jane Doe, Riverside University</p>' }), ['author Jane Doe']],
  ['an office beside the date', en({ above: '<p>Harbour Authority</p><p>3 May 2024</p>' }), []],
  [
    'who asked the question of a page of answers',
    en({
      below:
        '<div itemscope itemtype="https://schema.org/Question"><h2 itemprop="name">The old bridge is open again</h2><div itemprop="author" itemscope itemtype="https://schema.org/Person"><a href="/u/1">millrat</a> <i itemprop="name">millrat</i></div></div>',
    }),
    ['author millrat'],
  ],
  [
    'a translator from a language',
    en({ above: '<p>Par Jane Doe</p>', inside: '<p>Traduit de l’anglais par Anne Delmas</p>' }),
    ['author Jane Doe', 'translator Anne Delmas'],
  ],
  [
    'a writer and an editor behind labels',
    en({ above: '<p>Penulis: Budi Santoso | Editor: Siti Aminah</p>' }),
    ['author Budi Santoso', 'editor Siti Aminah'],
  ],
  [
    'who reviewed a text has not written it',
    en({ above: '<p>Medically reviewed by Ann Poe, MD — Written by Jane Doe on May 3, 2024</p>' }),
    ['author Jane Doe'],
  ],
  [
    'nor has who checked its facts',
    en({
      above:
        '<div>Written by <a href="/authors/jane">Jane Doe</a> | Fact checked by <a href="/authors/john">John Roe</a></div>',
    }),
    ['author Jane Doe'],
  ],
  [
    'an editor in JSON-LD',
    en({
      head: '<script type="application/ld+json">{"@type":"Article","author":{"name":"Jane Doe"},"editor":{"@type":"Person","name":"John Roe"}}</script>',
    }),
    ['author Jane Doe', 'editor John Roe'],
  ],
  [
    'what a card says of the writer',
    en({
      head: '<meta name="twitter:label1" content="Verfasst von"><meta name="twitter:data1" content="Klara Bach">',
    }),
    ['author Klara Bach'],
  ],
  [
    'what a card says of the time to read',
    en({
      head: '<meta name="twitter:label1" content="Est. reading time"><meta name="twitter:data1" content="Three Minutes">',
    }),
    [],
  ],
  [
    'an office in the item of a writer',
    en({
      above:
        '<div itemprop="author" itemscope><a href="/x"><span itemprop="name">Jane Doe</span></a> <span itemprop="jobTitle">Editor at large</span></div>',
    }),
    ['author Jane Doe'],
  ],
  [
    'names with an apostrophe',
    en({ above: "<p>By Siobhán O’Connor and Mary d'Arcy</p>" }),
    ['author Siobhán O’Connor', "author Mary d'Arcy"],
  ],
  [
    'a writer for a paper',
    en({ above: '<p>Jane Doe for Valley Post</p><p>May 3, 2024</p>' }),
    ['author Jane Doe'],
  ],
  [
    'a call for papers',
    en({ above: '<p>Spring Conference Call for Papers</p><p>May 3, 2024</p>' }).replace(
      'Call for',
      'Call for',
    ),
    [],
  ],
  [
    'a name behind the date and a comma',
    en({ above: '<p>3. května 2024, Jana Nováková</p>' }),
    ['author Jana Nováková'],
  ],
  [
    'pictures without a colon',
    en({ above: '<p>Teksti Anna Virtanen Kuvat Jussi Laine</p>' }),
    ['author Anna Virtanen'],
  ],
  [
    'a heading about the author',
    en({ inside: '<h3>About the author</h3><p>Jane Doe is a reporter who covers rivers and bridges.</p>' }),
    ['author Jane Doe'],
  ],
  [
    'a note on the author',
    en({ inside: '<p><em>Anne Delmas est journaliste au service local.</em></p>' }),
    ['author Anne Delmas'],
  ],
  [
    'a note on somebody whom the text tells of',
    en({ inside: '<p>Jane Doe is a teacher at the school nearby.</p>' }),
    [],
  ],
  ['a signature behind a dash', en({ inside: '<p>— Jane Doe</p>' }), ['author Jane Doe']],
  ['a signature in bold', en({ inside: '<p><b>Анна Петрова</b></p>' }), ['author Анна Петрова']],
  [
    'a signature above the rights',
    en({ inside: '<p>Marco Bianchi</p><p>© RIPRODUZIONE RISERVATA</p>' }),
    ['author Marco Bianchi'],
  ],
  ['two words that end a text', en({ inside: '<h2>Final Thoughts</h2>' }), []],
  ['who is quoted last', en({ inside: '<blockquote><b>Jane Doe</b></blockquote>' }), []],
  ['an interview', en({ above: '<p>Das Gespräch führte Klara Bach</p>' }), ['author Klara Bach']],
  ['a source in brackets', en({ inside: '<p>(Theo Báo Sông)</p>' }), ['source Báo Sông']],
  [
    'a name of two characters beside the date',
    zh({ above: '<div><span>何其</span><span>2023-05-06 10:12</span></div>' }),
    ['author 何其'],
  ],
  [
    'a column of two characters beside the date',
    zh({ above: '<div><span>文化</span><span>2023-05-06 10:12</span></div>' }),
    [],
  ],
  [
    'a word that begins as a name does',
    zh({ above: '<div><span>何时</span><span>2023-05-06 10:12</span></div>' }),
    [],
  ],
  ['a name alone under the headline', zh({ above: '<p>林小满</p>' }), ['author 林小满']],
  [
    'names with a space in an element for authors',
    zh({ above: '<p class="author">林小满 何其</p><div>2023年05月06日 | 来源：<a>清河网</a></div>' }),
    ['author 林小满', 'author 何其', 'source 清河网'],
  ],
  [
    'an outlet in front of a slash',
    zh({ above: '<div>2024-05-03 10:12 石橋日報／ 記者<a href="/r/1">林小滿</a>／石橋即時報導</div>' }),
    ['reporter 林小滿', 'source 石橋日報'],
  ],
  [
    'an editor in one character',
    zh({ above: '<p>文丨林小满</p><p>编丨何其</p>' }),
    ['author 林小满', 'editor 何其'],
  ],
  [
    'a dateline in a line of its own',
    zh({ above: '<p>清河社石桥5月6日电（记者林小满、何其）</p>' }),
    ['reporter 林小满', 'reporter 何其'],
  ],
  [
    'a source in metadata',
    zh({ head: '<meta name="ContentSource" content="市文旅局">' }),
    ['source 市文旅局'],
  ],
  [
    'an editor in metadata',
    zh({ head: '<meta name="ContentSource" content="市文旅局"><meta name="Editor" content="王小红">' }),
    ['source 市文旅局', 'editor 王小红'],
  ],
  [
    'an office that metadata call the editor',
    zh({ head: '<meta name="ContentSource" content="市文旅局"><meta name="Editor" content="办公室">' }),
    ['source 市文旅局'],
  ],
  ['about the author', zh({ inside: '<p>作者简介：林小满，石桥镇图书馆馆长。</p>' }), ['author 林小满']],
  [
    'an outlet between the date and the name',
    zh({ above: '<div>2023年05月06日 10:12　<a>清河财经网</a>　<em>林小满</em></div>' }),
    ['author 林小满', 'source 清河财经网'],
  ],
  [
    'another field behind a name',
    zh({ above: '<p>Author: 林小满　Date: 2023-05-06</p>' }),
    ['author 林小满'],
  ],
  ['words', en({ above: '<p>Words: Jane Doe | Pictures: Ann Poe</p>' }), ['author Jane Doe']],
  ['a guest', en({ above: '<p>Guest post by Jane Doe</p>' }), ['author Jane Doe']],
  ['a calling', en({ above: '<p>Ana Souza, repórter</p><p>03/05/2024</p>' }), ['author Ana Souza']],
  [
    'from our reporter',
    en({ above: '<p>Van onze verslaggever Piet de Vries</p>' }),
    ['author Piet de Vries'],
  ],
  [
    'who posted it and when, German',
    en({ above: '<p>Gespeichert von Jan Deich am 4. März 2013 - 14:05</p>' }),
    ['author Jan Deich'],
  ],
  [
    'who posted it and when, French',
    en({ above: '<p>Soumis par Yann Le Goff le lun, 04/03/2013 - 14:05</p>' }),
    ['author Yann Le Goff'],
  ],
  [
    'who posted it and when, Spanish',
    en({ above: '<p>Enviado por Lucía Prado el Lun, 04/03/2013 - 14:05</p>' }),
    ['author Lucía Prado'],
  ],
  [
    'who posted it and when, Dutch',
    en({ above: '<p>Ingediend door Bram Visser op ma, 04/03/2013 - 14:05</p>' }),
    ['author Bram Visser'],
  ],
  [
    'who posted it and when, Italian',
    en({ above: '<p>Inviato da Elio Marini il Lun, 04/03/2013 - 14:05</p>' }),
    ['author Elio Marini'],
  ],
  [
    'who posted it and when, Polish',
    en({ above: '<p>Wpisany przez Adam Brzeg, wtorek, 14 kwietnia 2009 09:41</p>' }),
    ['author Adam Brzeg'],
  ],
  [
    'who posted it and when, Czech',
    en({ above: '<p>Vložil Petr Vlna, Po, 04/03/2013 - 14:05</p>' }),
    ['author Petr Vlna'],
  ],
  [
    'who posted it and when, Russian',
    en({ above: '<p>Опубликовано Ирина Лодкина пн, 04/03/2013 - 14:05</p>' }),
    ['author Ирина Лодкина'],
  ],
  [
    'who posted it and when, Romanian',
    en({ above: '<p>Trimis de Ana Marin la Lun, 04/03/2013 - 14:05</p>' }),
    ['author Ana Marin'],
  ],
  [
    'who posted it and when, Portuguese',
    en({ above: '<p>Postado por Zélia Matos às 08:30</p>' }),
    ['author Zélia Matos'],
  ],
  [
    'a weekday behind the name',
    en({ above: '<p>Dewi Lestanto Selasa, 14 Maret 2023 | 10:22 WIB</p>' }),
    ['author Dewi Lestanto'],
  ],
  [
    'a date and a time in front of By',
    en({ above: '<p>14 marzo 2023, ore 10:22 di Gaia Testa</p>' }),
    ['author Gaia Testa'],
  ],
  ['a place in front, Arabic', en({ above: '<p>القاهرة - سلمى حداد</p>' }), ['author سلمى حداد']],
  ['an outlet behind a place, Arabic', en({ above: '<p>القاهرة - العربي الجديد</p>' }), []],
  ...[
    '/u/mara',
    '/users/91',
    '/@mara',
    'https://medium.com/@mara',
    '/profile.php?id=7',
    'home.php?mod=space&amp;uid=7',
    'space-uid-7.html',
  ].map(
    (href): Row => [
      `a link to ${href}`,
      en({ above: `<div><a href="${href}">Mara Lindqvist</a> <i>2 days ago</i></div>` }),
      ['author Mara Lindqvist'],
    ],
  ),
  [
    'a link to where readers register',
    en({ above: '<div><a href="/user/register">Create New Account</a></div>' }),
    [],
  ],
  ['an agency and a place', en({ above: '<div class="firma">EFE | Bogotá</div>' }), ['author EFE']],
  [
    'a newsroom that signs with two words',
    en({ head: '<meta name="author" content="Da Redação">' }),
    ['author Da Redação'],
  ],
  [
    'who checked the text, without a mark between',
    en({ above: '<p>Medically reviewed by Ann Poe, MD Written by Jo Keel Updated on March 14, 2023</p>' }),
    ['author Jo Keel'],
  ],
  ['a site and a date', en({ above: '<p>From Wikinotes</p><p>May 4, 2012</p>' }), []],
  [
    'Japanese, a given name in hiragana',
    en({ above: '<span class="entry-author">小島みなと</span>' }),
    ['author 小島みなと'],
  ],
  ['Japanese, an adjective', en({ above: '<span class="entry-author">新しい</span>' }), []],
  [
    'Korean, an equals sign in front of the text',
    en({}).replace('<p>The bridge', '<p>[바닷가신문=한보라 기자] The bridge'),
    ['author 한보라'],
  ],
  [
    'behind other fields of a line',
    en({ above: '<p>Riverside · 14.03.23, 10:22 · 2 min read · Author: Jo Keel</p>' }),
    ['author Jo Keel'],
  ],
  [
    'a name alone below the text, and a long note that begins with it',
    en({
      below: `<div><div>Lena Vetter</div><p>Lena Vetter writes on bridges and roads. ${'She has seen every bridge of the valley, and most of those beyond the hills. '.repeat(4)}</p></div>`,
    }),
    ['author Lena Vetter'],
  ],
  [
    'a long paragraph that begins with a line of its own',
    en({
      below: `<div><div>IN PERSON</div><p>IN PERSON<br>${'Tours start at the bridge on each day of the week but Monday. '.repeat(5)}</p></div>`,
    }),
    [],
  ],
  [
    'a date and a name above the headline',
    en({}).replace('<h1>', '<div class="x1"><span>Dec 17, 2025</span><span>Julian K. Arno</span></div><h1>'),
    ['author Julian K. Arno'],
  ],
  ['a column above the headline', en({}).replace('<h1>', '<div>Dec 17, 2025 Local News</div><h1>'), []],
  [
    'a date, a name and its column',
    en({ above: '<p>May 3, 2019 Sara Harbor In Travel</p>' }),
    ['author Sara Harbor'],
  ],
  [
    'a card at the foot whose link reads on',
    en({
      below:
        '<section class="author-card"><h4><a href="/author/lena/">Lena Vetter</a></h4><p>Read <a href="/author/lena/">more posts</a> by this author.</p></section>',
    }),
    ['author Lena Vetter'],
  ],
  [
    'a name and a place in elements of their own',
    en({
      above:
        '<div class="firma"><span>LENA VETTER</span> <span>Steinbruck</span> <span>16.02.2016 | 02:15</span></div>',
    }),
    ['author LENA VETTER'],
  ],
  [
    'a site that metadata want for an author, above a byline',
    en({
      head: '<meta name="article:author" content="Valley Echo">',
      above:
        '<a href="/">Valley Echo</a><ul><li>By <a href="/authors/lena">Lena Vetter</a></li><li>2 Oct 2013</li></ul>',
    }),
    ['author Lena Vetter'],
  ],
  [
    'who asked, below an interview',
    en({ inside: '<p><em>Interview: Lena Vetter</em></p>' }),
    ['author Lena Vetter'],
  ],
  ['who asked, French', en({ inside: '<p>Propos recueillis par Lena Vetter</p>' }), ['author Lena Vetter']],
  ['what an interview was about', en({ inside: '<p>Interview: the bridge and the school</p>' }), []],
  [
    'one word that is marked as the author',
    en({
      above:
        '<p>Posted on May 3, 2019 <span class="author vcard"><a rel="author" href="/author/jochen/">Jochen</a></span></p>',
    }),
    ['author Jochen'],
  ],
  [
    'a user of a forum',
    en({ above: '<div><a class="bigusername" href="/member.php?u=7">brushwork</a></div>' }),
    ['author brushwork'],
  ],
  [
    'a user with digits who submitted the text',
    en({ above: '<span class="submitted">Submitted by jsmith42 on Fri, 03/07/2008 - 19:44.</span>' }),
    ['author jsmith42'],
  ],
  [
    'a user of a journal',
    en({ above: '<b><span class="ljuser"><a href="/"><b>old_heron</b></a></span></b> wrote' }),
    ['author old_heron'],
  ],
  [
    'who opened a thread that is set as a table',
    `<html><head><title>The old bridge is open again</title></head><body><table><tr><td><b>pontoon7</b><br>Beiträge: 21</td><td>${latin}</td></tr><tr><td><b>Hans Wirt</b><br>Beiträge: 4</td><td>${latin}</td></tr></table></body></html>`,
    ['author pontoon7'],
  ],
  [
    'who posted the text, in the first line of its block',
    en({
      above:
        '<div>Posted by ferryman on Monday June 17, 2002 @09:30AM<br>The old bridge over the river was opened again on Monday, and all of the town came to see it.</div>',
    }),
    ['author ferryman'],
  ],
  [
    'a Japanese name in brackets behind the last sentence, and what is none',
    `<html><head><title>橋が開通</title></head><body><h1>橋が開通しました</h1>${'<p>川に架かる古い橋が月曜日に二年ぶりに開通し、近くの小学校の児童が最初に渡りました。町長は石を再び使ったと話しています。</p>'.repeat(3)}<p>来年は北側にもう一つの橋が架かる予定で、工事は春に始まる見込みだという。（中島啓子）</p></body></html>`,
    ['author 中島啓子'],
  ],
  [
    'a short word for By and one name behind the date',
    en({ above: '<small>19. November 2008 von Sabine</small>' }),
    ['author Sabine'],
  ],
  [
    'a user behind By, in front of the date',
    en({ above: '<p>przez <b><a href="/u">kukulka77</a></b> » 14 lut 2009, o 17:25</p>' }),
    ['author kukulka77'],
  ],
  [
    'a poster in the row above that of the post',
    `<html><head><title>The old bridge is open again</title></head><body><table><tr><td><a href="/u">pontoon7</a></td><td>9 Apr 2006, 18:42</td></tr><tr><td>Novice<br>Group: Member<br>Posts: 21</td><td>${latin}</td></tr></table></body></html>`,
    ['author pontoon7'],
  ],
  [
    'a sender with an address in words',
    en({
      above:
        '<b>Dan Kowalczyk</b> <a href="mailto:x">dk at example.org</a><br><i>Tue Jun 5 14:12:08 CDT 2001</i>',
    }),
    ['author Dan Kowalczyk'],
  ],
  [
    'a name with a full stop at the right, above links',
    en({
      inside: '<p align="right"><b>Ирина ВЕТРОВА.</b></p>',
      below: '<p><a href="/37">To the contents of this number</a></p>',
    }),
    ['author Ирина ВЕТРОВА'],
  ],
  [
    'who signs a letter, with the place below',
    en({ inside: '<p><b>George Tillman</b><br><i>Harlan</i></p>' }),
    ['author George Tillman'],
  ],
  [
    'a columnist, whose name stands above the headline and in the title',
    `<html><head><title>Nermin Aydın - The old bridge is open again - Quay Post</title></head><body><div><img src="/n.jpg"><br><b>Nermin Aydın</b></div><div class="title">The old bridge is open again</div><div>2 May 2006</div><div>${latin}</div></body></html>`,
    ['author Nermin Aydın'],
  ],
  [
    'a label in capitals beside the date',
    en({
      above: '<table align="right"><tr><td><b>RELATED STORIES</b></td></tr></table><p>September 30, 2000</p>',
    }),
    [],
  ],
  [
    'a name in capitals in front of the place',
    en({ above: '<p>CARMEN LAFUENTE | Ribera</p>' }),
    ['author CARMEN LAFUENTE'],
  ],
  ['a section in capitals in front of the place', en({ above: '<p>CULTURA | Ribera</p>' }), []],
  [
    'who asked, in a line that names both',
    en({ above: '<p><b>Z Henrykiem Malcem, ostatnim zegarmistrzem, rozmawia Tomasz Jurek</b></p>' }),
    ['author Tomasz Jurek'],
  ],
  [
    'a user of one word beside the day',
    en({ above: '<span class="submitted">lun, 03/22/2010 - 18:05 — <a href="/user/4">Soizic</a></span>' }),
    ['author Soizic'],
  ],
  [
    'a poet, whom title and the line below the headline name',
    `<html><head><title>Ruth Haldane: The old bridge is open again</title></head><body><b>The old bridge is open again</b><br><i>Ruth Haldane</i><div>${latin}</div></body></html>`,
    ['author Ruth Haldane'],
  ],
  [
    'a name in capitals above the line that says for whom',
    en({ above: '<div><b>CARLA MENDES</b><br>do Jornal do Cais Online</div>' }),
    ['author CARLA MENDES'],
  ],
  [
    'the same below the day and the headline in one block',
    `<html><head><title>The old bridge is open again</title></head><body><div><font size="-1">19/10/2005 - 09h47</font><br><font size="+2"><b>The old bridge is open again</b></font></div><div><b>CARLA MENDES</b><br>do Jornal do Cais Online</div><div>${latin}</div></body></html>`,
    ['author CARLA MENDES'],
  ],
  ['a paper in capitals beside the day', en({ above: '<div>LE FANAL | 19.03.02 | 11h36</div>' }), []],
  ['a broadcast beside the day', en({ above: '<div>Morning Program, September 29, 2005</div>' }), []],
  [
    'a name in capitals, with the place behind a full stop',
    en({ above: '<div>NÚRIA PUIG. Ribera</div>' }),
    ['author NÚRIA PUIG'],
  ],
  ['the staff of a paper', en({ above: '<div class="byline">By Messenger Staff</div>' }), []],
  [
    'a field of the line with the day, behind a full stop',
    en({
      above: '<p>30 Сентябрь 2007, Воскресенье. Автор: Вера Лапина. Рубрика: <a href="/c">Жизнь</a></p>',
    }),
    ['author Вера Лапина'],
  ],
  [
    'who signs a letter, with the place below, in the block of the text',
    `<html><head><title>The old bridge is open again</title></head><body><h1>The old bridge is open again</h1><div>The old bridge over the river was opened again on Monday, and all of the town came to see it.<br><br>I was there, and so was my mother, who crossed it as a girl on the day that it was built.<br><br><b>Gerda Hollmann</b><br>Mühlbach</div></body></html>`,
    ['author Gerda Hollmann'],
  ],
  ['a content system for the author', en({ above: '<p class="author">Administrator</p>' }), []],
  ['a desk for the author', en({ above: '<p><a rel="author" href="/author/news/">Newsroom</a></p>' }), []],
  ['a name in an element called by', en({ above: '<p class="by">Lena Vetter</p>' }), ['author Lena Vetter']],
  [
    'posted by one word, Italian',
    en({ below: '<p>postato da Paolo alle 22:40 | commenti (3)</p>' }),
    ['author Paolo'],
  ],
  ['posted by one word, at a time', en({ below: '<p>Posted by Ansel at 09:14 PM</p>' }), ['author Ansel']],
  [
    'posted by one word, German',
    en({ below: '<p>Geschrieben von Moni in Stadt um 21:10 | 1. Mai 2009</p>' }),
    ['author Moni'],
  ],
  [
    'posted by one word, behind a date, Dutch',
    en({ below: '<p>19 november 2006 - 20:11:02, geplaatst door Wouter in Algemeen</p>' }),
    ['author Wouter'],
  ],
  [
    'posted by one word, before another verb',
    en({ above: '<p>27 Avril 2013 , Rédigé par Nadège</p><p>Publié dans Ville</p>' }),
    ['author Nadège'],
  ],
  [
    'posted by, Portuguese',
    en({ below: '<p>Publicada por Teresa Moutinho à(s) 10:42</p>' }),
    ['author Teresa Moutinho'],
  ],
  [
    'by one word in front of a date',
    en({ above: '<p>Par Bérénice le jeudi 2 juin 2011, 18:20 - Ville</p>' }),
    ['author Bérénice'],
  ],
  ['by one word without a date', en({ above: '<p>Von München</p>' }), []],
  ['posted in a section', en({ above: '<p>Veröffentlicht am 12. März 2020 in Stadtleben</p>' }), []],
  [
    'a comment posted by somebody',
    en({
      below: '<div class="comments"><p>Lovely.</p><p>Posted by Bridget at March 2, 2006 10:10 AM</p></div>',
    }),
    [],
  ],
  [
    'a subtitle that says who wrote a letter',
    en({ above: '<h2>It was written by Edith Moor in 1811</h2>' }),
    [],
  ],
  [
    'a date and a time in front of By, German',
    en({ above: '<p>3. März 2022, 06:00 Uhr – von Nils Auer</p>' }),
    ['author Nils Auer'],
  ],
  [
    'a date and a time in front of By, Thai',
    en({ above: '<p><span>14 ก.พ. 2566 เวลา 09:30 น.</span><span>โดย สมชาย ใจดี</span></p>' }),
    ['author สมชาย ใจดี'],
  ],
  [
    'a name right behind a time',
    en({ above: '<p>25 січня 2022, 15:30 Оксана Гнатюк</p>' }),
    ['author Оксана Гнатюк'],
  ],
  ['a section right behind a time', en({ above: '<p>12 March 2020, 10:15 Local News</p>' }), []],
  [
    'who asked, beside who took the pictures',
    en({ above: '<p>Interview: Silke Hartung | Fotos: Jan Petersen</p>' }),
    ['author Silke Hartung'],
  ],
  ['who was asked', en({ above: '<p>Interview: Hanna Roth</p>' }), []],
  [
    'who did what in brackets',
    en({ above: '<p>Rita Sampaio (texto) e João Pinho (fotos)</p>' }),
    ['author Rita Sampaio'],
  ],
  [
    'a name in brackets in the last line',
    en({ inside: '<p><em>(Heinz Rademacher)</em></p>' }),
    ['author Heinz Rademacher'],
  ],
  [
    'a name above its address',
    en({ below: '<p>Lisa Ek</p><p>lisa.ek@strand.example</p>' }),
    ['author Lisa Ek'],
  ],
  [
    'a name above its address, to be asked',
    en({ below: '<p>Contact</p><p>Lisa Ek</p><p>lisa.ek@strand.example</p>' }),
    [],
  ],
  [
    'a note under its heading',
    en({ below: '<div><h3>Sobre el autor</h3><p>Lola Cano es periodista y vive junto al mar.</p></div>' }),
    ['author Lola Cano'],
  ],
  [
    'a note under a heading with the name',
    en({
      below: '<div><h4>About June Parr</h4><p>June is a freelance writer. She lives by the sea.</p></div>',
    }),
    ['author June Parr'],
  ],
  [
    'a note under the name as a heading',
    en({
      below: '<div><h3>June Parr</h3><p>June Parr is the head of design of a paper on harbours.</p></div>',
    }),
    ['author June Parr'],
  ],
  [
    'a note on a company',
    en({ below: '<div><h3>About Aqua Corp</h3><p>Aqua Corp is a leading provider of pumps.</p></div>' }),
    [],
  ],
  [
    'notes on people of the text',
    en({
      inside:
        '<h3>Anna Berg</h3><p>Anna Berg is a swimmer and her coach is proud.</p><h3>Tom Reed</h3><p>Tom Reed is a diver and his teacher is proud.</p>',
    }),
    [],
  ],
  [
    'writers of other stories below the text',
    page(latin, 'The old bridge is open again', {
      above: '<div><a href="/author/ira">Ira Bloom</a></div>',
      below: '<div><a href="/x">Ten towels</a><a href="/author/lou">Lou West</a></div>',
    })
      .replace(/<p>A second.*?<\/p>/, '')
      .replace(/<p>The mayor.*?<\/p>/, ''),
    ['author Ira Bloom'],
  ],
  [
    'beside a portrait',
    en({
      above:
        '<div><img class="avatar photo" alt="Photo of author"><div><p>Nora Field</p><p>Swim coach</p></div></div>',
    }),
    ['author Nora Field'],
  ],
  [
    'beside two portraits',
    en({
      above:
        '<div><img class="headshot"><p>Nora Field</p><p>Engineer</p></div><div><img class="headshot"><p>Ben Gray</p><p>Director</p></div>',
    }),
    ['author Nora Field', 'author Ben Gray'],
  ],
  [
    'a portrait below the text',
    en({ below: '<div><img class="avatar"><p>Sam Lake</p><p>Sales</p></div>' }),
    [],
  ],
  [
    'somebody in a picture',
    en({ above: '<figure><img class="avatar"><figcaption>Nora Field in her stall</figcaption></figure>' }),
    [],
  ],
  [
    'a label of several writers',
    en({ above: '<div>Authors</div><div>Chen Pella</div>' }),
    ['author Chen Pella'],
  ],
  ['By behind the name, Hindi', en({ above: '<p>अंजलि शर्मा द्वारा</p>' }), ['author अंजलि शर्मा']],
  ['By behind the name, Japanese', en({ above: '<p>佐藤美咲記者</p>' }), ['author 佐藤美咲']],
  ['a paper and its reporter, Japanese', en({ above: '<p>川辺新聞社記者</p>' }), []],
  ['a name and its post, Hebrew', en({ above: '<p>נועה ברגר, כתבת לענייני פנים</p>' }), ['author נועה ברגר']],
  [
    'a name and a place behind the date',
    en({ above: '<p>12. března 2019, Petr Malý, Praha</p>' }),
    ['author Petr Malý'],
  ],
  [
    'a minus in front of the date',
    en({ above: '<p>Door: Jan de Boer − 09/11/08, 12:33</p>' }),
    ['author Jan de Boer'],
  ],
  [
    'one word behind a label, Russian',
    en({ above: '<p>Автор: Марина » 17 апр 2012, 10:22</p>' }),
    ['author Марина'],
  ],
  [
    'a signature above the date',
    en({ inside: '<p><b>Paolo Riva</b></p><p>09 novembre 2006</p>' }),
    ['author Paolo Riva'],
  ],
  ['a note on an author without a name', zh({ inside: '<p>（作者系石桥镇图书馆馆长）</p>' }), []],
]

t.test('who made an article, by kind of page', async (t) => {
  for (const [name, html, credits] of rows) {
    const outcome = parsePage({ bytes: Buffer.from(html), contentType: 'text/html', hints: {} })
    const found =
      'article' in outcome ? outcome.article.credits.map((one) => `${one.role} ${one.name}`) : 'problem'
    t.same(found, credits, name)
  }
})

t.test('the bracket with its reporter is no part of the first paragraph', async (t) => {
  const first =
    '石橋鎮圖書館上週六重新開放，新館比舊館大了一倍，藏書增加到十二萬冊，開館當天有兩千多名讀者到訪。'
  for (const [bracket, kept] of [
    ['【本報記者林小滿石橋報導】', ''],
    ['〔記者林小滿／石橋報導〕', ''],
    ['【編者按】', '【編者按】'],
    ['【記者會紀要】', '【記者會紀要】'],
  ] as const) {
    const html = page(`<p>${bracket}${first}</p>${han}`, '石橋鎮圖書館新館開放', {})
    const outcome = parsePage({ bytes: Buffer.from(html), contentType: 'text/html', hints: {} })
    t.same('article' in outcome && outcome.article.paragraphs[0], kept + first, bracket)
  }
})

t.test('keywords and section among the fields of a line', async (t) => {
  for (const [line, tags, section] of [
    ['栏目：社会新闻 标签：图书馆 阅读 编辑：何其', ['图书馆', '阅读'], '社会新闻'],
    ['關鍵字：圖書館、閱讀 分類：鎮聞', ['圖書館', '閱讀'], '鎮聞'],
    ['来源：石桥日报 编辑：何其', [], null],
  ] as const) {
    const outcome = parsePage({
      bytes: Buffer.from(zh({ above: `<p>${line}</p>` })),
      contentType: 'text/html',
      hints: {},
    })
    t.same('article' in outcome ? outcome.article.tags : 'problem', tags, line)
    t.same('article' in outcome ? outcome.article.section : 'problem', section, line)
  }
})

t.test('keywords behind their label', async (t) => {
  const links = '<a href="/t/1">bridges</a> <a href="/t/2">roads</a>'
  for (const list of [
    `<h3>Related Topics</h3><ul><li><a href="/t/1">bridges</a></li><li><a href="/t/2">roads</a></li></ul>`,
    `<dl><dt>キーワード</dt><dd>${links}</dd></dl>`,
    ...[
      'Archivado En:',
      'Onderwerpen:',
      'Темы:',
      'Теми:',
      'Ключови думи:',
      'Етикети:',
      'الكلمات المفتاحية:',
      'كلمات دلالية :',
      'Chủ đề:',
      '関連タグ：',
      'टैग्स:',
      'Ämnen i artikeln:',
      'Emneord:',
      'Cuvinte cheie:',
    ].map((label) => `<p>${label} ${links}</p>`),
  ]) {
    const outcome = parsePage({
      bytes: Buffer.from(en({ below: list })),
      contentType: 'text/html',
      hints: {},
    })
    t.same('article' in outcome ? outcome.article.tags : 'problem', ['bridges', 'roads'], list)
  }
})

t.test('keywords', async (t) => {
  for (const [keywords, tags] of [
    ['水厂 供水 水务局', ['水厂', '供水', '水务局']],
    ['水厂|供水｜水务局', ['水厂', '供水', '水务局']],
    ['水厂，供水；水务局', ['水厂', '供水', '水务局']],
    ['水厂、供水', ['水厂', '供水']],
    ['climate change, city life', ['climate change', 'city life']],
    ['climate change', ['climate change']],
    ['C罗 世界杯 足球', ['C罗', '世界杯', '足球']],
    ['기후 변화', ['기후 변화']],
  ] as const) {
    const html = zh({ head: `<meta name="keywords" content="${keywords}">` })
    const outcome = parsePage({ bytes: Buffer.from(html), contentType: 'text/html', hints: {} })
    t.same('article' in outcome ? outcome.article.tags : 'problem', tags, keywords)
  }
})
