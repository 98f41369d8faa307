import { simplified } from '../../fold.ts'
import { placeIn } from './places.ts'
import { compoundSurname, isChineseName } from './surnames.ts'

const separator = /[、丶,，;；/／&＆]|(?:和|与|及)(?=[\p{Script=Han}A-Z])/u
const hanName =
  /^(?:\p{Script=Han}{2,4}|(?=.{3,12}$)\p{Script=Han}{1,6}(?:[·•‧・]\p{Script=Han}{1,6}){1,3})$/u
/** 大纪元编辑部, 大陆大法弟子: those who sign together. */
const groupName = /^[\p{Script=Han}A-Z《》]{2,16}(?:记者站|编辑部|制作组|节目组|编辑组|团队|弟子|学员)$/u
/** What a sentence ends in, and no name does. */
const spoken = /[吗呢吧啊嘛呀么]$|谁|什么|这样|不是/u
const latinName =
  /^\p{Lu}[\p{Script=Latin}.'’-]*(?: (?:\p{Lu}[\p{Script=Latin}.'’-]*|de|van|von|der|la|al)){0,5}$/u
/** What interviews say behind 记者： and what no person is called. */
const noName =
  /^(?:谢谢|你好|您好|好的|是的|对|嗯|哦|没有|不是|为什么|请问|匿名|佚名|综合|综合报导|综合报道|本网|本网讯|本台|编者)$/

/** @returns whether a text can be what a person, or a pen name, is called */
export function isName(text: string): boolean {
  return (
    (hanName.test(text) || latinName.test(text) || groupName.test(text)) &&
    !noName.test(text) &&
    !spoken.test(text)
  )
}

/** @returns whether a text, in Simplified, ends as the names of newspapers and stations do: 北方日报 */
export function isOutlet(text: string): boolean {
  return /.(?:[日晚早晨时商周]报|都市报|电视台|广播|新闻网|通讯社|客户端|周刊|杂志)$/u.test(text)
}

/**
 * Splits a list of names: at 、 丶 , / and 和, and at spaces, where single characters belong together (王 允 is one
 * person) and Latin names keep theirs.
 */
export function splitNames(list: string): string[] {
  return list
    .split(separator)
    .flatMap((part) => splitAtSpaces(part.trim()))
    .filter((name) => name !== '')
}

/** 江河日报记者, 实习生: what somebody is, in front of the name, with where */
const titles =
  /(?:^|(?<=[\s、，,;；/／]))[\p{Script=Han}A-Za-z\d·《》]{0,14}?(?:(?:记者|記者|通讯员|通訊員|实习生|實習生)(?![站会會团團])|(?:网友|網友|读者|讀者|博友)(?=\s))[\s：:]*/gu

/** The same for a list that says what each person is: 本报记者 张三 见习记者 李四. */
export function splitTitled(list: string): string[] {
  return splitNames(list.replace(titles, '、'))
}

function splitAtSpaces(part: string): string[] {
  if (/^\p{Lu}[\p{L}.'’-]* \p{Lu}/u.test(part)) return [part]
  const names: string[] = []
  let isOpen = false
  for (const piece of part.split(/\s+/u)) {
    const isSingle = /^\p{Script=Han}$/u.test(piece)
    if (isSingle && isOpen) {
      names[names.length - 1] += piece
      isOpen = false
    } else {
      names.push(piece)
      isOpen = isSingle
    }
  }
  return names
}

/** @returns the name at the start of a text in which a place may follow: 李莎美国费尔法克斯 -> 李莎 */
export function nameBeforePlace(text: string): string {
  if (latinName.test(text)) return text
  const latin = /^\p{Lu}[\p{Script=Latin}.'’ -]*(?=\p{Script=Han}{2})/u.exec(text)?.[0]
  if (latin !== undefined) return latin.trim()
  const least = compoundSurname.test(text) ? 3 : 2
  const place = placeIn(text, least)
  const name = place < 0 ? text : text.slice(0, place)
  if (/^[\p{Script=Han}]{5,}$/u.test(name) && !/[·•]/.test(name)) {
    // No place that is known: names have three characters oftener than two.
    return name.slice(0, compoundSurname.test(name) ? 4 : 3)
  }
  return name.trim()
}

/** @returns whether a text begins with a place's name, as what stands behind a reporter's does: 高雄 */
export function isPlace(text: string): boolean {
  return nameBeforePlace(`某某${text}`) === '某某'
}

/** 财新 张三, 界面新闻 李四, 宣传部 王五: the writers' paper or office in front of their names */
const paperInFront = /^(?<paper>《[^》]{1,12}》|[\p{L}\d+·.]{2,12})\s+(?=\p{Script=Han}{2,4}(?!\p{L}))/u
/** Behind 作者 a pen name can stand in front of another writer. */
const ofNewsroom = /^(?:文|图文|撰文|采写|记者|摄影|图)$/
export const isHouse = (name: string): boolean =>
  /(?:[报報网網社台臺刊部处處室站庭科局委]|新[闻聞]|客[户戶]端|在[线線])$/u.test(name)

/** @returns a list of names without the paper in front of them, behind a label */
export function withoutPaper(value: string, label: string): string {
  const { 0: front = '', groups } = paperInFront.exec(value) ?? {}
  const paper = groups?.paper ?? ''
  if (front === '' || (isChineseName(simplified(paper)) && !isHouse(paper))) return value
  const rest = value.slice(front.length)
  const isPaper = ofNewsroom.test(label) || /《/u.test(paper) || isHouse(paper)
  return isPaper && splitTitled(rest).every((name) => isChineseName(simplified(name))) ? rest : value
}
