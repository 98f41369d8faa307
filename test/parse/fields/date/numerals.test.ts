import t from 'tap'
import { readDay } from '../../../../src/parse/fields/date/moment.ts'
import { numberOf } from '../../../../src/parse/fields/date/numerals.ts'

const days: [text: string, day: ReturnType<typeof readDay>][] = [
  ['2020年09月18日', { year: 2020, month: 9, day: 18 }],
  ['【灯塔报北京时间2022年8月5日讯】', { year: 2022, month: 8, day: 5 }],
  ['二零一六年十月二十二日', { year: 2016, month: 10, day: 22 }],
  ['二〇二〇年一月十日', { year: 2020, month: 1, day: 10 }],
  ['民國109年1月2日', { year: 2020, month: 1, day: 2 }],
  ['民国一百零九年十二月三十一日', { year: 2020, month: 12, day: 31 }],
  ['民國元年元旦', null],
  ['10月04日', { year: null, month: 10, day: 4 }],
  ['８月３１日', { year: null, month: 8, day: 31 }],
  ['13月1日', null],
  ['2020年2月0日', null],
  ['昨日', null],
  ['上周五', null],
  ['', null],
]

for (const [text, day] of days)
  t.test(text || 'nothing', async (t) => t.strictSame(readDay(text, { language: 'zh', zone: null }), day))

const numbers: [text: string, number: number | null][] = [
  ['109', 109],
  ['１０９', 109],
  ['二零一六', 2016],
  ['十', 10],
  ['二十', 20],
  ['二十二', 22],
  ['十二', 12],
  ['一百零九', 109],
  ['一百一十', 110],
  ['甲', null],
  ['', null],
]

t.test('numbers', async (t) => {
  for (const [text, number] of numbers) t.equal(numberOf(text), number, text)
})
