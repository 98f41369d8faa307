import { matchesOf } from '../../tree/matches.ts'
import { numberOf } from './numerals.ts'

/** A time of day as a text gives it; the hour is 24 at the midnight that ends a day. */
export type Clock = {
  hour: number
  minute: number
  second: number | null
  /** `.389`, or nothing. */
  fraction: string
  /** What follows: its zone stands there. */
  behind: string
}

type Row = { name: string; example: string; pattern: RegExp }

const han = '[〇零一二三四五六七八九十廿]{1,3}'

/** Ways of writing a time of day, read in what plainText gives. */
export const clocks: readonly Row[] = [
  {
    name: 'hour and minute with a colon',
    example: '15:48:03.12',
    pattern:
      /(?<![\d.:/-])(?<hour>[01]?\d|2[0-4]) ?: ?(?<minute>[0-5]\d)(?: ?: ?(?<second>[0-5]\d)(?<fraction>[.,]\d{1,9})?)?(?![\d:])/gu,
  },
  {
    name: 'Han or Hangul words',
    example: '15点20分',
    pattern: new RegExp(
      `(?<![\\d.])(?<hour>\\d{1,2}|${han}) ?[点點時时시](?![间間代赞贊讚击擊]) ?(?:(?<half>半)|(?<quarter>[一三])刻|(?<minute>[0-5]?\\d|${han})(?: ?[分분]|(?![\\d年月日])))?(?: ?(?<second>[0-5]?\\d) ?[秒초])?`,
      'gu',
    ),
  },
  {
    name: 'hour and minute with a word between',
    example: '20h30',
    pattern: /(?<![\d.:])(?<hour>[01]?\d|2[0-3]) ?(?:h|giờ|ч\.?) ?(?<minute>[0-5]\d)?(?![\p{L}\d])/giu,
  },
  {
    name: 'hour alone',
    example: '3 p.m.',
    pattern: /(?<![\d.:/-])(?<hour>1[0-2]|0?[1-9])(?= ?[ap]\.? ?m\b)/giu,
  },
  {
    name: 'hour and minute with a point',
    example: '15.48 Uhr',
    pattern: /(?<![\d.])(?<hour>[01]?\d|2[0-3])\.(?<minute>[0-5]\d)(?!\.?\d)/gu,
  },
  {
    name: 'hour and minute without a sign between',
    example: '1520 hrs',
    pattern: /(?<!\d)(?<hour>[01]\d|2[0-3])(?<minute>[0-5]\d)(?= ?hrs?(?!\p{L}))/giu,
  },
  {
    name: 'noon',
    example: '正午',
    pattern: /(?<noon>正午|정오|(?<!\p{L})noon(?!\p{L}))(?! ?[\d零一二十])/giu,
  },
  {
    name: 'hour alone before its word',
    example: '15 Uhr',
    pattern: /(?<![\d.:])(?<hour>[01]?\d|2[0-3])(?= Uhr\b)/giu,
  },
]

/** Which hours a word for a part of the day means. */
type Part = 'morning' | 'noon' | 'afternoon' | 'evening' | 'night' | 'after midnight'

/** Words for parts of the day, in front of the hour. Longer ones stand before those that they end in. */
const partsBefore: readonly (readonly [part: Part, words: RegExp])[] = [
  ['after midnight', /(?:凌晨|새벽)$/],
  ['night', /(?:深夜|半夜|午夜|夜里|夜裡|밤|रात)$/],
  ['noon', /(?:中午|正午|낮|दोपहर)$/],
  ['evening', /(?:晚上|晚间|晚間|夜间|夜間|傍晚|今晚|当晚|當晚|晚|夜|저녁|शाम)$/],
  ['afternoon', /(?:下午|午后|午後|오후|(?:^|[^\p{L}])p\.? ?m\.?)$/iu],
  ['morning', /(?:上午|早上|早晨|清晨|今晨|早|朝|午前|오전|सुबह|(?:^|[^\p{L}])a\.? ?m\.?)$/iu],
]

/** The same behind the time. */
const partsBehind: readonly (readonly [part: Part, words: RegExp])[] = [
  [
    'afternoon',
    /^ ?(?:p\.? ?m\b\.?|(?:CH|ÖS)(?!\p{L})|م(?!\p{L})|مساء|ب\.ظ|بعد ?از ?ظهر|μ\.μ\.|(?:giờ )?(?:chiều|tối)|de la (?:tarde|noche)|da (?:tarde|noite))/iu,
  ],
  [
    'morning',
    /^ ?(?:a\.? ?m\b\.?|(?:SA|ÖÖ)(?!\p{L})|ص(?!\p{L})|صباح|ق\.ظ|قبل ?از ?ظهر|π\.μ\.|sáng|de la mañana|da manhã)/iu,
  ],
]

/** @returns the first time of day in a text, or the last one; null where there is none */
export function clockIn(text: string, which: 'first' | 'last'): Clock | null {
  let best: Clock | null = null
  let bestAt = -1
  for (const { pattern } of clocks)
    for (const match of matchesOf(text, pattern)) {
      const isBetter: boolean =
        best === null || (which === 'first' ? match.index < bestAt : match.index >= bestAt + 5)
      const clock: Clock | null = isBetter ? clockOf(match) : null
      if (clock === null) continue
      best = clock
      bestAt = match.index
      if (which === 'first') break
    }
  return best
}

function clockOf(match: RegExpExecArray): Clock | null {
  const {
    noon,
    hour = noon === undefined ? '' : '12',
    minute,
    second,
    fraction,
    half,
    quarter,
  } = match.groups ?? {}
  const quarters = half === undefined ? numberOf(quarter ?? '0') : 2
  const [h, m] = [numberOf(hour), quarters === 0 ? numberOf(minute ?? '0') : (quarters ?? 0) * 15]
  if (h === null || h > 24 || m === null || m > 59) return null
  const before = match.input.slice(Math.max(0, match.index - 12), match.index).replace(/[ :]{1,4}$/, '')
  const after = match.input.slice(match.index + match[0].length)
  const behind = partsBehind.find(([, words]) => words.test(after))
  const part = behind?.[0] ?? partsBefore.find(([, words]) => words.test(before))?.[0]
  return {
    hour: hourIn(h, part),
    minute: m,
    second: second === undefined ? null : Number(second),
    fraction: fractionOf(fraction),
    behind: after.slice(behind?.[1].exec(after)?.[0].length ?? 0).slice(0, 40),
  }
}

function hourIn(hour: number, part: Part | undefined): number {
  if (part === undefined || hour > 12) return hour
  if (part === 'noon') return hour < 6 ? hour + 12 : hour
  if (hour === 12) return part === 'afternoon' ? 12 : part === 'evening' || part === 'night' ? 24 : 0
  if (part === 'night') return hour < 6 ? hour : hour + 12
  return part === 'afternoon' || part === 'evening' ? hour + 12 : hour
}

/** Milliseconds where there are any: `.389`; finer is cut, `.0` and `.000` are none. */
function fractionOf(fraction: string | undefined): string {
  if (fraction === undefined || /^[.,]0*$/.test(fraction)) return ''
  return `.${fraction.slice(1, 4)}`
}
