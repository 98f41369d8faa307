import type { Credit, CreditRole } from '../../article.ts'
import { simplified } from '../../fold.ts'
import { field } from './credit-line.ts'
import { isPlace, nameBeforePlace, splitNames, splitTitled } from './person-names.ts'
import { isChineseName, isFullName } from './surnames.ts'

/** 远山社记者李思远、王小明, □ 本报记者 张三 见习记者 李四, 记者 张三 北京报道 */
const reporters =
  /^[\p{Script=Han}A-Za-z\d·《》]{0,14}?(?:记者|通讯员)[\s：:]*(?<names>[\p{Script=Han}、，,/／;；·•\s]{2,60}?)(?:\s*(?:[／/]\s*)?(?:\p{Script=Han}{2,6}\s?)?(?:(?:综合|摄影|采访|联合|图文|即时|现场|连线|特稿|专题)*报[道导]|(?:\d{1,2}日)?专?电)(?:\s\d.{0,40})?|\s+[《（(【[\d|｜].*|\s+发自.{2,10})?$/du

/** 2024/05/03 10:15 石桥日报 in front of 记者, either or both, or 石橋報／ */
const inFront =
  /^(?:(?:\p{Script=Han}{2,4}(?:日期|[时時][间間])\s?[:：]\s?)?(?=[【[（(]?\d)[\d\s年月日时分秒:：/.|｜【】[\]（）()-]{6,30})?(?:\p{Script=Han}{1,8}[报報网網社][\s／/]{1,2})?(?=\p{Script=Han}{0,6}[记記]者)/u

/** 记者张三6月14日纽约报道 */
const ofDay =
  /(?<=\p{Script=Han}{2})\d{1,2}月\d{1,2}日(?=\p{Script=Han}{2,8}(?:[报報][导導道]|[专專]?[电電]))/u

/** □ 张三: a name alone behind the mark with which papers set off their writers */
const marked = /^[□■○●◎▲△◇◆☉]\s?(?=\p{Script=Han})/u

/** □张三（作者单位：清河大学） */
const office = /[（(]作者[单單]位[^（）()]{2,40}[）)]$/u

/** □张三（媒体人） */
const calling = /\s?[（(]\p{Script=Han}{2,16}[）)]$/u

/** （张三 文/图）, without a calling */
const written = /(?:文\s?[／/]?\s?图|图\s?[／/]?\s?文|[／/]\s?文)$/u

/** （张三 李思远）, （李思远）: as papers sign behind the last sentence */
const namesOnly = /^\p{Script=Han}{2,3}(?:[\s、]{1,2}\p{Script=Han}{2,3}){0,3}(?<![完续待讯社网报稿])$/u

/** （张三 报道）, （张三 李思远 综合报道） */
const reportedBy =
  /^(?<names>\p{Script=Han}{2,3}(?:[\s、]{1,2}\p{Script=Han}{2,3}){0,3}?)\s?(?:综合|摄影|现场)?报[导道]$/u

/** 李四／台北报导, 编译张三／综合报导: the name in front of its place */
const placed =
  /^(?<translator>编译\s?)?(?<list>\p{Script=Han}{2,4}?(?:[\s、]{1,2}\p{Script=Han}{2,4}?){0,3})\s?[／/]\s?\p{Script=Han}{2,6}报[导道]$/u

/** 李四 清河报道: the place behind the name */
const reportedFrom =
  /^(?<name>\p{Script=Han}{2,4}) (?!.{0,4}(?:综合|现场|独家|连线|专题|图文|特别|详细|追踪|连续|系列|深度|新闻|媒体|相关))\p{Script=Han}{2,6}报[导道]$/u

/** 財經中心／林小滿報導: the desk in front of the name */
const ofDesk =
  /^\p{Script=Han}{1,6}(?:中心|组|部|频道|网|报|社|新闻)\s?[／/]\s?(?<name>\p{Script=Han}{2,4}?)\s?(?:综合|整理|编译)?报[导道](?:\s\d.{0,30})?$/u

/** 清河日报记者 建一: whatever a line of a paper's reporter and nothing else names is one */
const ofPaper =
  /^\p{Script=Han}{1,8}[报网社台刊]记者\s{1,3}(?!报|手|观|专|综|特|整|编|评|快|热|调|新|说|走|实|现|暗|亲|再|探)\p{Script=Han}{2,3}$/u

/** What stands behind the names: 张三/文 李四/摄 */
const duties: Readonly<Record<string, CreditRole>> = {
  文: 'reporter',
  文图: 'reporter',
  图文: 'reporter',
  图: 'photographer',
  摄: 'photographer',
  摄影: 'photographer',
}

/**
 * Reads a short line that stands apart from the text and names reporters without a label: 本报记者 张三 通讯员 李四.
 * What stands behind the first label is left to `readCreditLine`.
 *
 * @returns whom it names; [] where any of them is no person's name: 记者观察 heads a column
 */
export function readReporterLine(text: string): Credit[] {
  const inner = text.replace(/^[（(【[〔［](.*)[）)】\]〕］]$/u, '$1')
  const { translator = '', list: writers = '' } = placed.exec(simplified(inner))?.groups ?? {}
  const from = splitNames(inner.slice(translator.length, translator.length + writers.length))
  if (writers !== '' && from.every((name) => isChineseName(simplified(name)))) {
    const role = translator === '' ? 'reporter' : 'translator'
    return from.map((name) => ({ role, name }))
  }
  const placedBehind = reportedFrom.exec(simplified(inner))?.groups?.name ?? ''
  if (isChineseName(placedBehind)) return [{ role: 'reporter', name: inner.slice(0, placedBehind.length) }]
  const desk = ofDesk.exec(simplified(inner))?.groups?.name ?? ''
  if (isChineseName(desk) && !isPlace(desk)) {
    const at = simplified(inner).lastIndexOf(desk)
    return [{ role: 'reporter', name: inner.slice(at, at + desk.length) }]
  }
  const reported = inner === text ? undefined : reportedBy.exec(simplified(inner))?.groups?.names
  const names = splitNames(inner.slice(0, reported?.length ?? 0))
  if (names.length > 0 && names.every((name) => isChineseName(simplified(name))))
    return names.map((name) => ({ role: 'reporter', name }))
  const isMarked = marked.test(inner) || (inner !== text && written.test(simplified(inner)))
  const front = inner.slice(0, Math.max(0, simplified(inner).search(field)))
  const bare = (/\p{L}/u.test(front) ? front : inner)
    .replace(marked, '')
    .replace(office, '')
    .replace(isMarked ? calling : /$^/u, '')
    .replace(inFront, '')
    .replace(ofDay, ' ')
    .trim()
  const place = beforeTown(simplified(bare), reporters.exec(simplified(bare))?.indices?.groups?.names)
  if (place === undefined && inner !== text && namesOnly.test(inner)) {
    const signers = splitNames(inner)
    const isSure = signers.length > 1 || [...inner].length === 3 || isFullName(inner)
    return isSure && signers.every((name) => isChineseName(simplified(name)))
      ? signers.map((name) => ({ role: 'author', name }))
      : []
  }
  if (place === undefined && !isMarked) return []
  const credits: Credit[] = []
  let named = 0
  // 记者张三通讯员李四, without a gap
  const list = bare
    .slice(...(place ?? [0]))
    .replace(/(?<=\p{Script=Han}{2})(?=通[讯訊][员員])/gu, '、')
    .replace(/(?<=\p{Script=Han}{2})文[／/][图圖]$/u, '、文图')
  for (const piece of splitTitled(list)) {
    const duty = duties[simplified(piece)]
    if (duty !== undefined) {
      for (const credit of credits.slice(named)) credit.role = duty
      named = credits.length
    } else if (isChineseName(simplified(piece)) || ofPaper.test(simplified(bare)))
      credits.push({ role: place === undefined ? 'author' : 'reporter', name: piece })
    else return []
  }
  return credits
}

/** 楊思瑞台南縣五日電: a name in front of its place without a gap ends where the place begins, or behind three characters. */
function beforeTown(text: string, place: [number, number] | undefined): [number, number] | undefined {
  if (place === undefined) return undefined
  const [start] = place
  let [, end] = place
  // 林小满 陈立 摄影报道: what is shaped as a town's name
  for (;;) {
    const { 0: next = '', groups } = /^\s{1,3}(?<name>\p{Script=Han}{2,3})(?=\s)/u.exec(text.slice(end)) ?? {}
    if (next === '' || !isFullName(groups?.name ?? '') || isPlace(groups?.name ?? '')) break
    end += next.length
  }
  const glued =
    end - start === 2
      ? (/^\p{Script=Han}{2,6}?(?=[一二三四五六七八九十]{1,3}日专?电)/u.exec(text.slice(end))?.[0] ?? '')
      : ''
  if (glued === '') return [start, end]
  const name = nameBeforePlace(text.slice(start, end) + glued)
  return isChineseName(name) ? [start, start + name.length] : [start, end]
}
