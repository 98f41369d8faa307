import type { Credit } from '../../article.ts'
import { simplified } from '../../fold.ts'
import { isNoName } from '../fields/credit-line.ts'

/** 公众号“石桥记事”（ID：shiqiao）, 《石桥晚报》, 石桥网: how a note names where its text stood first */
const outletName =
  '(?:微信)?(?:公众号|公号|订阅号|头条号)?[：:\\s]{0,2}[“「『"《【]?(?<outlet>[\\p{L}\\d·&-][\\p{L}\\d·& -]{1,19}?)[”」』"》】]?\\s?(?:[（(][^（()）]{1,40}[）)])?(?:杂志|公众号)?'
/** 来自 says where anything comes from: of it counts what is marked as a name, or ends like one. */
const isNamed =
  '(?=(?:微信)?(?:公众号|公号|订阅号|头条号)|[：:]?\\s?[“「『"《【]|\\p{L}{1,10}(?:新闻|网|报|社|周刊|杂志|电视台|客户端)(?:[，。；）)]|$))'
const taken = `(?:本文|文章|内容)(?:经授权)?(?:来自于?${isNamed}|(?:来源于|转自|转载自|转载于|首发于|首发自|原载于?|选自|摘自))`
/** 本文来自微信公众号“石桥记事”（ID：shiqiao），作者：林小满，本站经授权发布。 */
const note = new RegExp(
  `(?:^|[：:，。；（(\\s])${taken}${outletName}(?=[，。；;,）)]|$)(?:[，。；;,]\\s?(?:原文)?(?:作者|撰文|文)\\s?[：:]\\s?(?<author>[^，。；;,（(\\s]{2,12}))?`,
  'du',
)

/** @returns whom a note on the reprint of a text names: the outlet, and the author behind it; [] where it is no such note */
export function readReprint(line: string): Credit[] {
  const groups = note.exec(simplified(line))?.indices?.groups
  if (groups?.outlet === undefined) return []
  const outlet = line.slice(...groups.outlet).trim()
  if (isNoName(outlet) || outlet.includes('的')) return []
  return [
    ...(groups.author === undefined ? [] : [{ role: 'author' as const, name: line.slice(...groups.author) }]),
    { role: 'source', name: outlet },
  ]
}
