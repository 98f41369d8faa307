import t from 'tap'
import { fold, foldTag, foldWithOffsets } from '../src/fold.ts'
import { randomOf } from './faults/random.ts'

const same: [name: string, one: string, other: string][] = [
  ['Traditional Chinese', '習近平訪問臺灣', '习近平访问台湾'],
  ['a traditional character in a phrase that keeps it', '乾坤', '干坤'],
  ['a form whose simplified form is simplified again', '薴', '苎'],
  ['full width', 'ＣＮＮ２０２２（上）', 'cnn2022(上)'],
  ['half-width Katakana with voicing marks', 'ｶﾞｷﾞ', 'ガギ'],
  ['case', 'Reuters ÉTÉ', 'reuters été'],
  ['letters with marks, composed or not', 'e\u0301te\u0301', 'été'],
  ['both Greek sigmas, wherever they stand', 'ΟΔΟΣ ΣΟΦΟΣ', 'οδοσ σοφοσ'],
  ['a capital that becomes two characters', 'İ', 'i\u0307'],
  ['Hangul letters', '\u1112\u1161\u11ab', '한'],
  ['one sign of several characters', '㈱…', '(株)...'],
  ['white space of full width', '中\u3000国\u00a0人', '中 国 人'],
  ['compatibility ideographs', '\uf9b4', '领'],
  ['dots between the parts of a name', '甲·‧・•･．∙⋅乙', '甲........乙'],
  ['apostrophes', 'O’Neil‘ʼ＇′`´', "o'neil''''''"],
  ['quotation marks', '“甲”「乙」『丙』„丁‟«戊»＂', '"甲""乙""丙""丁""戊""'],
  ['dashes', 'Jean‐Paul‑‒–—―−－﹣⸺', 'jean-paul---------'],
  ['spaces', 'Jean\u2009Paul\u202f\u1680\t\u2028', 'jean paul    '],
]
const hard = [
  ...'·･．’´“″「—－‑\u2009\t习習近平臺乾薴aÉİΣς… ㈱①ﬃﷺｶﾞガ\u0301\u0327\u1112\u1161\u11ab한ㅎㅏ\ud83d\ude00𠀀\ud83d\n"-\u0000',
  'e\u0301',
  '𝐀',
]

/** A text of characters that are hard to fold, the same for the same seed. */
function hardText(random: () => number): string {
  return Array.from(
    { length: Math.floor(random() * 12) },
    () => hard[Math.floor(random() * hard.length)],
  ).join('')
}

t.test('texts that are one text when folded', async (t) => {
  for (const [name, one, other] of same) t.equal(fold(one), other, name)
  t.equal(foldTag('  中共\u3000 党\n'), '中共 党')
})

t.test('every character folds to something that folds to itself', async (t) => {
  const unstable: string[] = []
  // The planes between have no characters, those at the end private ones.
  for (let point = 0; point < 0xe1000; point = point === 0x3ffff ? 0xe0000 : point + 1) {
    const folded = fold(String.fromCodePoint(point))
    if (fold(folded) !== folded) unstable.push(point.toString(16))
  }
  t.same(unstable, [])
})

t.test('a part folds to a part, unless its cut leaves marks behind', async (t) => {
  const random = randomOf(7)
  const apart: string[][] = []
  for (let round = 0; round < 5000; round++) {
    const a = hardText(random)
    const b = hardText(random)
    const melts = /^[\p{M}\u1161-\u1175\u11a8-\u11c2]/u.test(b.normalize('NFKC'))
    const splitsPair = /[\ud800-\udbff]$/.test(a) && /^[\udc00-\udfff]/.test(b)
    if (melts || splitsPair) continue
    if (fold(a + b) !== fold(a) + fold(b)) apart.push([a, b])
  }
  t.same(apart, [])
})

t.test('every unit of a fold knows the characters that it was made of', async (t) => {
  const random = randomOf(8)
  const wrong: unknown[] = []
  for (let round = 0; round < 5000; round++) {
    const text = hardText(random)
    const { folded, starts } = foldWithOffsets(text)
    const bounds = [...new Set(starts)]
    const pieces = bounds.slice(0, -1).map((start, index) => fold(text.slice(start, bounds[index + 1])))
    const lost = folded !== fold(text) || starts.length !== folded.length + 1 || starts.at(-1) !== text.length
    if (lost || pieces.join('') !== folded) wrong.push({ text, folded, starts })
  }
  t.same(wrong, [])
  t.same(foldWithOffsets('a㈱é').starts, [0, 1, 1, 1, 2, 3])
})

t.test('a long text is folded whole', async (t) => {
  const text = '薴…習'.repeat(50_000)
  t.equal(fold(text), '苎...习'.repeat(50_000))
})
