import t from 'tap'
import { readGeneric } from '../../../../src/parse/generic/generic.ts'
import { parseHtml } from '../../../../src/parse/tree/html.ts'

/** Invented text of the languages that the rules are tried in. */
const texts = {
  zh: [
    '山海报讯，城东水厂的扩建工程已经进入最后阶段，预计本月底可以试运行，届时每天的供水能力将提高三成。',
    '负责工程的项目经理介绍，新的过滤池采用双层滤料，水质检测点由原来的六处增加到十四处，数据每小时公布一次。',
    '附近居民希望施工车辆避开上下学时间，街道办事处答复说，从下周起运料车将改走北环路，夜间停止作业。',
  ],
  tw: [
    '山海報訊，城東水廠的擴建工程已經進入最後階段，預計本月底可以試運轉，屆時每天的供水能力將提高三成。',
    '負責工程的專案經理介紹，新的過濾池採用雙層濾料，水質檢測點由原來的六處增加到十四處，數據每小時公布一次。',
    '附近居民希望施工車輛避開上下學時間，區公所答覆說，從下週起運料車將改走北環路，夜間停止作業。',
  ],
  en: [
    'The river town’s new water plant began its trial run on Saturday, the water board said, adding a third to the supply.',
    'Engineers have put in double filters and raised the number of testing points from six to fourteen, the board said.',
    'Neighbours had asked that lorries keep away from the schools. From next week they will take the northern ring road.',
  ],
  de: [
    'Das neue Wasserwerk der Flussstadt hat am Samstag seinen Probebetrieb aufgenommen, teilte der Verband am Abend mit.',
    'Die Ingenieure haben doppelte Filter eingebaut und die Zahl der Messstellen von sechs auf vierzehn erhöht, hieß es.',
    'Die Nachbarn hatten gebeten, dass die Lastwagen die Schulen meiden. Von nächster Woche an fahren sie über den Ring.',
  ],
  ja: [
    '川辺町の新しい浄水場が土曜日に試運転を始め、一日の給水能力が三割増える見通しだと町の水道局が発表しました。',
    '技術者によると、二重のろ過装置が入り、水質を調べる地点は六か所から十四か所に増え、結果は毎時公表されます。',
    '近くの住民は工事の車が通学の時間を避けるよう求めていて、来週からは北の環状道路を通ることになりました。',
  ],
  ko: [
    '강변시의 새 정수장이 토요일 시험 운전을 시작했으며 하루 급수 능력이 삼 할 늘어날 것이라고 수도국이 밝혔다.',
    '기술진은 이중 여과기를 설치했고 수질 검사 지점은 여섯 곳에서 열네 곳으로 늘어났으며 결과는 매시간 공개된다.',
    '주민들은 공사 차량이 등하교 시간을 피해 달라고 요청했으며 다음 주부터는 북쪽 순환 도로를 이용하게 된다.',
  ],
} as const

type Page = {
  lang: keyof typeof texts
  /** `<html lang>`, where it is not the text's. */
  tag?: string
  url?: string
  head?: string
  /** Between headline and text, within the text behind the first paragraph, in its end, below it, below the article. */
  before?: string
  above?: string
  within?: string
  last?: string
  below?: string
  after?: string
}

const title = {
  zh: '城东水厂今起试运行',
  tw: '城東水廠今起試運轉',
  en: 'New Water Plant Begins Trial Run',
  de: 'Neues Wasserwerk geht in Probebetrieb',
  ja: '新しい浄水場が試運転を始める',
  ko: '새 정수장 시험 운전 시작',
}
const tags = { zh: 'zh-CN', tw: 'zh-TW', en: 'en', de: 'de', ja: 'ja', ko: 'ko' }

function read({
  lang,
  tag = tags[lang],
  url = 'https://www.riverside-post.com/a/1.html',
  head = '',
  before = '',
  above = '',
  within = '',
  last = '',
  below = '',
  after = '',
}: Page) {
  const [first, second, third] = texts[lang].map((text) => `<p>${text}</p>`)
  const html = `<!DOCTYPE html><html${tag === '' ? '' : ` lang="${tag}"`}><head><meta charset="utf-8"><title>${title[lang]}</title>${head}</head>
    <body><nav><a href="/">Home</a></nav><div class="main">${before}<h1>${title[lang]}</h1>${above}
    <div class="content">${first}${within}${second}${third}${last}</div>${below}</div>${after}</body></html>`
  const { fields, warnings } = readGeneric(parseHtml(html), { url })
  return {
    at: fields.published?.value.at ?? null,
    rules: warnings.filter(({ field }) => field === 'publishedAt').map(({ rule }) => rule),
  }
}

type Row = [name: string, page: Page, at: string | null, warnings?: string[]]

function table(name: string, rows: readonly Row[]): void {
  t.test(name, async (t) => {
    for (const [name, page, at, warnings] of rows) {
      const found = read(page)
      t.equal(found.at, at, name)
      if (warnings !== undefined) t.strictSame(found.rules, warnings, `warnings: ${name}`)
    }
  })
}

const clock = (text: string) => `<div class="info"><span>${text}</span></div>`

