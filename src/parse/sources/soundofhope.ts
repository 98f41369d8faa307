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
  removals: [
    // 希望了解更多…节目细节，请观看以下视频。我们在此为您提供节目音频如下：
    {
      reason: 'label of a player',
      text: /^(?:希望了解[^。\n]{0,60}。)?[^。\n]{0,12}[为為爲]您提供[^。\n]{0,24}音[频頻]如下[：:]$/,
    },
  ],
  templates: [
    {
      name: 'content-wrapper',
      body: 'div[class^="Content__Wrapper"]',
      image: 'div',
      drop: ['div.soh-embed', 'div[class^="AD_Embed"]'],
    },
  ],
} satisfies Source
