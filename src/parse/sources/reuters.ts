import type { Source } from '../source.ts'

export default {
  title: '路透',
  hosts: ['reuters.com'],
  version: 1,
  nativeId: /-(?<id>id[A-Z]{2}[A-Z0-9]+)(?:[?#]|$)/, // https://cn.reuters.com/article/…-idCNKCS1LG0Q2?feedType=RSS
  lendsIds: true,
  signs: /class="StandardArticleBody_body/,
  // 路透纽约8月31日 - , 路透8月23日 - , 路透纽约/伦敦9月7日 -
  dateline: /^(?<text>路透(?:中文网)?[\p{Script=Han}/／·、 ]{0,20}?(?<date>\d{1,2}月\d{1,2}日)) ?[-–—]+ ?/u,
  // d=20180831 in an image's address, /2018/0907/ in a link's
  year: /(?:[?&;]d=(?=\d{8})|\/(?=\d{4}\/\d{4}\/))(?<year>20\d{2})\/?[01]\d[0-3]\d/,
  removals: [
    // 参看详情，请点选：here
    { reason: 'pointer', text: /[点點][选選击擊](?:网址)?：? ?\(? ?here ?\)?$/ },
    { reason: 'pointer', text: /^(?:https?:\/\/)?reut\.rs\/\S+$/ },
  ],
  templates: [
    {
      name: 'StandardArticleBody',
      body: 'div[class^="StandardArticleBody_body"]',
      drop: [
        'div[class^="PrimaryAsset_container"]',
        'div[class*="trustBadgeContainer"]',
        'div[class^="Image_container"]',
      ],
    },
  ],
} satisfies Source
