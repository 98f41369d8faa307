import type { Source } from '../source.ts'

export default {
  title: '看中国',
  hosts: ['secretchina.com'],
  version: 1,
  nativeId: /\/(?<id>\d+)\.html?(?:[?#]|$)/, // https://www.secretchina.com/news/gb/2020/06/13/936407.html
  signs: /class="article_right"/,
  // 【看中国2020年8月18日讯】; 中国 in it can be a link
  dateline: /^【看中[国國](?<date>[^】]{2,30}?)[讯訊]】/,
  addressDate: /\/(?<year>\d{4})\/(?<month>\d{1,2})\/(?<day>\d{1,2})\//,
  keyword: /\/news\/(?:gb|b5)\/tag\/(?<name>[^/?#]+)/, // /kzgd/ and the bare front page are none
  removals: [
    // 【诚征荣誉会员】…, 和我们一起守护香港…, 荣誉会员招募中：…, 《看中国》作为一家不受中共审查的…
    {
      reason: 'appeal',
      text: /^(?:【[诚誠]征|和我[们們]一起守[护護]|[荣榮][誉譽][会會][员員]招募|《看中[国國]》作[为為]一家不受中共)/,
      keepsKeywords: false,
    },
    // （在五彩缤纷的世界…成为《看中国》荣誉会员，就会最先看到…）
    {
      reason: 'appeal',
      text: /^[（(][^\n]{0,200}成[为為]《看中[国國]》[荣榮][誉譽][会會][员員][^\n]{0,200}[）)]$/,
      keepsKeywords: false,
    },
    { reason: 'disclaimer', text: /^【免[责責][声聲]明】/ },
  ],
  templates: [
    // The text can stand in div.article_right, behind it, or partly both.
    {
      name: 'article_right',
      leadInBody: true,
      figure: 'p[style*="center"]',
      drop: ['center', '#txt-mid1-t21-2017'],
    },
  ],
} satisfies Source
