import t from 'tap'
import { languageOf } from '../../../src/parse/fields/script-language.ts'

t.test('language', async (t) => {
  const rows: [text: string, language: string | null][] = [
    ['石桥周三重新开放，镇上的人都来了，书记也来了。', 'zh-Hans'],
    ['石橋週三重新開放，鎮上的人都來了，書記也來了。', 'zh-Hant'],
    [
      '石桥周三重新开放，镇上的人都来了。县志里写作「石橋」，也有人写成「石槁」，全文没有别的繁体字了，大家说来说去还是那座桥。',
      'zh-Hans',
    ],
    ['Anna Berg说，桥是石头造的，很多很多的石头，从山上运来。', 'zh-Hans'],
    [
      '石桥（Stone Bridge over the Willow Creek）周三重开，镇上有人用日文写道：「おめでとう」。书记说，很好，很好。',
      'zh-Hans',
    ],
    ['水曜日に石橋が再び開通し、町の人々が集まった。', 'ja'],
    ['돌다리가 수요일에 다시 열렸다. 石橋', 'ko'],
    ['The bridge (石橋) was opened again on Wednesday.', null],
    ['Мост снова открыт.', null],
    ['123 — 456', null],
    ['', null],
  ]
  for (const [text, language] of rows) t.equal(languageOf([text]), language, text)
  t.equal(languageOf([]), null)
})
