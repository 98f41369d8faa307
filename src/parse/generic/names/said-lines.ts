import type { Candidate } from '../authors/byline-elements.ts'
import { by, dateInFront, postedBy } from './by-words.ts'
import { beforeDate } from './names.ts'
import { posterIn } from './posters.ts'

/** By ibby, Posted by BeauHD, By the Example Team: what stands behind a clear word need not be shaped as a name. */
const saysBy =
  /^\P{L}{0,3}(?:(?:written|posted|published|submitted|authored|words|story) by|by|author|contributors?|autor(?:in|a)?|auteur|escrito por|publicado por|rédigé par|scritto da|geschrieben von|글쓴이|작성자|등록자|投稿者|(?:автор(?:ка)?|autor[ek]a?|yazar|yazan|penulis|tác giả|szerző|írta|συντάκτης|بقلم|نویسنده|लेखक)(?= ?:)) ?:? (?<names>.+)$/iu

/** Par Bérénice le jeudi 2 juin 2011: a short word for By needs the date behind it. */
const shortBy = /^(?:[Pp]ar|[Vv]on|[Dd]oor|[Aa]v|[Aa]f|[Oo]d|[Oo]leh) (?<names>\p{Lu}\p{L}{1,20})$/u
/** Where a name ends in such a line. */
const behindName =
  /\s(?:(?:on|in|at|um|am|le|à(?:\(s\))?|às|el|il|alle|op|om|em|en|dans|klo|kl\.?|w|dnia|v|to|under|pada|tarihinde|vào|lúc|den|dne)(?=\s|$)|\p{Nd})|\s?[,|•·–—−●»(]/iu

/** What no name of a person has: jsmith42, old_heron */
export const isUserName = (text: string): boolean =>
  /^(?=.{0,29}[\d_])\p{L}[\p{L}\p{Nd}._-]{2,29}$/u.test(text)

/** @returns the first line above the text that clearly says who wrote or posted it, for the name in it */
export function saidLines(head: readonly string[]): Candidate[] {
  for (const line of head) {
    const text = saidName(line, true)
    const rule = isUserName(text) ? 'user above the text' : 'byline above the text'
    if (text !== '') return [{ rule, text, where: line }]
  }
  return []
}

/** @returns whom a line clearly says to have written or posted the text; '' where it says so of nobody */
export function saidName(line: string, isHead: boolean): string {
  if (line.length > longestSaid) return ''
  const poster = posterIn(line)
  if (poster !== '') return poster
  const user = isHead && by.test(line) ? (line.replace(by, '').split(/[\s,|»]/u, 1)[0] ?? '') : ''
  if (isUserName(user)) return user
  const posted = postedBy.exec(line)
  const said = isHead ? saysBy.exec(line)?.groups?.names : undefined
  const names = posted === null ? said : line.slice(posted.index + posted[0].length)
  const dated = beforeDate(line)
  const behind = line.replace(dateInFront, '')
  const short = !isHead
    ? undefined
    : behind !== line
      ? shortBy.exec(behind)?.groups?.names
      : dated !== line
        ? shortBy.exec(nameInFront(dated))?.groups?.names
        : undefined
  const text = names === undefined ? (short ?? '') : nameInFront(beforeDate(names))
  const isNobody =
    /[.!?]$/.test(text) ||
    /^(?:the )?(?:end|numbers|time|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/i.test(text)
  return text.split(' ').length < 5 && !isNobody ? text : ''
}
const longestSaid = 110

function nameInFront(text: string): string {
  const at = text.search(behindName)
  return at < 0 ? text : text.slice(0, at)
}
