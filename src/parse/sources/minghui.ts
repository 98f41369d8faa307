import type { Source } from '../source.ts'

export default {
  title: '明慧网',
  hosts: ['minghui.org'],
  version: 1,
  nativeId: /-(?<id>\d+)\.html?(?:[?#]|$)/, // http://www.minghui.org/mh/articles/2020/2/1/唐山地震中的青龙奇迹-400552.html
  signs: /id="ar_bArticleContent"/,
  // 【明慧网二零一六年十月二十二日】
  dateline: /^【明慧[网網](?<date>[^】]{4,24}?)(?:[讯訊])?】/,
  addressDate: /\/(?<year>\d{4})\/(?<month>\d{1,2})\/(?<day>\d{1,2})\//,
  keyword: /glossary\.html#\d+/,
  templates: [
    {
      name: 'ar_bArticleContent',
      body: '#ar_bArticleContent',
      // Pictures with their captions: tables in the middle of the text.
      drop: ['center', 'table', 'video'],
    },
  ],
} satisfies Source
