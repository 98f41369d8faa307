import t from 'tap'
import { clockIn, clocks } from '../../../../src/parse/fields/date/clock.ts'
import { type Doubt, readMoment } from '../../../../src/parse/fields/date/moment.ts'
import { plainText } from '../../../../src/parse/fields/date/numerals.ts'
import { ways, yearlessWays } from '../../../../src/parse/fields/date/ways.ts'

/** Text as pages have it, the page's language and zone, and the moment with its precision; null where it gives none. */
const rows: [
  text: string,
  language: string | null,
  zone: string | null,
  at: string | null,
  precision?: string,
][] = [
  ['2024-05-03T15:47:42.389Z', null, null, '2024-05-03T15:47:42.389Z', 'second'],
  ['2023-04-28 18:11:01.0', 'de', 'Europe/Berlin', '2023-04-28T18:11:01+02:00', 'second'],
  ['Fri Apr 28 19:20:36 CEST 2023', 'de', null, '2023-04-28T19:20:36+02:00', 'second'],
  [
    'Fri Apr 28 2023 17:52:31 GMT+0000 (Coordinated Universal Time)',
    'en',
    null,
    '2023-04-28T17:52:31+00:00',
    'second',
  ],
  ['Fri, 28 Apr 2023 18:11:01 GMT', null, null, '2023-04-28T18:11:01+00:00', 'second'],
  ['2024-04-30 16:00:34 +02:00', null, null, '2024-04-30T16:00:34+02:00', 'second'],
  ['2025-05-15T20:00:52.000+0900', 'ko', null, '2025-05-15T20:00:52+09:00', 'second'],
  ['2024-04-22T06:00+02:00', null, null, '2024-04-22T06:00:00+02:00', 'minute'],
  ['20240503', null, null, '2024-05-03T00:00:00Z', 'day'],
  ['20240503T101112Z', null, null, '2024-05-03T10:11:12Z', 'second'],
  ['1714400000', null, null, '2024-04-29T14:13:20Z', 'second'],
  ['1714400000000', null, null, '2024-04-29T14:13:20Z', 'second'],
  ['3. Mai 2024, 17:47', 'de', 'Europe/Berlin', '2024-05-03T17:47:00+02:00', 'minute'],
  ['Montag, 1. Jänner 2024', 'de', 'Europe/Vienna', '2024-01-01T00:00:00+01:00', 'day'],
  ['28.04.2023, 20.15 Uhr', 'de', 'Europe/Berlin', '2023-04-28T20:15:00+02:00', 'minute'],
  ['25.4.24', 'de', 'Europe/Berlin', '2024-04-25T00:00:00+02:00', 'day'],
  ['Sep 2, 2024, 17:07 IST', 'en', 'Asia/Kolkata', '2024-09-02T17:07:00+05:30', 'minute'],
  ['April 26, 2024 at 11:24 a.m. EDT', 'en', null, '2024-04-26T11:24:00-04:00', 'minute'],
  ['Nov 18, 2024 9:26pm', 'en', 'Europe/London', '2024-11-18T21:26:00+00:00', 'minute'],
  ['11:58, 23 APR 2024', 'en', 'Europe/London', '2024-04-23T11:58:00+01:00', 'minute'],
  ['2025年1月13日 21時37分', 'ja', 'Asia/Tokyo', '2025-01-13T21:37:00+09:00', 'minute'],
  ['2026. 01. 29. 18:40', 'ko', 'Asia/Seoul', '2026-01-29T18:40:00+09:00', 'minute'],
  ['13/01/2025 10:22', 'es', 'Europe/Madrid', '2025-01-13T10:22:00+01:00', 'minute'],
  ['21 de setembro de 2020 às 14h30', 'pt', 'America/Sao_Paulo', '2020-09-21T14:30:00-03:00', 'minute'],
  ['1er janvier 2024 à 08h05', 'fr', 'Europe/Paris', '2024-01-01T08:05:00+01:00', 'minute'],
  ['4 Febbraio 2025 - 14:41', 'it', 'Europe/Rome', '2025-02-04T14:41:00+01:00', 'minute'],
  ['8 января 2026, 17:46', 'ru', 'Europe/Kyiv', '2026-01-08T17:46:00+02:00', 'minute'],
  ['23 okt 2025 kl 10.23', 'sv', 'Europe/Stockholm', '2025-10-23T10:23:00+02:00', 'minute'],
  ['5 czerwca 2024', 'pl', 'Europe/Warsaw', '2024-06-05T00:00:00+02:00', 'day'],
  ['30 Ιουνίου 2024', 'el', 'Europe/Athens', '2024-06-30T00:00:00+03:00', 'day'],
  ['٣ مايو ٢٠٢٤', 'ar', null, '2024-05-03T00:00:00Z', 'day'],
  ['3 พฤษภาคม 2567', 'th', 'Asia/Bangkok', '2024-05-03T00:00:00+07:00', 'day'],
  ['3 tháng 5, 2024', 'vi', 'Asia/Ho_Chi_Minh', '2024-05-03T00:00:00+07:00', 'day'],
  ['05/03/2024', 'en-US', null, '2024-05-03T00:00:00Z', 'day'],
  ['05/03/2024', 'en', 'Europe/London', '2024-03-05T00:00:00+00:00', 'day'],
  ['vor 3 Stunden', 'de', 'Europe/Berlin', null],
  ['yesterday at 12:30', 'en', null, null],
  ['May 2024', 'en', null, null],
  ['31.02.2024', 'de', null, null],
  ['version 1.2.3.4', 'en', null, null],
  ['', null, null, null],
  ['2016 年 9 月 14 日 09:20', 'zh', 'Asia/Shanghai', '2016-09-14T09:20:00+08:00'],
  ['2016年9月14日晚8：00', 'zh', 'Asia/Shanghai', '2016-09-14T20:00:00+08:00'],
  ['2016年9月14日凌晨12:30', 'zh', 'Asia/Shanghai', '2016-09-14T00:30:00+08:00'],
  ['2016年9月14日晚12点', 'zh', 'Asia/Shanghai', '2016-09-15T00:00:00+08:00'],
  ['2024年6月3日15点20分', 'zh', 'Asia/Shanghai', '2024-06-03T15:20:00+08:00'],
  ['2024年6月3日下午三点半', 'zh', 'Asia/Shanghai', '2024-06-03T15:30:00+08:00'],
  ['二〇二四年六月三日', 'zh', 'Asia/Shanghai', '2024-06-03T00:00:00+08:00'],
  ['２０２４年６月３日　１５：２０', 'zh', 'Asia/Shanghai', '2024-06-03T15:20:00+08:00'],
  ['2024-06-03 PM 03:20', 'zh-Hant', 'Asia/Taipei', '2024-06-03T15:20:00+08:00'],
  ['2024-06-03 AM 12:20', 'zh-Hant', 'Asia/Taipei', '2024-06-03T00:20:00+08:00'],
  ['民國113年6月3日', 'zh-Hant', 'Asia/Taipei', '2024-06-03T00:00:00+08:00'],
  ['中華民國113年06月03日', 'zh-Hant', 'Asia/Taipei', '2024-06-03T00:00:00+08:00'],
  ['發布日期：113-06-03', 'zh-Hant', 'Asia/Taipei', '2024-06-03T00:00:00+08:00'],
  ['113/06/03', 'zh-Hant', 'Asia/Taipei', '2024-06-03T00:00:00+08:00'],
  ['113.6.3', 'zh-Hant', 'Asia/Taipei', '2024-06-03T00:00:00+08:00'],
  ['113年6月3日', 'zh-Hant', 'Asia/Taipei', '2024-06-03T00:00:00+08:00'],
  ['令和6年6月3日', 'ja', 'Asia/Tokyo', '2024-06-03T00:00:00+09:00'],
  ['令和元年5月1日', 'ja', 'Asia/Tokyo', '2019-05-01T00:00:00+09:00'],
  ['平成30年12月1日 午後3時5分', 'ja', 'Asia/Tokyo', '2018-12-01T15:05:00+09:00'],
  ['2024（令和6）年6月3日（月）15時20分', 'ja', 'Asia/Tokyo', '2024-06-03T15:20:00+09:00'],
  ['2024/06/03 15:20', 'ja', 'Asia/Tokyo', '2024-06-03T15:20:00+09:00'],
  ['24/06/03', 'ja', 'Asia/Tokyo', '2024-06-03T00:00:00+09:00'],
  ['2024. 6. 3. 오후 3:20', 'ko', 'Asia/Seoul', '2024-06-03T15:20:00+09:00'],
  ['2024년 6월 3일 오전 9시 5분', 'ko', 'Asia/Seoul', '2024-06-03T09:05:00+09:00'],
  ['입력 2024.06.03. 오후 3:20', 'ko', 'Asia/Seoul', '2024-06-03T15:20:00+09:00'],
  ['24.06.03 15:20', 'ko', 'Asia/Seoul', '2024-06-03T15:20:00+09:00'],
  ['18-03-08', 'zh', 'Asia/Shanghai', '2018-03-08T00:00:00+08:00'],
  ['Wed Sep 14 09:20:00 CST 2016', 'zh', 'Asia/Shanghai', '2016-09-14T09:20:00+08:00'],
  ['Wed Sep 14 09:20:00 CST 2016', 'en-US', null, '2016-09-14T09:20:00-06:00'],
  ['2016-09-14 09:20:00 CST', 'zh', 'Asia/Shanghai', '2016-09-14T09:20:00+08:00'],
  ['June 3, 2024 3:20 PM ET', 'en', null, '2024-06-03T15:20:00-04:00'],
  ['December 3, 2024 at 3 p.m. ET', 'en', null, '2024-12-03T15:00:00-05:00'],
  ['Dec 3, 2024, 3:20 p.m. PT', 'en', null, '2024-12-03T15:20:00-08:00'],
  ['June 3, 2024 3:20 PM CT', 'en', null, '2024-06-03T15:20:00-05:00'],
  ['June 3, 2024 3:20 PM (MT)', 'en', null, '2024-06-03T15:20:00-06:00'],
  ['3 June 2024 15:20 BST', 'en', null, '2024-06-03T15:20:00+01:00'],
  ['3 June 2024 15:20 CET', 'en', null, '2024-06-03T15:20:00+02:00'],
  ['3 January 2024 15:20 IST', 'en', 'Asia/Jerusalem', '2024-01-03T15:20:00+02:00'],
  ['3 мая 2024 15:20 МСК', 'ru', null, '2024-05-03T15:20:00+03:00'],
  ['3 травня 2024, 14:20', 'uk', 'Europe/Kyiv', '2024-05-03T14:20:00+03:00'],
  ['3. května 2024 v 14:20', 'cs', 'Europe/Prague', '2024-05-03T14:20:00+02:00'],
  ['3. 5. 2024 14:20', 'cs', 'Europe/Prague', '2024-05-03T14:20:00+02:00'],
  ['3 Mayıs 2024 Cuma 14:20', 'tr', 'Europe/Istanbul', '2024-05-03T14:20:00+03:00'],
  ['03 MAYIS 2024', 'tr', 'Europe/Istanbul', '2024-05-03T00:00:00+03:00'],
  ['الجمعة 3 مايو/أيار 2024 - 03:20 م', 'ar', 'Asia/Riyadh', '2024-05-03T15:20:00+03:00'],
  ['3 كانون الثاني 2024', 'ar', 'Asia/Beirut', '2024-01-03T00:00:00+02:00'],
  ['٣ أيار ٢٠٢٤', 'ar', 'Asia/Beirut', '2024-05-03T00:00:00+03:00'],
  ['۱۴ خرداد ۱۴۰۳ ساعت ۱۵:۲۰', 'fa', 'Asia/Tehran', '2024-06-03T15:20:00+03:30'],
  ['۱۴۰۳/۰۳/۱۴ - ۱۵:۲۰', 'fa', 'Asia/Tehran', '2024-06-03T15:20:00+03:30'],
  ['۳ ژوئن ۲۰۲۴', 'fa', 'Asia/Tehran', '2024-06-03T00:00:00+03:30'],
  ['25 شوال 1445', 'ar', 'Asia/Riyadh', '2024-05-04T00:00:00+03:00'],
  ['3 במאי 2024, 15:20', 'he', 'Asia/Jerusalem', '2024-05-03T15:20:00+03:00'],
  ['03.05.2024 | 15:20', 'he', 'Asia/Jerusalem', '2024-05-03T15:20:00+03:00'],
  ['3 พ.ค. 2567 เวลา 15.20 น.', 'th', 'Asia/Bangkok', '2024-05-03T15:20:00+07:00'],
  ['3 พ.ค. 67 15:20', 'th', 'Asia/Bangkok', '2024-05-03T15:20:00+07:00'],
  ['วันที่ 3 พฤษภาคม พ.ศ. 2567', 'th', 'Asia/Bangkok', '2024-05-03T00:00:00+07:00'],
  ['Thứ Sáu, 03/05/2024 15:20 GMT+7', 'vi', 'Asia/Ho_Chi_Minh', '2024-05-03T15:20:00+07:00'],
  ['ngày 3 tháng 5 năm 2024', 'vi', 'Asia/Ho_Chi_Minh', '2024-05-03T00:00:00+07:00'],
  ['3 Mei 2024 15.20 WIB', 'id', null, '2024-05-03T15:20:00+07:00'],
  ['Jumat, 03 Agustus 2024 15:20', 'id', 'Asia/Jakarta', '2024-08-03T15:20:00+07:00'],
  ['vendredi 3 mai 2024 à 15h20', 'fr', 'Europe/Paris', '2024-05-03T15:20:00+02:00'],
  ['Publié le 03/05/2024 à 15h', 'fr', 'Europe/Paris', '2024-05-03T15:00:00+02:00'],
  ['3 fevrier 2024', 'fr', 'Europe/Paris', '2024-02-03T00:00:00+01:00'],
  ['3 de maio de 2024 às 15:20', 'pt-BR', 'America/Sao_Paulo', '2024-05-03T15:20:00-03:00'],
  ['3 maggio 2024 alle 15:20', 'it', 'Europe/Rome', '2024-05-03T15:20:00+02:00'],
  ['3 mei 2024 om 15:20', 'nl', 'Europe/Amsterdam', '2024-05-03T15:20:00+02:00'],
  ['3 maja 2024 r., godz. 15:20', 'pl', 'Europe/Warsaw', '2024-05-03T15:20:00+02:00'],
  ['2024. május 3. 15:20', 'hu', 'Europe/Budapest', '2024-05-03T15:20:00+02:00'],
  ['May 3rd, 2024 3:20pm', 'en-US', null, '2024-05-03T15:20:00Z'],
  ["3:20 pm, 3 May '24", 'en-GB', 'Europe/London', '2024-05-03T15:20:00+01:00'],
  ['03-May-2024 15:20', 'en-IN', 'Asia/Kolkata', '2024-05-03T15:20:00+05:30'],
  ['3rd of May 2024', 'en', 'Europe/London', '2024-05-03T00:00:00+01:00'],
  ['10:15 May 5, 2024', 'en', 'Europe/London', '2024-05-05T10:15:00+01:00'],
  ['Friday 3 May 2024 10.15 EDT', 'en', null, '2024-05-03T10:15:00-04:00'],
  ['2024年5月3日 北京时间15:20', 'zh', 'Asia/Shanghai', '2024-05-03T15:20:00+08:00'],
  ['美东时间2024年5月3日 15:20', 'zh', 'Asia/Shanghai', '2024-05-03T15:20:00-04:00'],
  ['发表于2014-08-24 21:30| 1164次阅读', 'zh', 'Asia/Shanghai', '2014-08-24T21:30:00+08:00'],
  ['2024-05-03T15:20:00.000000+08:00', 'zh', null, '2024-05-03T15:20:00+08:00'],
  ['2024-05-03 15:20:00 +0000 UTC', 'en', null, '2024-05-03T15:20:00+00:00'],
  ['廿三', 'zh', null, null],
  ['2024年5月廿三日', 'zh', null, '2024-05-23T00:00:00Z'],
  ['3小时前', 'zh', null, null],
  ['24小时热线 400-820-1234', 'zh', null, null],
  ['10万+', 'zh', null, null],
  ['ISBN 978-7-02-012345-6', 'zh', 'Asia/Shanghai', null],
  ['京ICP备 12-34-5号', 'zh', null, null],
  ['192.168.1.24', 'en', null, null],
  ['民國元年元旦', 'zh', null, null],
  ['13月1日', 'zh', null, null],
  ['1 of 12 photos', 'en', null, null],
  ['5 people may 2024', 'en', null, null],
]

