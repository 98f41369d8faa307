import t from 'tap'
import { lineBreak, lineOf, paragraphsOf, partedAtBlankLines } from '../../../src/parse/tree/white-space.ts'

const br = lineBreak

t.test('white space', async (t) => {
  const rows: [rule: string, raw: string, paragraphs: string[]][] = [
    ['a line feed beside Han is nothing', '与\n  朝鲜\n 加强', ['与朝鲜加强']],
    ['beside full-width punctuation too', '镇\n ，\n Anna\n “百家宴”\n x', ['镇，Anna“百家宴”x']],
    ['a line feed between Latin words is a space', 'Anna\n  Berg', ['Anna Berg']],
    ['a line feed between Latin and Han is nothing', 'Anna\n 说', ['Anna说']],
    ['a space within a line stays', '例如 KN-25超大型', ['例如 KN-25超大型']],
    ['runs within a line collapse', 'a \t\u00a0 b', ['a b']],
    ['a full-width space inside is one space', '天意。”\u3000\u3000◇', ['天意。” ◇']],
    ['ends are trimmed', '\u3000\u3000从前\n\u00a0', ['从前']],
    ['a break is a line feed, trimmed around', `一 \n ${br} \n 二`, ['一\n二']],
    ['two breaks part paragraphs', `一${br}\n \u00a0${br}二`, ['一', '二']],
    ['five breaks part them once', `一${br}${br}${br} ${br}${br}二`, ['一', '二']],
    ['breaks at the ends leave empty paragraphs or none', `${br}${br}一${br}`, ['', '一']],
    ['ideographs beyond the first plane are Han', '𠮷\n x\n 𠮷', ['𠮷x𠮷']],
    ['nothing', '', ['']],
  ]
  for (const [rule, raw, paragraphs] of rows) t.strictSame(paragraphsOf(raw), paragraphs, rule)
})

t.test('an indent behind a break parts paragraphs where that is asked for', async (t) => {
  const long = '镇上的旧磨坊星期一重新开张，水轮转了起来。'
  const rows: [raw: string, paragraphs: string[]][] = [
    [`\u3000\u3000${long}${br}\u3000\u3000二。${br} \n\u3000“三”`, [long, '二。', '“三”']],
    [`${long}${br}\u00a0\u00a0 \u00a0二。${br}\u2003\u2003三`, [long, '二。', '三']],
    [`床前明月光，${br}\u3000\u3000疑是地上霜。${br}\u3000\u3000举头`, ['床前明月光，\n疑是地上霜。\n举头']],
    [`床前明月光${br}疑是地上霜${br} 举头`, ['床前明月光\n疑是地上霜\n举头']],
    [`${long}${br}\u00a0二楼`, [`${long}\n二楼`]],
    [`${long}${br}\u00a0\u00a0\u00a0\u00a02018年`, [long, '2018年']],
    [`if a:${br}\u00a0\u00a0\u00a0\u00a0return b`, ['if a:\nreturn b']],
  ]
  for (const [raw, paragraphs] of rows) t.strictSame(paragraphsOf(raw, { partsAtIndent: true }), paragraphs)
  t.strictSame(paragraphsOf(rows[0]![0]), [`${long}\n二。\n“三”`])
})

t.test('where paragraphs part is told', async (t) => {
  const breaks: number[] = []
  paragraphsOf(`一二${br}${br}三 ${br} ${br}四`, { onBreak: (index) => breaks.push(index) })
  t.strictSame(breaks, [2, 5])
})

t.test('one line', async (t) => {
  t.equal(lineOf(`\n 金\n  正恩 \n`), '金正恩')
  t.equal(lineOf(`Anna${br}Berg  Lind`), 'Anna Berg Lind')
})

t.test('blank lines between whole sentences part them', async (t) => {
  const rows: [data: string, paragraphs: string[]][] = [
    [' 一。\n\n二。\r\n \r\n三\n', ['一。', '二。', '三']],
    ['One is here.\n\n\tTwo is there', ['One is here.', 'Two is there']],
    ['By Anna\n\nMay 3', ['By Anna May 3']],
    ['One is here.\nTwo is there.', ['One is here. Two is there.']],
    ['One is here.\n\n', ['One is here.']],
  ]
  for (const [data, paragraphs] of rows)
    t.strictSame(paragraphsOf(partedAtBlankLines(data)), paragraphs, JSON.stringify(data))
})
