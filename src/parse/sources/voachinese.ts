import type { Source } from '../source.ts'

export default {
  title: '美国之音',
  hosts: ['voachinese.com'],
  version: 1,
  nativeId: /\/(?<id>\d+)\.html?(?:[?#]|$)/, // https://www.voachinese.com/a/space-missile-20180905/4559217.html
  signs: /class="wsw"/,
  // 华盛顿 —, 东京／首尔 —: a place and a dash, no date
  dateline: /^[\p{Script=Han}／/、 ]{2,16} ?[—–-]{1,2}$/u,
  time: 'div.published time, time[datetime]',
  templates: [
    {
      name: 'wsw',
      body: 'div.wsw',
      caption: '.caption, .media-block__title',
      drop: [
        'div.published',
        'div.wsw__embed',
        'div.twitterSnippet',
        'div.mediaReplacer',
        'div[class*="gallery"]',
        '[data-lbox-gallery-item-title]',
      ],
    },
  ],
} satisfies Source
