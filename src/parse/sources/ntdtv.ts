import type { Source } from '../source.ts'

export default {
  title: '新唐人电视台',
  hosts: ['ntdtv.com'],
  version: 1,
  nativeId: /\/(?<id>a\d+)\.html?(?:[?#]|$)/, // https://www.ntdtv.com/gb/2022/08/15/a103502606.html
  lendsIds: true,
  signs: /class="post_content"/,
  // 【新唐人北京时间2022年08月15日讯】, 【新唐人2019年1月2日讯】, 【北京时间2019年01月02日讯】
  dateline: /^【(?:新唐人(?:北京时间)?|北京时间)(?<date>\d{4}年\d{1,2}月\d{1,2}日)[讯訊]】/,
  addressDate: /\/(?<year>\d{4})\/(?<month>\d{1,2})\/(?<day>\d{1,2})\//,
  keyword: /ntdtv\.com\/(?:gb|b5)\/(?<name>[^/?#]+)\.htm(?:[?#]|$)/, // /gb/金正恩.htm; articles are .html and dated
  templates: [
    { name: 'post_content', body: 'div.post_content', image: 'div.featured_image', caption: 'span.caption' },
  ],
} satisfies Source