table('a line of fields below the standfirst', [
  [
    'in front of a number that begins a name',
    { lang: 'zh', above: '<div><em>2011-04-15 09:12:45</em>　<em>39山海网社区</em></div>' },
    '2011-04-15T09:12:45+08:00',
    ['zone-assumed'],
  ],
  [
    'behind the paper that printed the text',
    { lang: 'zh', last: '<p>《山海周报》2009年6月18日第3版</p>' },
    '2009-06-18T00:00:00+08:00',
  ],
  [
    'beside a heading that counts comments',
    {
      lang: 'zh',
      above:
        '<div><p><span>2019年11月25日 16:04:30</span><br><span>来源：山海报</span></p><div><h4><a href="/c">1032人参与308评论</a></h4></div></div>',
    },
    '2019-11-25T16:04:30+08:00',
    ['zone-assumed'],
  ],
  [
    'a name and a Hungarian day, which ends in a point',
    { lang: 'en', above: '<p>Kovács Péter | 2019. május 3.</p>' },
    '2019-05-03T00:00:00Z',
  ],
  [
    'a picture that is told of, and who took it, above the day',
    {
      lang: 'en',
      above:
        '<div><small>The old works at night, 8 December 2014. Photo: Lena Vogt</small></div><div>16 December 2014</div>',
    },
    '2014-12-16T00:00:00Z',
  ],
  [
    'the day behind a writer and in front of who took the pictures',
    { lang: 'en', above: '<p>By Lena Vogt, 8 December 2014. Photos: Jan Berg</p>' },
    '2014-12-08T00:00:00Z',
  ],
  [
    'its writer and the day',
    { lang: 'en', within: '<p>Interview: Lena Vogt | 31 January 2024</p>' },
    '2024-01-31T00:00:00Z',
  ],
  [
    'the same, in German',
    { lang: 'de', within: '<p>Protokoll: Lena Vogt | 31. Januar 2024</p>' },
    '2024-01-31T00:00:00+01:00',
  ],
  [
    'a line below the headline, far above the text',
    {
      lang: 'en',
      above: `<p>Jane Doe | October 15, 2025</p>${'<h3>A part</h3><ul><li>Point</li></ul>'.repeat(12)}`,
    },
    '2025-10-15T00:00:00Z',
  ],
  [
    'beside a second headline that is no link, and the link to the writer',
    {
      lang: 'en',
      above:
        '<div class="sub-header"><a href="/voices/jane">Jane Doe</a> <time datetime="2025-12-17T21:59:00+00:00">December 17, 2025</time><h2>A plant for the whole valley and its two towns</h2></div>',
    },
    '2025-12-17T21:59:00+00:00',
  ],
  [
    'beside the headline of another story, with its picture linked',
    {
      lang: 'en',
      above:
        '<div class="teaser"><a href="/b"><img src="b.jpg"></a><time datetime="2025-12-17T21:59:00+00:00">December 17, 2025</time><h3>Another story of quite some length</h3></div>',
    },
    null,
  ],
  [
    'a long line above the text that names the writer and the column',
    {
      lang: 'en',
      above: '<p>Par Odile le dimanche, septembre 12 2010, 18:03 - <a>Ville</a> - <a>Lien permanent</a></p>',
    },
    '2010-09-12T18:03:00Z',
  ],
  [
    'a day that the text tells of',
    { lang: 'en', within: '<p>The first lorry came on 31 January 2024 | and left again.</p>' },
    null,
  ],
])

table('a Chinese page speaks the time of Beijing', [
  ['.com', { lang: 'zh', above: clock('2023-02-06 21:15') }, '2023-02-06T21:15:00+08:00', ['zone-assumed']],
  [
    'a line with the writer that the markup calls a menu, above answers',
    {
      lang: 'zh',
      above:
        '<div class="atl-menu"><div class="atl-info"><span>楼主：雨后</span> <span>时间：2008-11-02 21:14:00</span> <span>点击：20</span></div></div>',
      after:
        '<div class="reply"><span>作者：路人</span> <span>时间：2008-11-02 21:20:11</span><p>好。</p></div>',
    },
    '2008-11-02T21:14:00+08:00',
  ],
  [
    'a menu with the day above answers',
    {
      lang: 'zh',
      above: '<div class="menu">首页 2009-11-02 21:14</div>',
      below: '<div>发布时间：2008-11-02</div>',
    },
    '2008-11-02T00:00:00+08:00',
  ],
  [
    'the same time on two clocks',
    { lang: 'zh', above: clock('2006年5月3日 格林尼治标准时间10:52北京时间18:52发表') },
    '2006-05-03T18:52:00+08:00',
  ],
  [
    'behind an address, among other fields',
    {
      lang: 'zh',
      above: clock('http://www.a.example/ 江城新闻网 [2009-05-04 07:20:00] 来源:江城日报 作者: 编辑:'),
    },
    '2009-05-04T07:20:00+08:00',
  ],
  [
    'Hong Kong',
    { lang: 'tw', tag: 'zh-HK', url: 'https://www.shanhai.hk/a', above: clock('2023-02-06 21:15') },
    '2023-02-06T21:15:00+08:00',
  ],
  ['Singapore', { lang: 'zh', tag: 'zh-SG', above: clock('2023/02/06 21:15') }, '2023-02-06T21:15:00+08:00'],
  [
    'Malaysia',
    { lang: 'zh', tag: 'zh-MY', url: 'https://www.shanhai.com.my/a', above: clock('06/02/2023 21:15') },
    '2023-02-06T21:15:00+08:00',
  ],
  [
    'script and land',
    { lang: 'tw', tag: 'zh-Hant-TW', above: clock('2023年2月6日 21:15') },
    '2023-02-06T21:15:00+08:00',
  ],
  [
    'an English template',
    { lang: 'zh', tag: 'en-US', above: clock('2023-02-06 21:15') },
    '2023-02-06T21:15:00+08:00',
  ],
  ['no language', { lang: 'zh', tag: '', above: clock('2023-02-06 21:15') }, '2023-02-06T21:15:00+08:00'],
  [
    'a host elsewhere',
    { lang: 'zh', url: 'https://www.shanhai.ca/a', above: clock('2023-02-06 21:15') },
    '2023-02-06T21:15:00+08:00',
  ],
  [
    'metadata',
    { lang: 'zh', head: '<meta name="publishdate" content="2023-02-06 21:15:09">' },
    '2023-02-06T21:15:09+08:00',
  ],
  [
    'its own word counts',
    { lang: 'zh', head: '<meta property="article:published_time" content="2023-02-06T13:15:00Z">' },
    '2023-02-06T13:15:00Z',
    [],
  ],
  ['another offset', { lang: 'zh', above: clock('2023-02-06 21:15 GMT+9') }, '2023-02-06T21:15:00+09:00', []],
  ['New York', { lang: 'zh', above: clock('美东时间2023年2月6日 21:15') }, '2023-02-06T21:15:00-05:00', []],
  [
    'an English page stays as it is',
    { lang: 'en', tag: 'en', above: clock('2023-02-06 21:15') },
    '2023-02-06T21:15:00Z',
    ['zone-assumed'],
  ],
  [
    'a German one too',
    { lang: 'de', above: clock('06.02.2023, 21:15 Uhr') },
    '2023-02-06T21:15:00+01:00',
    ['zone-assumed'],
  ],
  ['Japanese', { lang: 'ja', tag: '', above: clock('2023年2月6日 21:15') }, '2023-02-06T21:15:00+09:00'],
])

