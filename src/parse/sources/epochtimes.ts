import type { Source } from '../source.ts'

export default {
  title: '大纪元',
  hosts: ['epochtimes.com'],
  version: 1,
  nativeId: /\/(?<id>n\d+)\.html?(?:[?#]|$)/, // https://www.epochtimes.com/gb/20/9/18/n12414414.htm
  lendsIds: true,
  signs: /epochtimes\.com\/(?:gb|b5)\/tag\/|【大[纪紀]元\d/,
  // 【大纪元2020年09月04日讯】, 【大纪元10月04日讯】
  dateline: /^【大[纪紀]元(?<date>[^】]{2,30}?)[讯訊]】/,
  addressDate: /\/(?<year>\d{1,2})\/(?<month>\d{1,2})\/(?<day>\d{1,2})\//,
  keyword: /\/(?:gb|b5)\/tag\/(?<name>[^/?#]+)\.html?(?:[?#]|$)/,
  templates: [
    {
      name: 'art-content',
      when: 'div.art-content',
      body: 'div.art-content',
      image: 'div.feature-image',
      caption: 'div.caption',
    },
    // span.bn12 below the pictures of 2006
    { name: 'loose', image: 'div', caption: 'div.caption, span.bn12' },
  ],
} satisfies Source
