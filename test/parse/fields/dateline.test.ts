import t from 'tap'
import { parsePage } from '../../../src/parse/parse.ts'

/** The dateline, day and first paragraph of a page of a source. */
function read(
  address: string,
  first: string,
): [dateline: string | null, day: string | null, text: string | null] {
  const page = `### 题目\n------------------------\n\n<p>${first}</p>\n\n原文链接：${address}\n`
  const outcome = parsePage({ bytes: Buffer.from(page), contentType: 'text/markdown', hints: {} })
  if ('problem' in outcome) throw outcome.problem
  const { dateline, publishedAt, paragraphs } = outcome.article
  return [dateline, publishedAt?.slice(0, 10) ?? null, paragraphs[0] ?? null]
}

t.test('datelines', async (t) => {
  const ntdtv = 'https://www.ntdtv.com/gb/2020/08/15/a1.html'
  const epochtimes = 'https://www.epochtimes.com/gb/19/4/23/n1.htm'
  const secretchina = 'https://www.secretchina.com/news/gb/2020/08/17/1.html'
  const soundofhope = 'https://www.soundofhope.org/post/1'
  const rows: [address: string, dateline: string, day: string | null][] = [
    [ntdtv, '【新唐人北京时间2020年08月16日讯】', '2020-08-16'],
    [ntdtv, '【新唐人2020年8月6日讯】', '2020-08-06'],
    [ntdtv, '【北京时间2020年08月16日讯】', '2020-08-16'],
    [epochtimes, '【大纪元2019年04月28日讯】', '2019-04-28'],
    [epochtimes, '【大纪元04月28日讯】', '2019-04-28'],
    [epochtimes, '【大紀元2019年4月28日訊】', '2019-04-28'],
    [secretchina, '【看中国2020年8月18日讯】', '2020-08-18'],
    [secretchina, '【看中國2020年8月18日訊】', '2020-08-18'],
    [secretchina, '【大纪元2020年8月18日讯】', '2020-08-18'],
    [soundofhope, '【希望之声2020年9月18日】', '2020-09-18'],
    [soundofhope, '【希望之聲2020年9月18日】', '2020-09-18'],
    [soundofhope, '【柳溪社民國109年8月18日電】', '2020-08-18'],
    [soundofhope, '【柳溪社二零二零年八月十八日讯】', '2020-08-18'],
  ]
  for (const [address, dateline, day] of rows)
    t.strictSame(read(address, `${dateline}桥开了。`), [dateline, day, '桥开了。'], dateline)
})

t.test('a day without a year, about New Year', async (t) => {
  const address = (day: string) => `https://www.epochtimes.com/gb/${day}/n1.htm`
  t.equal(read(address('20/1/1'), '【大纪元12月31日讯】桥开了。')[1], '2019-12-31')
  t.equal(read(address('19/12/31'), '【大纪元01月01日讯】桥开了。')[1], '2020-01-01')
})

t.test('what is none', async (t) => {
  const rows = [
    '【环球直击】桥开了。',
    '【视频】2020年8月18日，桥开了。',
    '【桥史1】桥开了。',
    '昨日，桥开了。',
  ]
  for (const text of rows)
    t.strictSame(read('https://www.ntdtv.com/gb/2020/08/15/a1.html', text), [null, '2020-08-15', text], text)
  t.strictSame(
    read('https://www.soundofhope.org/post/1', '昨天（8月18日）桥开了。'),
    [null, null, '昨天（8月18日）桥开了。'],
    'no date in the address',
  )
  t.strictSame(
    read('https://www.ntdtv.com/gb/2020/08/15/a1.html', '【新唐人北京时间2020年13月45日讯】桥开了。'),
    ['【新唐人北京时间2020年13月45日讯】', '2020-08-15', '桥开了。'],
    'a day that no calendar holds',
  )
})
