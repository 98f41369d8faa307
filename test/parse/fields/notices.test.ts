import t from 'tap'
import { judge, withoutDisclaimer } from '../../../src/parse/fields/notices.ts'
import { readBlocks } from '../../../src/parse/tree/blocks.ts'
import { parseHtml } from '../../../src/parse/tree/html.ts'

const keyword = /\/tag\/(?<name>[^/]+)$/

/** Why each block goes; null where it stays. */
function reasons(html: string): (string | null)[] {
  return judge(readBlocks(parseHtml(html)), { keyword }).map((verdict) => verdict?.reason ?? null)
}

t.test('paragraphs that are no article text', async (t) => {
  const rows: [reason: string | null, texts: string[]][] = [
    ['no letter or digit', ['—', '＊＊＊', '◇']],
    [
      'series note',
      [
        '（待续）',
        '(未完待续)',
        '（接前文）',
        '（全文结束）',
        '(完)',
        '（《石桥篇》全文完）',
        '（待续，敬请关注下篇）',
      ],
    ],
    ["a tweet's signature", ['— 柳溪日报 (@liuxi_daily) March 3, 2021']],
    ['embedded post', ['View this post on Instagram']],
    ['caption of an embedded post', ['（镇长的推文）', '（开桥典礼的视频）']],
    ["editor's note", ['（原文有删节）', '（文章有删节）']],
    ['image credit', ['配图：柳溪日报', '《桥史》封面。（柳溪出版 提供）', '（图片：pixabay）']],
    ['original title', ['原标题：老桥重开', '（原标题：老桥重开）', '原文标题：老桥重开']],
    [
      'disclaimer',
      [
        '(文章仅代表作者个人立场和观点)',
        '本文只代表作者的观点和陈述。',
        '（本视频只代表作者的观点和陈述）',
        '本文仅代表作者个人观点，不一定反映《柳溪日报》的观点。',
        '（本文不构成投资建议，市场有风险，投资需谨慎。）',
        '※本文為作者個人觀點，不代表本報立場。',
        '※本記事は投資を勧誘するものではありません。無断転載を禁じます。',
        '（本栏目文章选自各大新闻媒体，内容不代表柳溪之声的观点或立场。如有侵权，请联系我们。）',
      ],
    ],
    [
      'copyright',
      [
        '柳溪之声版权所有，未经书面允许，不得转载，违者必究。',
        '本文章或节目经柳溪之声编辑制作，转载请注明柳溪之声。',
      ],
    ],
    ['publication note', ['（转载）', '（此文发表于1201D期新闻版）', '（原文链接）']],
    [
      'series link',
      [
        '点阅【古镇纪事】系列文章。',
        '－点阅：【古镇纪事】系列－',
        '（点阅《桥史》全书，下载全书：PDF版）#',
        '更多文章请点击【古镇纪事】系列。',
        '观看【桥头茶座】系列视频。',
      ],
    ],
    [
      'link line',
      [
        '桥的大数据请点击这里。',
        '点击下载视频',
        '点击看完整影片：',
        '完整的访谈内容请点击观看《桥头茶座》节目。',
        '附：不同清晰度的视频下载链接：',
        '128kbps下载',
        '1080p，720p，480p',
      ],
    ],
    [
      'appeal',
      [
        '【支持】独立媒体',
        '＝＝＝ 支持“桥头茶座”：捐款',
        '欢迎订阅频道',
        '网络收看方式：',
        '喜欢我的频道，欢迎点赞，订阅',
      ],
    ],
    [
      'label and links',
      [
        'https://bridge.example/a',
        '网站：https://bridge.example/\nYouTube：https://www.youtube.com/x',
        'pic.twitter.com/abc',
      ],
    ],
    [
      null,
      [
        '修桥热线：0123-4567，网址：https://bridge.example/ 。',
        '[13] https://bridge.example/source',
        '（注1）方桌高三尺。',
        '按：桥始建于1703年。',
        '他点击了下载的按钮，桥的全貌出现在眼前，人群发出了惊叹。',
        '这座桥不代表过去。',
        '他说，转载这篇文章的人请注意。',
        '上',
      ],
    ],
  ]
  for (const [reason, texts] of rows)
    for (const text of texts)
      t.strictSame(reasons(`<p>${text.replaceAll('\n', '<br/>')}</p>`), [reason], text)
})

t.test('related articles', async (t) => {
  const link = '<a href="/1.html">洪水之后：断桥边的一家人</a>'
  const related = 'related articles'
  t.strictSame(reasons(`<p>延伸阅读：</p><p>${link}</p><ul><li>${link}</li></ul><p>桥开了。</p>`), [
    related,
    related,
    related,
    null,
  ])
  t.strictSame(reasons(`<h2>相关链接：</h2><h1>${link}</h1>`), [related, related])
  t.strictSame(reasons(`<p>相关链接：${link}</p>`), [related])
  t.strictSame(reasons('<p>相关新闻传到镇上时，桥还没开。</p>'), [null])
})

t.test('labels with links', async (t) => {
  t.strictSame(reasons('<p>图片集：<a href="/1.html">桥的四季（24图）</a></p>'), ['label and links'])
  t.strictSame(reasons('<p><a href="/tag/石桥">石桥</a>：</p>'), [null], 'a keyword is text')
  t.strictSame(reasons('<p><a href="/1.html">桥的四季</a></p>'), [null], 'a headline of its own is text')
})

t.test('keywords of what goes', async (t) => {
  const judged = (html: string) => judge(readBlocks(parseHtml(html)), { keyword })[0]?.keepsKeywords
  t.equal(judged('<p>点阅【<a href="/tag/古镇">古镇</a>】系列文章</p>'), true)
  t.equal(judged('<p>【支持】<a href="/tag/古镇">古镇</a></p>'), false)
})

t.test('a disclaimer behind something else', async (t) => {
  t.equal(withoutDisclaimer('──转自《柳溪日报》本文只代表作者的观点和陈述。'), '──转自《柳溪日报》')
  t.equal(withoutDisclaimer('桥开了。'), '桥开了。')
})
