import { isNoName } from '../../fields/credit-line.ts'
import { isHouse } from '../../fields/person-names.ts'

/** 窗敲雨 发表于 2012-07-19 14:33, 由 窗敲雨 发布于：2012-07-19 */
const postedAt =
  /^(?:由\s?)?(?<name>[^\s|·:：()（）[\]【】\d][^\s|·:：()（）[\]【】]{1,19}?)\s{0,3}(?:[发發][表布佈]|上[传傳])\s?[于於在]?\s?[:：]?\s?\d{4}\s?[-/.年]/u

/** 由 離島小子 於 2010-06-13 21:10 發表, 2009 年 11 月 8 日 由 河生 发表 */
const byAtDay =
  /^(?:\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?\s{0,2}(?=.{3,24}[发發][布表佈]$))?由\s?(?<name>[^\s|·:：()（）\d][^\s|·:：()（）]{1,19})\s{1,3}(?:[于於在]\s?\d{4}\s?[-/.年]|[发發][布表佈]$)/u

/** tea_lover 2011-03-02 08:12 1楼 */
const firstFloor =
  /^(?<name>[^\s|·:：]{2,20})\s{1,3}(?:[发發][表布]于?\s?)?\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s\d{1,2}:\d\d(?::\d\d)?)?\s{1,3}(?:第?\s?[1一]\s?[楼樓#]|[楼樓]主|#1)/u

/** @returns the user in front of the first post of a thread; '' where none stands there */
export function userOfFirstFloor(lines: readonly string[]): string {
  for (const line of lines) {
    const name = line.length > 100 ? undefined : firstFloor.exec(line)?.groups?.name
    if (name !== undefined && !isNoName(name)) return name
  }
  return ''
}

/** 原创 田野笔记 2018-04-13: what portals put in front of an account's own text */
const original =
  /^原[创創]\s?[:：|｜]?\s(?<name>[^\s|·:：()（）\d][^\s|·:：()（）]{1,15})\s{1,3}(?:\p{Script=Han}{2,12}\s)?\d{4}[-/.年]/u
/** 田野笔记 alone above 发布时间：04-13 18:22 */
const account = /^(?!\p{Script=Han}{2}$)[\p{L}\d]{2,12}$/u
const published = /^[发發][布表佈][时時][间間]\s?[:：]\s?\d/u

/** 2012/03/04 by 小周 · 5 条评论 */
const byBesideDay =
  /^(?=.{0,80}\d{4}[-/.年]\d)(?:[^:：]{0,40}[\s\d|·])?by\s(?<name>\p{Script=Han}[^\s|·,，:：]{1,15})(?=\s|$|[|·,，])/iu

/** @returns the user who posted the text by a line with the day; '' where none says so */
export function userBeforeDay(lines: readonly string[]): string {
  for (const [at, line] of lines.entries()) {
    const found =
      line.length > 100
        ? null
        : (postedAt.exec(line) ?? byAtDay.exec(line) ?? byBesideDay.exec(line) ?? original.exec(line))
    const name =
      found?.groups?.name ?? (account.test(line) && published.test(lines[at + 1] ?? '') ? line : undefined)
    if (name !== undefined && !isNoName(name) && !isHouse(name) && !/^本|^[于於在由]|^[楼樓]主$/u.test(name))
      return name
  }
  return ''
}
