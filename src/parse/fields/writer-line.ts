import type { Credit, CreditRole } from '../../article.ts'
import { simplified } from '../../fold.ts'
import { isNoName } from './credit-line.ts'
import { splitNames } from './person-names.ts'
import { isChineseName, isFullName } from './surnames.ts'

/** 英国《金融时刊》海伦•马什(Helen Marsh)报道, 《石桥周刊》中文网专栏作家 许知行 */
const ofPaper =
  /^(?:作者[：:]\s?)?\p{Script=Han}{0,3}《(?<outlet>[^《》]{2,12})》\s?(?:中文网)?\s?(?<post>(?:特约|驻\p{Script=Han}{2,6}|首席)?(?:专栏作家|撰稿人?|记者|评论员))?\s?(?<names>\p{Script=Han}{1,5}[•·・]\p{Script=Han}{1,6}|\p{Script=Han}{2,4}?)\s?(?<foreign>[（(][A-Za-z .'-]{3,40}[）)])?(?<verb>\s?(?:\p{Script=Han}{2,6})?报[导道])?$/du

/** 特约评论员 林小满, 本报特派员／林小满: what somebody is, with a gap behind it */
const withPost =
  /^[—–-]{0,2}\p{Script=Han}{0,8}?(?<post>专栏作家|撰稿人?|评论员|主笔|特派员|观察员)\s{0,2}[\s／/|｜：:]\s{0,2}(?<names>\p{Script=Han}{2,4}(?:[\s、]{1,2}\p{Script=Han}{2,4}){0,2})(?:\s?[（(][^（）()]{2,30}[）)])?$/du

/** 林小满/文, 林小满 撰文, ● 林小满 报道 */
const withVerb =
  /^(?:[□■○●◎▲△◇◆☉]\s?)?(?<names>\p{Script=Han}{2,3}(?:[\s、]{1,2}\p{Script=Han}{2,3}){0,2})(?:\s?[／/]\s?(?:文|撰文)|\s(?:撰文|报[导道]))$/du

/** 清河市学府路居民 李青: who signs a letter to a paper */
const reader =
  /^\p{Script=Han}{0,14}(?:居民|市民|读者|村民|学生|教师|职工|网友|业主|家长)\s{1,2}(?<names>\p{Script=Han}{2,3})$/du

/** 丁一帆 著, with the day behind it */
const ofWork =
  /^(?<names>\p{Script=Han}{2,3}(?:[\s、]{1,2}\p{Script=Han}{2,3}){0,2})\s(?:编?著|撰)(?:\s.{0,30})?$/du

const lines: readonly (readonly [RegExp, CreditRole])[] = [
  [withPost, 'author'],
  [withVerb, 'author'],
  [reader, 'author'],
  [ofWork, 'author'],
]

/** @returns whom a line names that stands apart from a text, by what the person is or did; [] where it names nobody */
export function readWriterLine(line: string): Credit[] {
  if (line.length > longestLine) return []
  const plain = simplified(line)
  const paper = ofPaper.exec(plain)
  if (paper !== null) {
    const { outlet, post, foreign, verb, names = '' } = paper.groups ?? {}
    const at = paper.indices?.groups
    const isNamed = /[•·・]/u.test(names) || isChineseName(names)
    if (at === undefined || outlet === undefined || !isNamed) return []
    if (post === undefined && foreign === undefined && verb === undefined && !plain.startsWith('作者'))
      return []
    const role = verb === undefined && !/记者$/u.test(post ?? '') ? 'author' : 'reporter'
    return [
      { role, name: line.slice(...at.names!) },
      { role: 'source', name: line.slice(...at.outlet!) },
    ]
  }
  for (const [pattern, role] of lines) {
    const place = pattern.exec(plain)?.indices?.groups?.names
    if (place === undefined) continue
    const names = splitNames(line.slice(...place))
    const fits = (name: string) => (names.length > 1 ? isChineseName(simplified(name)) : isFullName(name))
    if (names.every((name) => fits(name) && !isNoName(name))) return names.map((name) => ({ role, name }))
  }
  return []
}

const longestLine = 60