table('CST is that of the page', [
  ['text', { lang: 'zh', above: clock('2016-09-14 09:20:00 CST') }, '2016-09-14T09:20:00+08:00', []],
  [
    'Java in metadata',
    { lang: 'zh', head: '<meta name="pubdate" content="Wed Sep 14 09:20:00 CST 2016">' },
    '2016-09-14T09:20:00+08:00',
    [],
  ],
  [
    'JSON-LD',
    {
      lang: 'tw',
      head: '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2016-09-14 09:20:00 CST"}</script>',
    },
    '2016-09-14T09:20:00+08:00',
  ],
  [
    'Chicago',
    { lang: 'en', tag: 'en-US', above: clock('January 14, 2016 9:20 AM CST') },
    '2016-01-14T09:20:00-06:00',
    [],
  ],
  [
    'Central Time',
    { lang: 'en', tag: 'en-US', above: clock('July 14, 2016 9:20 AM CT') },
    '2016-07-14T09:20:00-05:00',
    [],
  ],
])

table('parts of the day, Han words and eras on a page', [
  ['傍晚', { lang: 'zh', above: clock('2016年9月14日傍晚6:05') }, '2016-09-14T18:05:00+08:00'],
  ['中午', { lang: 'zh', above: clock('2016年9月14日 中午1:05') }, '2016-09-14T13:05:00+08:00'],
  ['深夜', { lang: 'tw', above: clock('2016年9月14日 深夜11點05分') }, '2016-09-14T23:05:00+08:00'],
  ['凌晨', { lang: 'tw', above: clock('2016/9/14 凌晨 12:05') }, '2016-09-14T00:05:00+08:00'],
  ['夜', { lang: 'ja', above: clock('2016年9月14日 夜8時5分') }, '2016-09-14T20:05:00+09:00'],
  ['새벽', { lang: 'ko', above: clock('2016년 9월 14일 새벽 2시 5분') }, '2016-09-14T02:05:00+09:00'],
  ['밤', { lang: 'ko', above: clock('2016.09.14. 밤 9:05') }, '2016-09-14T21:05:00+09:00'],
  ['PM in front', { lang: 'tw', above: clock('2024-06-03 PM 03:20') }, '2024-06-03T15:20:00+08:00'],
  ['pm. in front', { lang: 'tw', above: clock('2024/06/03 pm 3:20') }, '2024-06-03T15:20:00+08:00'],
  ['AM 12', { lang: 'tw', above: clock('2024-06-03 AM 12:20') }, '2024-06-03T00:20:00+08:00'],
  [
    '24 hours after a word',
    { lang: 'zh', above: clock('2024年6月3日 下午 15:20') },
    '2024-06-03T15:20:00+08:00',
  ],
  ['Republic of China', { lang: 'tw', above: clock('發布日期：113-06-03') }, '2024-06-03T00:00:00+08:00'],
  [
    'its years in Han numerals',
    { lang: 'tw', above: clock('中華民國一百一十三年六月三日') },
    '2024-06-03T00:00:00+08:00',
  ],
  ['Reiwa', { lang: 'ja', above: clock('令和６年６月３日') }, '2024-06-03T00:00:00+09:00'],
  [
    'Heisei with the year in brackets',
    { lang: 'ja', above: clock('平成29年（2017年）6月3日') },
    '2017-06-03T00:00:00+09:00',
  ],
])

table('updated and published in one line', [
  [
    'labels in cells of their own',
    {
      lang: 'de',
      above: '<dl><dt>Aktualisiert</dt><dd>05.05.2024</dd><dt>Veröffentlicht</dt><dd>03.05.2024</dd></dl>',
    },
    '2024-05-03T00:00:00+02:00',
  ],
  [
    'first published',
    {
      lang: 'de',
      above: '<p>Stand: 05.05.2024, 10:12 Uhr | Erstveröffentlichung: 03.05.2024, 08:00 Uhr</p>',
    },
    '2024-05-03T08:00:00+02:00',
  ],
  [
    'created',
    { lang: 'zh', above: '<p>最后更新：2024-05-05 | 创建时间：2024-05-03</p>' },
    '2024-05-03T00:00:00+08:00',
  ],
  [
    'English, update first',
    { lang: 'en', above: '<p class="date">Updated: May 5, 2024 | Published: May 3, 2024</p>' },
    '2024-05-03T00:00:00Z',
  ],
  [
    'German',
    {
      lang: 'de',
      above: '<p>Aktualisiert am 5.5.2024, 10:00 Uhr · Veröffentlicht am 3.5.2024, 9:00 Uhr</p>',
    },
    '2024-05-03T09:00:00+02:00',
  ],
  [
    'Chinese',
    { lang: 'zh', above: clock('更新时间：2024-05-05 10:00 发布时间：2024-05-03 09:00') },
    '2024-05-03T09:00:00+08:00',
  ],
  [
    'Japanese, words behind',
    { lang: 'ja', above: '<p>2024年5月5日 更新　2024年5月3日 公開</p>' },
    '2024-05-03T00:00:00+09:00',
  ],
  [
    'Korean',
    { lang: 'ko', above: '<p>수정 2024.05.05 10:00 입력 2024.05.03 09:00</p>' },
    '2024-05-03T09:00:00+09:00',
  ],
  [
    'two elements',
    {
      lang: 'en',
      above:
        '<p>Last updated <time datetime="2024-05-05T10:00:00Z">May 5</time></p><p>First published <time datetime="2024-05-03T09:00:00Z">May 3</time></p>',
    },
    '2024-05-03T09:00:00Z',
  ],
  [
    'update behind without a word for the first',
    { lang: 'en', above: '<p class="date">May 3, 2024 (updated May 5, 2024)</p>' },
    '2024-05-03T00:00:00Z',
  ],
  [
    'only an update',
    { lang: 'en', above: '<p class="date">Updated: May 5, 2024</p>' },
    '2024-05-05T00:00:00Z',
    ['date-of-update'],
  ],
  [
    'an update and an address',
    {
      lang: 'en',
      url: 'https://www.riverside-post.com/2024/05/03/plant',
      above: '<p class="date">Updated: May 5, 2024</p>',
    },
    '2024-05-03T00:00:00Z',
    ['date-from-address'],
  ],
])

table('the zone of a land or a language', [
  [
    'a land of several zones',
    { lang: 'en', url: 'https://www.riverside.com.au/a', above: clock('6 Feb 2023 21:15') },
    '2023-02-06T21:15:00+11:00',
    ['zone-assumed'],
  ],
  [
    'the land of a language tag',
    { lang: 'en', tag: 'pt-BR', above: clock('06/02/2023 21h15') },
    '2023-02-06T21:15:00-03:00',
  ],
  [
    'a language of one zone',
    { lang: 'en', tag: 'id', above: clock('6 Februari 2023 21.15') },
    '2023-02-06T21:15:00+07:00',
  ],
  [
    'American English, which templates say of themselves',
    { lang: 'en', tag: 'en-US', above: clock('Feb 6, 2023 21:15') },
    '2023-02-06T21:15:00Z',
    ['zone-assumed'],
  ],
])

