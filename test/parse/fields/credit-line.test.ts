import t from 'tap'
import { readCreditLine } from '../../../src/parse/fields/credit-line.ts'

type Row = [line: string, credits: string[]]

const fields: Row[] = [
  [
    '2023-05-06 10:12 来源：河边网 作者：苏小满 责任编辑：何其 浏览：33',
    ['source 河边网', 'author 苏小满', 'editor 何其'],
  ],
  ['來源：遠山日報 作者：蘇小滿 責任编輯：何其', ['source 遠山日報', 'author 蘇小滿', 'editor 何其']],
  ['信息来源：清河日报 审核：何其 发布时间：2020-09-21 18:30', ['source 清河日报', 'reviewer 何其']],
  ['来源于：东区办事处', ['source 东区办事处']],
  ['来源：远山网-文化频道 原创稿', ['source 远山网-文化频道']],
  ['来源：《远山日报》（2019年1月2日 第3版）', ['source 远山日报']],
  ['来源：River Times 作者：Jane Roe', ['source River Times', 'author Jane Roe']],
  ['来源：远山日报作者：苏小满责任编辑：何其', ['source 远山日报', 'author 苏小满', 'editor 何其']],
  ['来源：远山日报 选稿：何其 文稿校对：方圆', ['source 远山日报', 'editor 何其', 'reviewer 方圆']],
  ['时间：2015-02-09 作者：综合科 苏小满', ['author 苏小满']],
  ['作者：民一庭 苏小满 发布时间：2014-08-22', ['author 苏小满']],
  ['责任编辑：何其光CN025', ['editor 何其光']],
  ['责编：何其　跟帖', ['editor 何其']],
  ['作者：苏小满 我有话说', ['author 苏小满']],
  ['编辑：何其 我来说两句', ['editor 何其']],
  ['撰文者：苏小满 远山头条号', ['author 苏小满']],
  ['文章来源：远山日报‧2017.01.24', ['source 远山日报']],
  ['作者：肖岩 储小满', ['author 肖岩', 'author 储小满']],
  ['文 | 苏小满 图 | 何其', ['author 苏小满', 'photographer 何其']],
  ['文/苏小满 图/何其', ['author 苏小满', 'photographer 何其']],
  ['采写：远山报见习记者 苏小满', ['reporter 苏小满']],
  ['責任編輯/何其', ['editor 何其']],
  ['稿源：清河日报 编辑 何其', ['source 清河日报', 'editor 何其']],
  ['（责任编辑：苏小满 何其）', ['editor 苏小满', 'editor 何其']],
  ['[责任编辑：何其_NB12556]', ['editor 何其']],
  ['责编：何其 监制：方圆', ['editor 何其', 'producer 方圆']],
  ['编辑：爱吃鱼的猫', ['editor 爱吃鱼的猫']],
  ['作 者：苏小满　责 编：何其', ['author 苏小满', 'editor 何其']],
  ['远山财讯记者 苏小满 远山财讯编辑 何其', ['reporter 苏小满', 'editor 何其']],
  ['远山报记者 苏小满 编辑 何其 校对 方圆', ['reporter 苏小满', 'editor 何其', 'reviewer 方圆']],
  ['采写：远山记者 苏小满 实习生 何其', ['reporter 苏小满', 'reporter 何其']],
  ['编辑：何其 值班主任：方圆', ['editor 何其']],
  ['来源：综合远山社、清河日报报道', ['source 远山社', 'source 清河日报']],
  ['文｜远山 苏小满', ['author 苏小满']],
  ['文 | 《远山周刊》 苏小满 编辑 | 何其', ['author 苏小满', 'editor 何其']],
  ['文｜24远 苏小满', ['author 苏小满']],
  ['供稿：宣传部 苏小满', ['author 苏小满']],
  ['作者：老猫 苏小满', ['author 老猫', 'author 苏小满']],
  ['文｜阿远 一盏灯', ['author 阿远', 'author 一盏灯']],
  ['2020-03-05 来源于 《远山周刊》', ['source 远山周刊']],
  ['来源｜公众号 灯下书房', ['source 灯下书房']],
  ['来源：微信公众号“灯下书房”', ['source 灯下书房']],
  ['来源：远山评论', ['source 远山评论']],
  ['【全媒体记者】苏小满', ['reporter 苏小满']],
  ['【作者】 苏小满 【来源】 远山日报', ['author 苏小满', 'source 远山日报']],
  ['编译 苏小满 2020-03-05', ['translator 苏小满']],
  ['来源：@远山发布 2020-03-05', ['source 远山发布']],
  ['本版撰文：苏小满', ['author 苏小满']],
  ['作者：远山网 来源：远山网', ['source 远山网']],
]

const nobody: string[] = [
  '来源: | 发布时间: 2023-05-17 | 浏览次数: 2168',
  '作者：未知 责任编辑：HN666',
  '作者： 发布者：admin',
  '作者：佚名 来源：本站整理',
  '来源：评论(0)',
  '作者：本站编辑 来源：网络',
  '转载请注明来源：远山网',
  '编辑：小编 来源：网络',
  '图片来源：远山图库',
  '编辑时间：2020-01-02 字号：大 中 小',
  '来源：本站原创 作者：佚名',
  '作者：点击收藏',
  '责任编辑：扫一扫在手机打开当前页',
  '记者：剧场是什么时候想到要建的',
]

t.test('who a line of fields names', async (t) => {
  for (const [line, credits] of fields)
    t.same(
      readCreditLine(line).map(({ role, name }) => `${role} ${name}`),
      credits,
      line,
    )
})

t.test('empty fields, placeholders and numbers name nobody', async (t) => {
  for (const line of nobody) t.same(readCreditLine(line), [], line)
})
