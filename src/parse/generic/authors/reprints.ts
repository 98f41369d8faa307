import type { Credit } from '../../../article.ts'
import { simplified } from '../../../fold.ts'
import { isNoName } from '../../fields/credit-line.ts'

/** 本文来自微信公众号“石桥记事”（ID：shiqiao），作者：林小满，本站经授权发布。 */
const taken =
  /(?:^|[：:，。；（(\s])(?:(?:本文|文章|内容|原文)(?:经授权)?|(?=\S{2,4}(?:微信)?公众号)|(?=(?:原[载刊]|[选摘]自|摘编自)于?(?:\s?\d{4}年\d{1,2}月\d{1,2}日)?《))(?<verb>来自于?|来源于|转自|转载自|转载于|首发[于自]?|原载于?|原刊于?|刊[登载发]于|发表于|选自|摘自)/u
const outlet =
  /^(?:\d{4}年\d{1,2}月\d{1,2}日(?=《))?(?<mark>(?:微信)?(?:公众号|公号|订阅号|头条号))?[：:\s]{0,2}(?<quote>[“「『"《【])?(?<name>[^“「『"《【”」』"》】，。；;,：:（()）]{2,20})/du
/** 来自 says where anything comes from: of it counts what is marked as a name, or ends like one. */
const ending = /(?:新闻|网|报|社|周刊|杂志|电视台|客户端|APP)$/iu
const author =
  /[，。；;,]\s?(?:原文)?(?:(?:作者|撰文|文)\s?[：:|｜]\s?|作者\s?(?=\p{Script=Han}{2,3}(?!\p{L})))(?<name>[^，。；;,（(）)\s]{2,12})/du

const longestNote = 80

/** @returns whom a note on the reprint of a text names: the outlet, and the author behind it; [] where it is no such note */
export function readReprint(line: string): Credit[] {
  const found = taken.exec(simplified(line))
  if (found === null) return []
  const rest = line.slice(found.index + found[0].length)
  const { groups, indices } = outlet.exec(simplified(rest)) ?? {}
  const at = indices?.groups?.name
  if (groups === undefined || at === undefined) return []
  const name = rest.slice(...at).trim()
  const isMarked = groups.mark !== undefined || groups.quote !== undefined
  const isSure = isMarked || !/^来自|^首发$/u.test(found.groups?.verb ?? '') || ending.test(name)
  if (!isSure || isNoName(name) || name.includes('的') || /^\d{4}年/u.test(name)) return []
  const by = author.exec(simplified(rest.slice(0, longestNote)))?.indices?.groups?.name
  return [
    ...(by === undefined ? [] : [{ role: 'author' as const, name: rest.slice(...by) }]),
    { role: 'source', name },
  ]
}
