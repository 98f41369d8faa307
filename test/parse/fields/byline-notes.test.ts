import t from 'tap'
import { readByline } from '../../../src/parse/fields/byline.ts'

/** The text, and its credits as `role:name`, or null where it is no byline. */
const rows: [text: string, credits: string | null][] = [
  // Houses, without 记者
  ['新唐人亚太电视苏小禾综合报导', 'reporter:苏小禾'],
  ['新唐人亚太电视 江一舟 编译', 'translator:江一舟'],
  ['新唐人亚太电视苏小禾、江一舟台湾台北报导', 'reporter:苏小禾 reporter:江一舟'],
  ['新唐人亚太电视台湾台北综合报导', ''],
  ['新唐人电视 纽约报导', ''],
  ['新唐人美中记者站田小麦采访报导', 'reporter:田小麦'],
  ['新唐人佛州记者站奥兰多采访报导', 'reporter:新唐人佛州记者站'],
  ['法国新唐人苏禾、石榴巴黎采访报导', 'reporter:苏禾 reporter:石榴'],
  ['新唐人亚太电视国际新闻组编译', 'translator:新唐人亚太电视国际新闻组'],
  ['（大纪元香港新闻中心报导）', 'reporter:大纪元香港新闻中心'],
  // Teams
  ['千年桥史之《石匠人物》研究组', 'author:千年桥史之《石匠人物》研究组'],
  ['大纪元【街头视频版】制作组', 'author:大纪元【街头视频版】制作组'],
  ['新唐人《桥头茶座》制作组提供', 'author:新唐人《桥头茶座》制作组'],
  // Outlets
  ['（中央社）', 'source:中央社'],
  ['中央社', null],
  ['（转载：自由亚洲电台，有删减）', 'source:自由亚洲电台'],
  ['——RFA', 'source:RFA'],
  ['－－原载《柳溪日报》', 'source:柳溪日报'],
  ['选自《桥史──石头的秘密》／柳溪出版', 'source:桥史──石头的秘密 source:柳溪出版'],
  ['（事据《石桥录》）', 'source:石桥录'],
  ['事据《石桥录》', null],
  ['“桥边旧事”供稿', 'source:桥边旧事'],
  ['资料来源：柳溪网 文字整理：田小麦', 'source:柳溪网 author:田小麦'],
  ['资料来源：', null],
  // Permissions and excerpts
  ['（文章由作者授权《看中国》转载自《柳溪日报》。原文链接）', 'source:柳溪日报'],
  ['（文章授权转载自柳溪大学facebook沈石专页）', 'source:柳溪大学facebook沈石专页'],
  ['（文章由《柳溪报》授权《看中国》转载。原文链接）', 'source:柳溪报'],
  [
    '本文整理、节录自沈远石《一座桥的九十九年》一书，文章仅代表作者个人立场和观点。由柳溪文化授权转载，欢迎参考原书。',
    'author:沈远石 source:柳溪文化',
  ],
  // Notes on the author, and others who helped
  ['英文《大纪元》记者Anna Berg等对此文有所贡献。', 'reporter:Anna Berg'],
  ['（苏禾博士是柳溪大学建筑系的讲席教授）', 'author:苏禾'],
  ['苏禾博士是柳溪大学建筑系的讲席教授', null],
  ['（作者是自由撰稿人、柳溪镇民）', ''],
  // One behind another
  ['──转自《柳溪日报》译者：苏小禾', 'source:柳溪日报 translator:苏小禾'],
  ['同声翻译：苏禾', 'translator:苏禾'],
  ['采访编辑/苏禾 后制/石榴', 'reporter:苏禾 editor:苏禾 producer:石榴'],
  // Text
  ['记者：您怎么看？', null],
  ['（记者会片段）', null],
  ['——题记', null],
  ['（苏禾的推文）', null],
  ['编辑部的故事', null],
  ['他的父亲是县志《春江集》的责任编辑。', null],
]

t.test('bylines without labels', async (t) => {
  for (const [text, credits] of rows) {
    const read = readByline(text)
    const found = read === null ? null : read.credits.map(({ role, name }) => `${role}:${name}`).join(' ')
    t.equal(found, credits, text)
  }
})
