import t from 'tap'
import { readByline } from '../../../src/parse/fields/byline.ts'

type Row = [text: string, credits: [role: string, name: string][] | null]

const rows: Row[] = [
  [
    '（记者苏小满综合报导/责任编辑：何其）',
    [
      ['reporter', '苏小满'],
      ['editor', '何其'],
    ],
  ],
  ['（記者蘇小滿台北報導）', [['reporter', '蘇小滿']]],
  [
    '采访/方圆 编辑/苏小满 后制/',
    [
      ['reporter', '方圆'],
      ['editor', '苏小满'],
    ],
  ],
  ['責任編輯：何其 ＃', [['editor', '何其']]],
  ['（灯塔报记者苏小满美国费尔法克斯报导）', [['reporter', '苏小满']]],
  ['特约记者：苏小满', [['reporter', '苏小满']]],
  ['（特约记者苏小满旧金山报道）', [['reporter', '苏小满']]],
  ['实习记者何其报道', [['reporter', '何其']]],
  [
    '记者苏小满、何其、方圆联合报导',
    [
      ['reporter', '苏小满'],
      ['reporter', '何其'],
      ['reporter', '方圆'],
    ],
  ],
  [
    '（记者苏小满丶何其采访报导）',
    [
      ['reporter', '苏小满'],
      ['reporter', '何其'],
    ],
  ],
  [
    '（记者苏小满，何其采访报导）',
    [
      ['reporter', '苏小满'],
      ['reporter', '何其'],
    ],
  ],
  ['本报记者 苏小满 北京报道', [['reporter', '苏小满']]],
  [
    '通讯员何其 记者苏小满报道',
    [
      ['reporter', '何其'],
      ['reporter', '苏小满'],
    ],
  ],
  ['（明灯网通讯员广东报道）', []],
  ['（明灯网德国路德维希堡记者站报导）', [['reporter', '明灯网德国路德维希堡记者站']]],
  [
    '（英文灯塔报记者Jane Example报导／方圆编译）',
    [
      ['reporter', 'Jane Example'],
      ['translator', '方圆'],
    ],
  ],
  [
    '编译/编辑：方圆',
    [
      ['translator', '方圆'],
      ['editor', '方圆'],
    ],
  ],
  [
    '编辑、编译：方圆',
    [
      ['editor', '方圆'],
      ['translator', '方圆'],
    ],
  ],
  [
    '编译 方圆/何其；审校 苏小满',
    [
      ['translator', '方圆'],
      ['translator', '何其'],
      ['reviewer', '苏小满'],
    ],
  ],
  [
    '采访/方圆 何其 编辑/苏小满 后制/周明',
    [
      ['reporter', '方圆'],
      ['reporter', '何其'],
      ['editor', '苏小满'],
      ['producer', '周明'],
    ],
  ],
  [
    '文/苏小满 图/何其',
    [
      ['author', '苏小满'],
      ['photographer', '何其'],
    ],
  ],
  [
    '图/文：苏小满',
    [
      ['photographer', '苏小满'],
      ['author', '苏小满'],
    ],
  ],
  [
    '（记者：王 允   责编：申 花   网编：方圆）',
    [
      ['reporter', '王允'],
      ['editor', '申花'],
      ['web_editor', '方圆'],
    ],
  ],
  [
    '灯塔电台记者 苏小满 台北报导 责编 何其 方圆 网编 周明',
    [
      ['reporter', '苏小满'],
      ['editor', '何其'],
      ['editor', '方圆'],
      ['web_editor', '周明'],
    ],
  ],
  ['主持人：宋一帆', [['host', '宋一帆']]],
  ['──转自《灯塔报》', [['source', '灯塔报']]],
  [
    '（转自灯塔报/责任编辑：何其）',
    [
      ['source', '灯塔报'],
      ['editor', '何其'],
    ],
  ],
  [
    '文章来源：苏小满/灯塔报',
    [
      ['source', '苏小满'],
      ['source', '灯塔报'],
    ],
  ],
  ['（本文为《灯塔报》授权《明灯》转载。原文链接）', [['source', '灯塔报']]],
  ['（作者提供／责任编辑：何其）', [['editor', '何其']]],
  ['(本文作者Jane Example为专栏作家，以下内容仅代表其个人观点)', [['author', 'Jane Example']]],
  ['苏小满（本文作者为流亡人士）', [['author', '苏小满']]],
  ['灯塔报编辑部 2015年11月2日', [['author', '灯塔报编辑部']]],
  ['责任编辑：', []],
  ['他是《灯》的责任编辑。', null],
  ['记者：谢谢您接受采访。', null],
  ['记者：现在的局势稳定吗？', null],
  ['据官方公开资料显示，', null],
  ['昨日，记者来到现场。', null],
  ['（图：苏小满在台上。摄于去年）', null],
  ['', null],
]

for (const [text, credits] of rows) {
  t.test(text || 'nothing', async (t) => {
    const read = readByline(text)
    t.strictSame(read === null ? null : read.credits.map(({ role, name }) => [role, name]), credits)
  })
}

t.test('a label without a name is recognised, and empty', async (t) => {
  t.strictSame(readByline('责任编辑：'), { credits: [], isEmpty: true })
})

t.test('takes time in proportion to the text', async (t) => {
  for (const piece of ['记者', '（', '责任编辑：', '编译/', '王 ', '《', 'A b ', '，'])
    t.doesNotThrow(() => readByline(piece.repeat(5000)), piece)
})
