import type { Source } from '../source.ts'

export default {
  title: '自由亚洲电台',
  hosts: ['rfa.org'],
  version: 1,
  nativeId: /\/(?<id>[^/]+-\d{14})\.html?(?:[?#]|$)/, // …/mandarin/yataibaodao/gangtai/1f-09222020141631.html
  signs: /id="storytext"/,
  offset: '-05:00',
  // The end of the address is when it was published in Washington, MMDDYYYYhhmmss: the day is what it is good for.
  addressDate: /-(?<month>\d{2})(?<day>\d{2})(?<year>\d{4})\d{6}\.html?(?:[?#]|$)/,
  templates: [
    {
      name: 'storytext',
      body: '#storytext',
      image: '#headerimg',
      caption: '#headerimgcaption, div.image-inline, div.sidebar, .image-caption, .captioned-image',
    },
  ],
} satisfies Source
