import t from 'tap'
import { readMoment } from '../../../src/parse/generic/moment.ts'

/** Text as pages have it, the page's language and zone, and the moment with its precision; null where it is not certain. */
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
  ['05/03/24', 'en', null, null],
  ['vor 3 Stunden', 'de', 'Europe/Berlin', null],
  ['yesterday at 12:30', 'en', null, null],
  ['May 2024', 'en', null, null],
  ['31.02.2024', 'de', null, null],
  ['version 1.2.3.4', 'en', null, null],
  ['', null, null, null],
]

t.test('reads dates as pages write them, and none that is not certain', async (t) => {
  for (const [text, language, zone, at, precision] of rows)
    t.same(
      readMoment(text, { language, zone }),
      at === null ? null : { at, precision },
      `${text} (${language})`,
    )
})