const card = (date: string) => `<a href="/x"><h3>Another story about water and the town</h3></a>${date}`
table('dates of others', [
  [
    'a related story behind the article',
    {
      lang: 'en',
      above: '<p>May 22, 2026</p>',
      after: `<section class="related"><h2>Keep reading</h2>${card('<time datetime="2026-03-05T00:00">Mar 5, 2026</time>')}</section>`,
    },
    '2026-05-22T00:00:00Z',
  ],
  [
    'a card without a telling class',
    {
      lang: 'en',
      below: `<div><div>${card('<time datetime="2026-03-05T10:00Z">Mar 5</time>')}</div></div>`,
      above: '<p>22 May 2026</p>',
    },
    '2026-05-22T00:00:00Z',
  ],
  [
    'a card before the text',
    {
      lang: 'de',
      above: `<div class="box">${card('<time datetime="2026-03-05T10:00Z">5. März</time>')}</div><p>22. Mai 2026</p>`,
    },
    '2026-05-22T00:00:00+02:00',
  ],
  [
    'a comment',
    {
      lang: 'en',
      above: '<p>May 22, 2026</p>',
      below:
        '<div class="comments"><div class="comment">Jane <time datetime="2026-06-01T10:00Z">June 1</time><p>Fine.</p></div></div>',
    },
    '2026-05-22T00:00:00Z',
  ],
  [
    'comments in Chinese',
    {
      lang: 'zh',
      above: clock('2026-05-22 10:00'),
      below: '<div id="comment-list"><p>网友 <span class="time">2026-06-01 11:00</span></p></div>',
    },
    '2026-05-22T10:00:00+08:00',
  ],
  [
    'a caption',
    {
      lang: 'en',
      above:
        '<figure><img src="a.jpg"><figcaption>The plant on Dec. 8, 2023</figcaption></figure><p>Dec 16, 2023</p>',
    },
    '2023-12-16T00:00:00Z',
  ],
  [
    'a caption that is a date',
    {
      lang: 'ja',
      above: '<figure><img src="a.jpg"><figcaption>2023.04.05</figcaption></figure><p>2024年5月22日</p>',
    },
    '2024-05-22T00:00:00+09:00',
  ],
  [
    'a subheading that begins with a day',
    {
      lang: 'de',
      above: '<h2>Am 8. Dezember 2021 wurde das Werk gebaut</h2><p>Flussstadt | 16.12.2021 10:05</p>',
    },
    '2021-12-16T10:05:00+01:00',
  ],
  [
    'an abstract',
    {
      lang: 'zh',
      above:
        '<div class="summary">摘要：2014年8月22日，第三届河边论坛在河边体育场举行，超过七百人参加。</div><p>发表于2014-08-24 21:30</p>',
    },
    '2014-08-24T21:30:00+08:00',
  ],
  [
    'an event',
    { lang: 'en', above: '<p>Event date: June 1, 2026</p><p>May 22, 2026</p>' },
    '2026-05-22T00:00:00Z',
  ],
  [
    'a deadline',
    { lang: 'zh', above: '<p>报名截止：2026年6月1日</p><p>2026年5月22日</p>' },
    '2026-05-22T00:00:00+08:00',
  ],
  [
    'a price',
    { lang: 'en', above: '<p>Price as of August 10, 2022</p><p>Aug 12, 2022</p>' },
    '2022-08-12T00:00:00Z',
  ],
  [
    'a sentence below the headline',
    { lang: 'en', above: '<p class="lead">The plant was closed on May 1, 2020 after a flood.</p>' },
    null,
  ],
  [
    'only a related story has one',
    {
      lang: 'en',
      after: `<aside class="related">${card('<time datetime="2026-03-05">Mar 5, 2026</time>')}</aside>`,
    },
    null,
  ],
  [
    'the microdata of a related story',
    {
      lang: 'en',
      above: '<p class="date">June 15, 2023</p>',
      after:
        '<ol><li itemscope itemtype="http://schema.org/Article"><meta itemprop="datePublished" content="2001-02-03"><span itemprop="name">An older piece on wells</span></li></ol>',
    },
    '2023-06-15T00:00:00Z',
  ],
  [
    'a cited paper',
    {
      lang: 'en',
      above: '<p class="date">June 15, 2023</p>',
      below:
        '<div itemscope itemtype="https://schema.org/ScholarlyArticle"><cite itemprop="headline">On Filters</cite> <time itemprop="datePublished" datetime="1999-01-02">1999</time></div>',
    },
    '2023-06-15T00:00:00Z',
  ],
  [
    'a comment in microdata',
    {
      lang: 'en',
      above: '<p class="date">June 15, 2023</p>',
      below:
        '<div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><meta itemprop="dateCreated" content="2023-07-01"><meta itemprop="datePublished" content="2023-07-01T10:00Z"><p itemprop="text">Fine.</p></div>',
    },
    '2023-06-15T00:00:00Z',
  ],
  [
    'the page’s own microdata stays',
    {
      lang: 'en',
      head: '',
      above:
        '<div itemscope itemtype="https://schema.org/NewsArticle"><meta itemprop="headline" content="New Water Plant Begins Trial Run"><meta itemprop="datePublished" content="2023-06-15T10:00:00Z"></div>',
    },
    '2023-06-15T10:00:00Z',
  ],
  [
    'so does that without a headline',
    {
      lang: 'de',
      above:
        '<div itemscope itemtype="https://schema.org/NewsArticle"><meta itemprop="datePublished" content="2023-06-15T10:00:00+02:00"></div>',
    },
    '2023-06-15T10:00:00+02:00',
  ],
])

