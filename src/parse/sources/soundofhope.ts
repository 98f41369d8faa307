import type { Source } from '../source.ts'

export default {
  title: '希望之声',
  hosts: ['soundofhope.org'],
  version: 1,
  nativeId: /\/post\/(?<id>\d+)/, // https://www.soundofhope.org/post/423076
  signs: /class="Content__Wrapper/,
  // 【希望之声2020年9月18日】, 【希望之聲2020年9月18日】
  dateline: /^【希望之[声聲](?<date>[^】]{2,30}?)(?:[讯訊])?】/,
  keyword: /\/term\/\d+/,
  templates: [
    {
      name: 'content-wrapper',
      body: 'div[class^="Content__Wrapper"]',
      image: 'div',
      drop: ['div.soh-embed', 'div[class^="AD_Embed"]'],
    },
  ],
} satisfies Source
