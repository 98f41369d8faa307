import { simplified } from '../../../fold.ts'
import type { Choice } from '../body/body.ts'
import { kept, labelLength } from '../body/kept.ts'
import type { Layout } from '../layout/layout.ts'

/** 附件：1. 登记表, 附件2：安排表 */
const attachment = /^附件\s?[\d一二三四五六七八九十]{0,2}\s?(?:[：:.．、]|$)/u
/** 2. 安排表, behind the first attachment */
const further = /^\d{1,2}\s?[.．、]/u
const date =
  '(?:[12]\\d{3}|[〇○零一二三四五六七八九]{4})年[\\d一二三四五六七八九十]{1,3}月[\\d一二三四五六七八九十]{1,3}日'
const dateAlone = new RegExp(`^${date}$`, 'u')
/** Who issues notices; newspapers and agencies set their name above a date as a credit. */
const office =
  '\\p{Script=Han}{1,30}(?:[局厅部委院处会所组队馆站司行署厂校]|政府|办公室|[政村街镇]办|大学|中学|小学|中心|公司|集团|指挥部)'
const officeAlone = new RegExp(`^${office}$`, 'u')
/** 清河市教育局⏎2020年3月10日 in one block */
const signature = new RegExp(`^(?:${office}\\s+){1,4}${date}$`, 'u')

/** 审 判 长 赵 明, 书记员 钱多: who signs a judgment */
const ofCourt =
  /^(?:(?:代理)?审判[长员]|(?:人民)?陪审员|(?:代理|见习)?书记员|法官助理|执行[长员]|(?:首席)?仲裁员)[：:]?\p{Script=Han}{2,4}$/u

/** Lines at the end of a notice are looked at up to here. */
const lastLines = 16
/** As many offices sign together. */
const mostOffices = 4

/** @returns the places of a notice's attachments, and of the office and the date that sign it: they are its text */
export function officialEnds(layout: Layout, choice: Choice): Set<number> {
  const places = kept(layout, choice).slice(-lastLines)
  const texts = places.map((i) => {
    const { text, length, kind } = layout.blocks[i]!
    return length < labelLength && kind !== 'heading' ? simplified(text) : ''
  })
  const found = new Set<number>()
  for (const [at, text] of texts.entries()) {
    const isNext = further.test(text) && found.has(places[at - 1]!)
    if (attachment.test(text) || isNext || signature.test(text)) found.add(places[at]!)
    if (ofCourt.test(text.replace(/\s/gu, ''))) found.add(places[at]!)
    if (!dateAlone.test(text)) continue
    if (at > 0 && found.has(places[at - 1]!)) found.add(places[at]!)
    let first = at
    while (first > 0 && at - first < mostOffices && officeAlone.test(texts[first - 1]!)) first--
    for (let i = first; first < at && i <= at; i++) found.add(places[i]!)
  }
  return found
}