table('dates below the text', [
  [
    'the last line of the text',
    { lang: 'ko', last: '<p>수정 2024.05.05 10:00 입력 2024.05.03 09:00</p>' },
    '2024-05-03T09:00:00+09:00',
  ],
  [
    'the last line of the text, with a month in letters',
    {
      lang: 'en',
      last: '<p>Updated May 5, 2024 at 10:00 a.m. | Originally Published May 3, 2024 at 9:00 a.m.</p>',
    },
    '2024-05-03T09:00:00Z',
  ],
  [
    'a last paragraph that tells of a day',
    { lang: 'en', last: '<p>The old plant was closed on May 1, 2020.</p>' },
    null,
  ],
  [
    'Chinese label',
    { lang: 'zh', below: '<div>发布日期：2023-03-06 责任编辑：龙慧</div>' },
    '2023-03-06T00:00:00+08:00',
  ],
  [
    'Chinese, a table',
    { lang: 'zh', below: '<table><tr><td>上传时间：2023年3月6日 10:05</td></tr></table>' },
    '2023-03-06T10:05:00+08:00',
  ],
  [
    'English label',
    { lang: 'en', below: '<p>Published on March 6, 2023 in News</p>' },
    '2023-03-06T00:00:00Z',
  ],
  [
    'German footer of the article',
    { lang: 'de', below: '<footer class="article-footer"><p>Veröffentlicht: 6. März 2023</p></footer>' },
    '2023-03-06T00:00:00+01:00',
  ],
  ['bare', { lang: 'en', below: '<p>March 6, 2023</p>' }, '2023-03-06T00:00:00Z'],
  [
    'above comes before below',
    { lang: 'en', above: '<p>March 6, 2023</p>', below: '<p>March 9, 2023</p>' },
    '2023-03-06T00:00:00Z',
  ],
  [
    'a date with its day behind a mark of rights',
    { lang: 'zh', above: '<div>灯下书房© 2021-02-23 20:30</div>' },
    '2021-02-23T20:30:00+08:00',
  ],
  ['copyright', { lang: 'en', below: '<p>© 2023 Riverside Post. All rights reserved.</p>' }, null],
])

const script = (text: string) => `<script>${text}</script>`
table('dates in scripts', [
  [
    'WeChat',
    { lang: 'zh', after: script('var ct = "1583388000"; var nickname = "山海";') },
    '2020-03-05T14:00:00+08:00',
    [],
  ],
  [
    'createTime',
    { lang: 'zh', after: script("var createTime = '2020-03-05 14:00';") },
    '2020-03-05T14:00:00+08:00',
  ],
  [
    'publish_time',
    { lang: 'zh', after: script('window.data={"publish_time":"2020-03-05 14:00:10"}') },
    '2020-03-05T14:00:10+08:00',
  ],
  [
    'a data layer',
    { lang: 'en', after: script('dataLayer.push({"publishDate":"2020-03-05","pageType":"article"})') },
    '2020-03-05T00:00:00Z',
  ],
  [
    'escaped',
    { lang: 'en', after: script('self.__next_f.push([1,"{\\"publishedAt\\":\\"2020-03-05T14:00:00Z\\"}"])') },
    '2020-03-05T14:00:00Z',
  ],
  [
    'the one beside the headline among others',
    {
      lang: 'en',
      after: script(
        `a={"list":[{"publishedAt":"2019-01-01T10:00:00Z","t":"Other one"},${' '.repeat(300)}{"t":"New Water Plant Begins Trial Run","publishedAt":"2020-03-05T14:00:00Z"},${' '.repeat(300)}{"publishedAt":"2019-01-03T10:00:00Z"}]}`,
      ),
    },
    '2020-03-05T14:00:00Z',
  ],
  [
    'other stories only',
    {
      lang: 'en',
      after: script(
        'a=[{"publishedAt":"2019-01-01T10:00:00Z"},{"publishedAt":"2019-01-02T10:00:00Z"},{"publishedAt":"2019-01-03T10:00:00Z"}]',
      ),
    },
    null,
  ],
  [
    'a number that is no date',
    { lang: 'zh', after: script('var ct = "12345678"; var createTime = 0;') },
    null,
  ],
  [
    'ct on a page of another kind',
    { lang: 'en', after: script('var ct = "1400000000"; var width = 3;') },
    null,
  ],
  [
    'what the page shows comes first',
    { lang: 'zh', above: clock('2020-03-04 10:00'), after: script('var ct = "1583388000"') },
    '2020-03-04T10:00:00+08:00',
  ],
])

const ranked = (headline: string, day: string) =>
  `<li><a href="/${day}">${headline}</a> <time datetime="${day}T08:00:00Z">${day}</time></li>`

table('dates of a list of stories above the headline', [
  [
    'a ranking',
    {
      lang: 'en',
      above: '<p>By Jane Doe</p><p>May 3, 2024 10:12 am</p>',
      before: `<ol>${ranked('Mill burns down in the night', '2024-01-02')}${ranked('Flood warning for the lower valley', '2024-01-03')}</ol>`,
    },
    '2024-05-03T10:12:00Z',
  ],
  [
    'a list of facts of the article itself',
    {
      lang: 'en',
      above: `<ul><li><a href="/by/jane">Jane Doe</a></li><li><time datetime="2024-05-03T10:12:00Z">3 May</time></li></ul>`,
    },
    '2024-05-03T10:12:00Z',
  ],
])

table('names of metadata', [
  [
    'a made-up name',
    { lang: 'zh', head: '<meta name="firstPublishTime" content="2019-9-7 21:30">' },
    '2019-09-07T21:30:00+08:00',
  ],
  [
    'another',
    { lang: 'zh', head: '<meta name="_pubtime" content="2019-09-07 21:30">' },
    '2019-09-07T21:30:00+08:00',
  ],
  [
    'as a server in English writes it',
    { lang: 'zh', head: '<meta name="apub:time" content="9/7/2019, 9:30:50 PM">' },
    '2019-09-07T21:30:50+08:00',
  ],
  [
    'a book of which the page tells',
    { lang: 'en', head: '<meta property="book:release_date" content="2001-09-07">' },
    null,
  ],
  [
    'apub:time',
    { lang: 'zh', head: '<meta name="apub:time" content="2019-9-7 21:30:50">' },
    '2019-09-07T21:30:50+08:00',
  ],
  [
    'PubDate',
    { lang: 'zh', head: '<meta name="PubDate" content="2019-09-07 21:30">' },
    '2019-09-07T21:30:00+08:00',
  ],
  [
    'publish_time',
    { lang: 'zh', head: '<meta name="publish_time" content="2019-09-07 21:30">' },
    '2019-09-07T21:30:00+08:00',
  ],
  [
    'a last change',
    { lang: 'en', head: '<meta property="article:modified_time" content="2019-09-07T21:30:00Z">' },
    '2019-09-07T21:30:00Z',
    ['date-of-update'],
  ],
])