t.test('reads dates as pages write them', async (t) => {
  for (const [text, language, zone, at, precision] of rows) {
    const value = readMoment(text, { language, zone })?.value ?? null
    t.equal(value?.at ?? null, at, `${text} (${language})`)
    if (precision !== undefined) t.equal(value?.precision, precision, `precision of ${text}`)
  }
})

/** The same with what the page says elsewhere, and what had to be assumed. */
const doubtful: [
  text: string,
  language: string | null,
  zone: string | null,
  known: string[],
  at: string | null,
  doubts?: Doubt[],
][] = [
  ['05/03/2024', 'en', null, [], '2024-05-03T00:00:00Z', ['order']],
  ['05/03/2024', 'en', null, ['2024-03-05'], '2024-03-05T00:00:00Z', []],
  ['05/03/2024', 'en', null, ['2024-05-04'], '2024-05-03T00:00:00Z', []],
  ['05/03/24', 'en', null, [], '2024-05-03T00:00:00Z', ['order']],
  ['05/03/2024', 'en-US', null, [], '2024-05-03T00:00:00Z', []],
  ['05/03/2024', 'fr', 'Europe/Paris', [], '2024-03-05T00:00:00+01:00', []],
  ['05/05/2024', 'en', null, [], '2024-05-05T00:00:00Z', []],
  ['25/03/2024', 'en', null, [], '2024-03-25T00:00:00Z', []],
  ['18-03-08', 'zh', 'Asia/Shanghai', ['2018-03-08'], '2018-03-08T00:00:00+08:00', []],
  ['08/03/18', 'zh', 'Asia/Shanghai', ['2018-03-08'], '2018-03-08T00:00:00+08:00', []],
  ['09-30 22:46', 'zh', 'Asia/Shanghai', ['2019-09-30'], '2019-09-30T22:46:00+08:00', ['year', 'zone']],
  ['12-31 22:46', 'zh', 'Asia/Shanghai', ['2020-01-02'], '2019-12-31T22:46:00+08:00', ['year', 'zone']],
  ['09-30 22:46', 'zh', 'Asia/Shanghai', [], null],
  ['09-30 22:46', 'en', null, ['2019-09-30'], null],
  ['10月4日 10:00', 'zh', 'Asia/Shanghai', ['2019-10-05'], '2019-10-04T10:00:00+08:00', ['year', 'zone']],
  ['5월 3일 오후 3시', 'ko', 'Asia/Seoul', ['2024-05-03'], '2024-05-03T15:00:00+09:00', ['year', 'zone']],
  ['3 de mayo', 'es', 'Europe/Madrid', ['2024-05-10'], '2024-05-03T00:00:00+02:00', ['year']],
  ['May 3', 'en', null, ['2024-05-10'], '2024-05-03T00:00:00Z', ['year']],
  ['May 3', 'en', null, [], null],
  ['5 comments', 'en', null, ['2024-05-10'], null],
  ['2024-06-03 15:20', 'zh', 'Asia/Shanghai', [], '2024-06-03T15:20:00+08:00', ['zone']],
  ['2024-06-03 15:20', 'en', null, [], '2024-06-03T15:20:00Z', ['zone']],
  ['2024-06-03 15:20+08:00', 'en', null, [], '2024-06-03T15:20:00+08:00', []],
  ['1583388000', 'zh', 'Asia/Shanghai', [], '2020-03-05T14:00:00+08:00', []],
  ['1583388000', 'de', 'Europe/Berlin', [], '2020-03-05T07:00:00+01:00', []],
]

t.test('says what it had to assume', async (t) => {
  for (const [text, language, zone, known, at, doubts] of doubtful) {
    const moment = readMoment(text, { language, zone, known })
    t.equal(moment?.value.at ?? null, at, `${text} (${language}, ${known})`)
    if (doubts !== undefined) t.strictSame(moment?.doubts, doubts, `doubts of ${text}`)
  }
})

t.test('every way of writing has an example that it reads', async (t) => {
  const context = { language: 'zh', zone: 'Asia/Shanghai' }
  for (const { name, example, pattern, read } of [...ways, ...yearlessWays]) {
    const [match] = plainText(example).matchAll(pattern)
    t.ok(match !== undefined && read(match.groups ?? {}, context).length > 0, `${name}: ${example}`)
  }
  for (const { name, example, pattern } of clocks) {
    t.ok([...plainText(example).matchAll(pattern)].length > 0, `${name}: ${example}`)
    t.not(clockIn(plainText(example), 'first'), null, `${name}: ${example}`)
  }
})
