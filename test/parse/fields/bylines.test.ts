import t from 'tap'
import { takeBylines } from '../../../src/parse/fields/bylines.ts'

/** Cuts the bylines out of paragraphs: what is left of them, the byline, the credits. */
function taken(texts: string[]): [texts: string[], byline: string | null, credits: string] {
  const lines = texts.map((text) => ({
    block: { type: 'paragraph', level: 0, text, links: [], element: null } as const,
    text,
    removed: null as string | null,
  }))
  const { byline, credits } = takeBylines(lines)
  const left = lines.filter(({ removed }) => removed === null).map(({ text }) => text)
  return [left, byline?.value ?? null, credits.map(({ value }) => `${value.role}:${value.name}`).join(' ')]
}

t.test('where bylines stand', async (t) => {
  const rows: [place: string, texts: string[], result: ReturnType<typeof taken>][] = [
    [
      'in a bracket in front',
      ['（大纪元记者苏禾综合报导）桥开了。', '人来了。'],
      [['桥开了。', '人来了。'], '（大纪元记者苏禾综合报导）', 'reporter:苏禾'],
    ],
    [
      'not in a bracket in front of a later paragraph',
      ['桥开了。', '（大纪元记者苏禾综合报导）人来了。'],
      [['桥开了。', '（大纪元记者苏禾综合报导）人来了。'], null, ''],
    ],
    [
      'in front and as the last paragraph',
      ['（记者苏禾报导）桥开了。', '责任编辑：田小麦＃'],
      [['桥开了。'], '（记者苏禾报导） / 责任编辑：田小麦', 'reporter:苏禾 editor:田小麦'],
    ],
    [
      'above an appeal',
      ['桥开了。', '责任编辑：田小麦', '请常来。'],
      [['桥开了。', '请常来。'], '责任编辑：田小麦', 'editor:田小麦'],
    ],
    [
      'behind the last full stop',
      ['桥开了。', '人来了。（责任编辑：田小麦）'],
      [['桥开了。', '人来了。'], '（责任编辑：田小麦）', 'editor:田小麦'],
    ],
    [
      'behind it without a bracket',
      ['桥开了。', '人来了。责任编辑：田小麦'],
      [['桥开了。', '人来了。'], '责任编辑：田小麦', 'editor:田小麦'],
    ],
    [
      'as the last line',
      ['桥开了。', '人来了。\n责任编辑：田小麦'],
      [['桥开了。', '人来了。'], '责任编辑：田小麦', 'editor:田小麦'],
    ],
    [
      'as the first line',
      ['主持人：苏禾\n座谈人：本镇的石匠们', '桥开了。'],
      [['座谈人：本镇的石匠们', '桥开了。'], '主持人：苏禾', 'host:苏禾'],
    ],
    ['a label without a name', ['桥开了。', '责任编辑：'], [['桥开了。'], null, '']],
    [
      'a name above its team',
      ['桥开了。', '苏禾', '《桥头茶座》制作组'],
      [['桥开了。'], '苏禾 / 《桥头茶座》制作组', 'author:苏禾 author:《桥头茶座》制作组'],
    ],
    [
      'organisations above a date',
      ['桥开了。', '柳溪电视台\n柳溪编辑部\n2019年6月6日'],
      [['桥开了。'], '柳溪电视台 柳溪编辑部 2019年6月6日', 'author:柳溪电视台 author:柳溪编辑部'],
    ],
    [
      'people sign the letters that are quoted',
      ['桥开了。', '苏禾\n2019年6月6日'],
      [['桥开了。', '苏禾\n2019年6月6日'], null, ''],
    ],
    [
      'a text that ends in a title',
      ['桥开了。', '他是县志《春江集》的责任编辑。'],
      [['桥开了。', '他是县志《春江集》的责任编辑。'], null, ''],
    ],
  ]
  for (const [place, texts, result] of rows) t.strictSame(taken(texts), result, place)
})