table('short dates', [
  [
    'the time in an element right behind a short year',
    { lang: 'zh', above: '<p><span>18-03-08</span><span>23:16</span></p>' },
    '2018-03-08T23:16:00+08:00',
  ],
  [
    'two digits, the year in the metadata',
    {
      lang: 'zh',
      head: '<meta itemprop="dateUpdate" content="2018-03-08 23:16:24">',
      above: '<div><span class="date">发布时间：18-03-08</span><span class="time">23:16</span></div>',
    },
    '2018-03-08T23:16:00+08:00',
  ],
  [
    'no year',
    {
      lang: 'zh',
      head: '<meta itemprop="dateUpdate" content="2019-09-30 22:50:24">',
      above: '<div><span class="date">09-30</span> <span class="time">22:46</span></div>',
    },
    '2019-09-30T22:46:00+08:00',
    ['year-assumed', 'zone-assumed'],
  ],
  [
    'no year, month in words',
    { lang: 'zh', url: 'https://www.shanhai.cn/2019/0930/1.html', above: clock('9月30日 22:46') },
    '2019-09-30T22:46:00+08:00',
  ],
  [
    'no year, the month in the address',
    { lang: 'en', url: 'https://www.riverside-post.com/2018/06/plant.html', above: clock('21 June') },
    '2018-06-21T00:00:00Z',
    ['year-assumed'],
  ],
  [
    'no year, the year in the address',
    { lang: 'en', url: 'https://www.riverside-post.com/2018/plant.html', above: clock('December 12') },
    '2018-12-12T00:00:00Z',
    ['year-assumed'],
  ],
  [
    'no year, but that of the copyright',
    { lang: 'en', above: clock('12 March'), after: '<footer>Copyright 2024 Riverside Post</footer>' },
    null,
  ],
  [
    'month, day and year in lines of their own',
    {
      lang: 'en',
      before:
        '<div class="cal"><div class="month">April</div><div class="day">20</div><div class="year">2018</div></div>',
    },
    '2018-04-20T00:00:00Z',
  ],
  [
    'today, not the day of the article',
    { lang: 'en', before: '<div class="date">Today is May 12, 2024</div>' },
    null,
  ],
  [
    'another language than the page says, Hungarian',
    { lang: 'en', above: clock('2018. május 23., szerda') },
    '2018-05-23T00:00:00Z',
  ],
  [
    'another language than the page says, Romanian',
    { lang: 'en', above: clock('12 ianuarie 2019') },
    '2019-01-12T00:00:00Z',
  ],
  [
    'another language than the page says, Hindi',
    { lang: 'en', above: clock('09 जून 2022') },
    '2022-06-09T00:00:00Z',
  ],
  [
    'another language than the page says, Bengali',
    { lang: 'en', above: clock('১৫ ডিসেম্বর, ২০২১') },
    '2021-12-15T00:00:00Z',
  ],
  ['no year anywhere', { lang: 'zh', above: clock('9月30日 22:46') }, null],
  ['Japanese', { lang: 'ja', above: clock('24/06/03 15:20') }, '2024-06-03T15:20:00+09:00'],
  [
    'English, order unknown',
    { lang: 'en', above: '<p class="date">05/03/2024</p>' },
    '2024-05-03T00:00:00Z',
    ['order-assumed'],
  ],
  [
    'English, told by the last change',
    {
      lang: 'en',
      head: '<meta property="article:modified_time" content="2024-03-05T10:00:00Z">',
      above: '<p class="date">05/03/2024</p>',
    },
    '2024-03-05T00:00:00Z',
    [],
  ],
])

const json = (members: object) =>
  `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', ...members })}</script>`
