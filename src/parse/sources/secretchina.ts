import type { Source } from '../source.ts'

export default {
  title: '看中国',
  hosts: ['secretchina.com'],
  version: 1,
  nativeId: /\/(?<id>\d+)\.html?(?:[?#]|$)/, // https://www.secretchina.com/news/gb/2020/06/13/936407.html
  signs: /class="article_right"/,
  // 【看中国2020年8月18日讯】
  dateline: /^【看中[国國](?<date>[^】]{2,30}?)[讯訊]】/,
  addressDate: /\/(?<year>\d{4})\/(?<month>\d{1,2})\/(?<day>\d{1,2})\//,
  keyword: /\/news\/(?:gb|b5)\/tag\/(?<name>[^/?#]+)/,
  templates: [
    { name: 'article_right', figure: 'p[style*="center"]', drop: ['center', '#txt-mid1-t21-2017'] },
  ],
} satisfies Source
