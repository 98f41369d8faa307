import t from 'tap'
import { isPersonal, namesIn } from '../../../../src/parse/generic/names/names.ts'

t.test('names in metadata', async (t) => {
  for (const [text, names] of [
    ['Jane Doe', ['Jane Doe']],
    ['By Jane Doe and John Roe', ['Jane Doe', 'John Roe']],
    ['Ada Weber und Max Kern, dpa', ['Ada Weber', 'Max Kern', 'dpa']],
    ['Ida Holm og Nils Berg', ['Ida Holm', 'Nils Berg']],
    ['La Gazette et AFP', ['La Gazette et AFP']],
    ['Ada Weber (awe)', ['Ada Weber']],
    ['MND Staff', ['MND Staff']],
    ['김민수 기자', ['김민수']],
    ['김민수 기자 minsu@example.com', ['김민수']],
    ['Jane Doe, Jr.', ['Jane Doe, Jr.']],
    ['Jane Doe, MS, RD, FABC', ['Jane Doe, MS, RD, FABC']],
    ['Ada Weber, AFP', ['Ada Weber', 'AFP']],
    ['@janedoe', []],
    ['https://example.com/jane', []],
    ['admin', []],
    ['Central Time', []],
    ['Rafael Timeo', ['Rafael Timeo']],
    ['J&uuml;rgen Kl&#246;tz', ['Jürgen Klötz']],
  ] as const)
    t.same(namesIn(text), names, text)
})

t.test('names in visible bylines', async (t) => {
  for (const [text, names] of [
    ['Von Ada Weber', ['Ada Weber']],
    ['Par Zoé Martin', ['Zoé Martin']],
    ['Por Luis Pérez y Ana María Gil', ['Luis Pérez', 'Ana María Gil']],
    ['By Jane Doe, Political Editor', ['Jane Doe']],
    ['By Jane Doe Published 3 May 2024', ['Jane Doe']],
    ['Jane Doe | March 3, 2021 | 5 min read', ['Jane Doe']],
    ['Di Anna Neri - 3 marzo 2021', ['Anna Neri']],
    ['Tekst: Ida Holm', ['Ida Holm']],
    ['A cura di Anna Neri', ['Anna Neri']],
    ['Автор: Анна Петрова', ['Анна Петрова']],
    ['Texte et photos : Zoé Martin', ['Zoé Martin']],
    ['Aufgezeichnet von Ada Weber', ['Ada Weber']],
    ['作者：李明', ['李明']],
    ['記者 王小明', ['王小明']],
    ['Автор: Мария Колева Коментари: 4', ['Мария Колева']],
    ['Par Zoé Martin Lecture : 3 min', ['Zoé Martin']],
  ] as const)
    t.same(namesIn(text, true), names, text)
})

t.test('tells persons from offices', async (t) => {
  for (const name of [
    'Jane Doe',
    'Jan van der Berg',
    'Zoé Martin',
    '李明',
    'Анна Петрова',
    "Siobhán O'Neill",
  ])
    t.ok(isPersonal(name), name)
  for (const name of ['Leitender Redakteur', 'jane', 'Read more about this', '5 minutes', 'Sports Editor'])
    t.notOk(isPersonal(name), name)
})