table('metadata against what the page shows', [
  [
    'a day gets its time',
    {
      lang: 'en',
      head: json({ datePublished: '2024-05-03' }),
      above: '<p class="date">May 3, 2024 3:20 PM ET</p>',
    },
    '2024-05-03T15:20:00-04:00',
    [],
  ],
  [
    'midnight is no time',
    {
      lang: 'zh',
      head: json({ datePublished: '2024-05-03T00:00:00+08:00' }),
      above: clock('2024-05-03 15:20'),
    },
    '2024-05-03T15:20:00+08:00',
  ],
  [
    'a local time under Z',
    { lang: 'zh', head: json({ datePublished: '2024-05-03T15:20:33Z' }), above: clock('2024-05-03 15:20') },
    '2024-05-03T15:20:33+08:00',
  ],
  [
    'one instant in two zones',
    { lang: 'zh', head: json({ datePublished: '2024-05-03T07:20:33Z' }), above: clock('2024-05-03 15:20') },
    '2024-05-03T15:20:33+08:00',
    [],
  ],
  [
    'years apart, the page shows the earlier',
    {
      lang: 'en',
      head: json({ datePublished: '2025-11-20T16:02:46Z' }),
      above: '<p class="date">May 14, 2025</p>',
    },
    '2025-05-14T00:00:00Z',
    ['dates-differ'],
  ],
  [
    'the page shows the last change without a word',
    {
      lang: 'en',
      head: json({ datePublished: '2023-09-30T10:00:00Z', dateModified: '2026-02-04T10:00:00Z' }),
      above: '<p class="date">February 4, 2026</p>',
    },
    '2023-09-30T10:00:00Z',
  ],
  [
    'the address alone',
    { lang: 'en', url: 'https://www.riverside-post.com/2024/05/03/plant.html' },
    '2024-05-03T00:00:00Z',
    ['date-from-address'],
  ],
  [
    'a Chinese address',
    { lang: 'zh', url: 'http://www.shanhai.cn/202405/t20240503_1203.html' },
    '2024-05-03T00:00:00+08:00',
    ['date-from-address'],
  ],
  [
    'in a footer of the article above its text',
    {
      lang: 'en',
      above:
        '<article><footer class="meta">Submitted by Ada, <span class="created">May 3, 2024</span></footer></article>',
    },
    '2024-05-03T00:00:00Z',
  ],
  [
    'in one block with the headline',
    {
      lang: 'en',
      url: 'https://www.riverside-post.com/a/2.html',
      above: `<div><b>${title.en}</b><br>May 3, 2024<br><i>By Ada Holm of Riverside, who lives beside the plant and its filters</i></div>`,
    },
    '2024-05-03T00:00:00Z',
  ],
  [
    'how long ago, with the moment in another attribute',
    { lang: 'en', above: '<span class="post-date" title="2024-05-03T17:04:00+02:00">3 days ago</span>' },
    '2024-05-03T17:04:00+02:00',
  ],
  [
    'in an element of its own name',
    { lang: 'en', above: '<relative-time datetime="2024-05-03T12:00:00Z">May 3</relative-time>' },
    '2024-05-03T12:00:00Z',
  ],
  [
    'an address with the name of the month',
    { lang: 'en', url: 'https://www.riverside-post.com/2024/may/03/plant' },
    '2024-05-03T00:00:00Z',
    ['date-from-address'],
  ],
  [
    'a line that ends in a point and begins with marks',
    { lang: 'en', tag: 'th', above: '<p>วันศุกร์ที่ 3 พฤษภาคม พ.ศ. 2567 เวลา 17.04 น.</p>' },
    '2024-05-03T17:04:00+07:00',
  ],
  [
    'in the headline',
    { lang: 'de', before: `<h1>03.05.2024: ${title.de}</h1>` },
    '2024-05-03T00:00:00+02:00',
  ],
  [
    'in a line of several fields',
    {
      lang: 'en',
      above:
        '<p>Author: Mary Kormova | 12-03-2014, 15:40 | Views: 345 | The news of the town and the river</p>',
    },
    '2014-03-12T15:40:00Z',
  ],
  [
    'in a footer of an article that is none by its element',
    {
      lang: 'de',
      above:
        '<div itemscope itemtype="http://schema.org/Article"><div class="footer"><time datetime="2018-11-20">20.11.2018</time></div></div>',
    },
    '2018-11-20T00:00:00+01:00',
  ],
  [
    'the only time, which is both published and updated',
    {
      lang: 'ja',
      above: '<time class="entry-date updated" datetime="2023-03-14T10:22:00+09:00">2023.03.14</time>',
    },
    '2023-03-14T10:22:00+09:00',
  ],
  [
    'one of two times, called updated',
    {
      lang: 'en',
      above:
        '<p><time class="entry-date" datetime="2023-03-14T10:22:00Z">March 14</time> <time class="updated" datetime="2024-03-14T10:22:00Z">March 14</time></p>',
    },
    '2023-03-14T10:22:00Z',
  ],
  [
    'in two cells',
    { lang: 'en', above: '<table><tr><td class="date">14/03/2023</td><td>10h22</td></tr></table>' },
    '2023-03-14T10:22:00Z',
  ],
  [
    'under the lead',
    {
      lang: 'de',
      within:
        '<div><span>Von Femke Ohl</span><span>14.3.2023, 10:22 Uhr</span><span>Lesezeit: 3 Min.</span></div>',
    },
    '2023-03-14T10:22:00+01:00',
  ],
  [
    'in a quotation under the lead',
    { lang: 'en', within: '<blockquote>The plant is open — <a href="/x">March 14, 2023</a></blockquote>' },
    null,
  ],
  [
    'in an element that says which date it is',
    {
      lang: 'en',
      head: '<meta property="article:published_time" content="2013-03-11T11:11:07Z">',
      above:
        '<span class="byline__release-date"><time datetime="2023-03-20T00:00:00Z">March 20, 2023</time></span>',
    },
    '2023-03-20T00:00:00Z',
    ['dates-differ'],
  ],
  [
    'in a dateline',
    {
      lang: 'en',
      within: '',
      above:
        '<p>RIVERSIDE, May 4, 2022 /Newswire/ -- The water board of the river town opens its new plant to visitors on Saturday.</p>',
    },
    '2022-05-04T00:00:00Z',
  ],
  [
    'in a first sentence that tells of a day',
    {
      lang: 'en',
      above:
        '<p>The board, which had met on May 4, 2022: no plan was made then, and none of the members that came had read it.</p>',
    },
    null,
  ],
  [
    'a time behind labels, above a box named for its copyright',
    {
      lang: 'zh',
      above: '<span>来源：山海网 作者：林小满 编辑：何其 2020-07-14 17:18:33</span><span>山海报</span>',
      below: '<div class="copyright">本文为山海网原创文章</div>',
    },
    '2020-07-14T17:18:33+08:00',
  ],
  [
    'without a year, beside the day of the last change',
    { lang: 'zh', head: '<meta name="lastmod" content="2019-11-21 08:00:00">', above: '<p>11-20 09:12</p>' },
    '2019-11-20T09:12:00+08:00',
    ['year-assumed', 'zone-assumed'],
  ],
  [
    'without a year, in an address of its month',
    { lang: 'zh', url: 'http://www.shanhai.cn/202003/a1.html', above: '<p>3月5日 10:22</p>' },
    '2020-03-05T10:22:00+08:00',
    ['year-assumed', 'zone-assumed'],
  ],
  [
    'without a year, where the foot gives the day with its year',
    { lang: 'zh', above: '<p>03月05日 10:22</p>', below: '<p>山海日报 2020年3月5日</p>' },
    '2020-03-05T10:22:00+08:00',
    ['year-assumed', 'zone-assumed'],
  ],
  [
    'without a year, where the foot gives another day',
    { lang: 'zh', above: '<p>03月05日 10:22</p>', below: '<p>相关：2020年3月7日的会议</p>' },
    null,
  ],
  [
    'what a page writes for Baidu alone',
    {
      lang: 'zh',
      head: '<script type="application/ld+json">{"title":"x","pubDate":"2021-07-11T16:30:00","upDate":"2021-07-12T09:00:00"}</script>',
    },
    '2021-07-11T16:30:00+08:00',
    ['zone-assumed'],
  ],
  [
    'what it writes for Baidu, beside what it shows',
    {
      lang: 'zh',
      head: '<script type="application/ld+json">{"title":"x","pubDate":"2021-07-11T16:34:08"}</script>',
      above: '<p>2021-07-11 16:30</p>',
    },
    '2021-07-11T16:30:00+08:00',
    ['zone-assumed'],
  ],
  ['a number in an address', { lang: 'zh', url: 'http://www.shanhai.cn/a/20240503123456.html' }, null],
])

t.test('a headline with a word that labels dates', async (t) => {
  for (const [headline, html] of [
    ['Swim course starts', '<p class="date">4 April 2012</p>'],
    ['Water law updated', '<p>4 April 2012</p>'],
  ] as const) {
    const body = `<h1>${headline}</h1>${html}${texts.en.map((text) => `<p>${text}</p>`).join('')}`
    const { fields } = readGeneric(parseHtml(`<html lang="en"><title>${headline}</title>${body}`), {
      url: 'https://quay.example/course',
    })
    t.equal(fields.published?.value.at, '2012-04-04T00:00:00Z', headline)
  }
})

t.test('a date in front of the first sentence, without a mark', async (t) => {
  const at = (text: string) =>
    readGeneric(
      parseHtml(
        `<html lang="de"><title>${title.de}</title><h1>${title.de}</h1>${[text, ...texts.de.slice(1)].map((one) => `<p>${one}</p>`).join('')}`,
      ),
      { url: 'https://quay.example/werk' },
    ).fields.published?.value.at ?? null
  t.equal(at(`09. November 2008 ${texts.de[0]}`), '2008-11-09T00:00:00+01:00')
  t.equal(at(`Am 09. November 2008 ging es los. ${texts.de[0]}`), null)
})

t.test('a headline of the third level', async (t) => {
  const html = `<!DOCTYPE html><html lang="en"><head><title>The Quay: ${title.en}</title></head><body>
    <div class="menu"><p class="date">Today</p><p class="date">Archive</p></div>
    <h2 class="date-header">Thursday, May 14, 2015</h2><h3 class="post-title entry-title">${title.en}</h3>
    <div class="post-body">${texts.en.map((text) => `<p>${text}</p>`).join('')}</div>
    <div class="post-footer">at <a href="/p"><abbr class="published" title="2015-05-14T08:30:00-03:00">8:30</abbr></a></div>
    </body></html>`
  const { fields } = readGeneric(parseHtml(html), { url: 'https://quay.example/2015/05/plant.html' })
  t.equal(fields.published?.value.at, '2015-05-14T08:30:00-03:00')
})

t.test('numbers in a text without a declared language, and in a template of another one', async (t) => {
  const spanish = [
    'El pleno del ayuntamiento aprobó el lunes la compra del antiguo cine Avenida, cerrado desde hace catorce años.',
    'La operación costará un millón de euros y se pagará en tres plazos. El alcalde aseguró que la obra empezará pronto.',
  ]
  for (const [lang, paragraphs, day] of [
    ['', spanish, '2009-04-03'],
    ['en', spanish, '2009-04-03'],
    ['en-US', spanish, '2009-04-03'],
    ['', texts.en, '2009-03-04'],
    ['en-GB', texts.en, '2009-04-03'],
  ] as const) {
    const body = paragraphs.map((text) => `<p>${text}</p>`).join('')
    const html = `<html lang="${lang}"><title>${title.en}</title><h1>${title.en}</h1><p>03/04/2009</p>${body}</html>`
    const { fields } = readGeneric(parseHtml(html), { url: 'https://quay.example/cine' })
    t.equal(fields.published?.value.at.slice(0, 10), day, `${lang} ${paragraphs[0]}`)
  }
})

t.test('beside a post of a forum, not since when its writer is a member', async (t) => {
  const at = (facts: string, date: string) =>
    readGeneric(
      parseHtml(
        `<title>${title.en}</title><table><tr><td>${title.en}</td></tr></table><table><tr><td>Ada<br>${facts}</td><td><span>${date}</span><hr><span>${texts.en.join('<br><br>')}</span></td></tr></table>`,
      ),
      { url: 'https://quay.example/thread' },
    ).fields.published?.value.at.slice(0, 10) ?? null
  t.equal(at('Join Date: 12.04.2004<br>Posts: 3', '03-12-2007, 09:14 PM'), '2007-03-12')
  t.equal(
    at('Anmeldungsdatum: 12.04.2004<br>Beiträge: 3', 'Verfasst am: Do Nov 03, 2005 8:12 pm'),
    '2005-11-03',
  )
  t.equal(at('Registriert seit: 12.04.2004<br>Beiträge: 3', ''), null)
})

t.test('in the first line of the block of the text', async (t) => {
  const at = (line: string) =>
    readGeneric(
      parseHtml(
        `<title>${title.en}</title><h1>${title.en}</h1><div>${line}<br>${texts.en.join('<br>')}</div>`,
      ),
      { url: 'https://quay.example/plant' },
    ).fields.published?.value.at.slice(0, 10) ?? null
  t.equal(at('Posted by ferryman on Monday June 17, 2002 @09:30AM'), '2002-06-17')
  t.equal(at('Monday June 17, 2002'), '2002-06-17')
  t.equal(at('The plant of 17 June 2002 is gone'), null)
})

t.test('behind the number of an issue, with a word for the year', async (t) => {
  const html = `<title>${title.en}</title><p>N 37, 17 сентября 2003 г.</p><h3>${title.en}</h3>${texts.en.map((text) => `<p>${text}</p>`).join('')}`
  const { fields } = readGeneric(parseHtml(html), { url: 'https://quay.example/37' })
  t.equal(fields.published?.value.at, '2003-09-17T00:00:00Z')
})

t.test('days of other stories below a text do not count against the time that metadata give', async (t) => {
  const html = `<title>${title.en}</title><meta name="OriginalPublicationDate" content="2003/08/20 14:22:07"><h1>${title.en}</h1><div>${texts.en.map((text) => `<p>${text}</p>`).join('')}</div><div><a href="/1">Bridge plan dropped</a><br><font size="1">12 Jun 03 | England</font></div>`
  const { fields } = readGeneric(parseHtml(html), { url: 'https://quay.example/plant' })
  t.equal(fields.published?.value.at.slice(0, 10), '2003-08-20')
})

t.test(
  'in a dateline, in the head of a board, in a long line of a blog, in years of two digits in Taiwan',
  async (t) => {
    for (const [lang, line, day] of [
      ['zh', '【本报2013年7月13日讯】', '2013-07-13'],
      [
        'zh',
        '发信人: rainbow, 信区: Travel<br>标  题: 水厂<br>发信站: 水草 (Sat Jul 13 22:41:07 2013), 站内<br><br>',
        '2013-07-13',
      ],
      [
        'en',
        'Par Soizic le samedi 13 juillet 2013, 21:14 - <a href="/h">Humeurs</a> - <a href="/p">Lien permanent</a><br><br>',
        '2013-07-13',
      ],
      ['tw', '發布日期：98年7月13日<br><br>', '2009-07-13'],
      ['tw', '發布日期：98/07/13<br><br>', '2009-07-13'],
    ] as const) {
      const html = `<title>${title[lang]}</title><h1>${title[lang]}</h1><div>${line}${texts[lang].join('<br><br>')}</div>`
      const url = `https://quay.example.${lang === 'tw' ? 'tw' : 'com'}/plant`
      t.equal(readGeneric(parseHtml(html), { url }).fields.published?.value.at.slice(0, 10), day, line)
    }
  },
)
