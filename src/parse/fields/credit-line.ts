import type { Credit, CreditRole } from '../../article.ts'
import { simplified } from '../../fold.ts'
import { matchesOf } from '../tree/matches.ts'
import { withoutQuotes } from './byline-phrases.ts'
import { anyFieldLabel, rolesOf } from './credit-labels.ts'
import { isName, isOutlet, splitNames, splitTitled } from './person-names.ts'
import { isChineseName } from './surnames.ts'

/** Labels of fields that name nobody. They end the field in front of them. */
const otherLabels =
  '(?:发布|发表|更新|创建|上传|录入|编辑|采编|刊发|出版|成文|来源)?(?:时间|日期)|(?:浏览|点击|阅读|访问|评论|查看|播放)(?:次数|量|数|率)?|人气|字号|字体(?:大小)?|分享到?|(?:所属)?(?:栏目|分类|频道|类别)|标签|关键[词字]|主题词?|(?:索引|文|编)号|(?:图片|视频|封面|数据)来源|图源|题图|(?:原文)?链接|原标题|标题|(?:投稿)?邮箱|(?:联系)?电话|微信|(?:发布|录入|上传)(?:者|人|机构|单位)?|版[次面权]|声明|设计|策划|统筹|制图|美编|总?值班(?:主任|编委|总编辑)?|联[系络]人'

/** 每日财讯 in front of a label: 每日财讯记者 张三 每日财讯编辑 李四 */
const outletInFront = '(?<=^|\\s)\\p{Script=Han}{0,6}(?:[报经网社台讯刊视]|新闻|财经|客户端)'

/** 作 者：, 责 编： */
const letterSpaced = /(?<!\p{L})(\p{Script=Han})[ \u3000]{1,2}(\p{Script=Han})(?=\s?[：:])/gu

/**
 * A label with its colon; a bar does as well, and in 文/ and 图/ a slash. Short words need a gap in front, and a label
 * without a colon a gap behind.
 */
const field = new RegExp(
  `(?<other>${otherLabels})\\s?[：:]|(?:(?<![\\p{L}\\p{N}])(?<label>${anyFieldLabel})(?:\\s?[/／、&+]?\\s?(?<second>${anyFieldLabel}))?|(?:${outletInFront}(?=编辑|记者))?(?<glued>责任编辑|责编|编辑|审核|来源|作者|记者|通讯员))\\s?(?:[：:]|(?<=[\\p{L}]\\s?)[|｜丨▏│／/·•](?=\\s?[\\p{Script=Han}A-Z]))|(?:(?<![\\p{L}\\p{N}])|${outletInFront}(?=编辑|记者))(?<spaced>责任编辑|责编|编辑|作者|记者|通讯员|摄影|审核|校对|监制|撰文|撰稿|采写|[一二三初复终]审)\\s+(?=\\p{Script=Han}{2,4}(?!\\p{L}))`,
  'gu',
)

/** What ends a field's value: a date, a bar, brackets, a gap of two spaces. */
const end = /\d{4}\s?[-年/.]|\d{1,2}:\d{2}|(?<=\s)发自|[|｜丨│【[】\]）)\n]|[。！？]/u

/** [石桥晚报] as a whole value */
const boxed = /^\s*[[【［]([^[\]【】［］]{1,30})[\]】］]/u

/** （2019年1月2日 第3版）, (实习) */
const brackets = /[（(][^（）()]{0,40}[）)]/gu

/** No name and no outlet: what templates and their users fill in instead of one. */
const placeholder =
  /^(?:未知|不详|无|暂无|佚名|匿名|网友|网络|互联网|网络整理|综合|综合整理|整理|转载|原创|本站|本站原创|本网|本网站|本报|本报讯|管理员|系统管理员|编辑|小编|责编|编辑部|作者|记者|来源|其他|admin\w*|administrator|editor|root|test|user|null|undefined|none|unknown|webmaster|字号|字体|大|中|小|大中小|分享.*|打印.*|收藏.*|关闭.*|参与.*|点击.*|评论.*|查看.*|我要.*|关注.*|订阅.*|扫一扫.*|打开.*|返回.*|下载.*|已有.*|.*报[导道])$/iu

/** HN666, 104363, NB12556: numbers that newsrooms give their staff. */
const staffNumber = /^[\p{Script=Latin}_-]{0,6}\d\d\w*$/u

/**
 * Reads a line of fields, as pages have them under the headline and under the text, for whom it names:
 * 2023-05-06 10:12 来源：河边日报 作者：张三 责任编辑：李四 浏览：33.
 * What is no credit, empty or a placeholder is passed over.
 *
 * @param line one with a gap between its elements, and no running text
 */
export function readCreditLine(line: string): Credit[] {
  const text = line.replace(letterSpaced, '$1$2')
  const plain = simplified(text)
  const fields = matchesOf(plain, field)
  const credits: Credit[] = []
  for (const [index, match] of fields.entries()) {
    const { other, label, second, glued, spaced } = match.groups ?? {}
    if (other !== undefined) continue
    const from = match.index + match[0].length
    const to = fields[index + 1]?.index ?? text.length
    if (spaced !== undefined && !isChineseName(/^\p{L}*/u.exec(plain.slice(from, to))?.[0] ?? '')) continue
    const value = text.slice(from, to).replace(boxed, '$1 ').replace(brackets, ' ').trim()
    const roles = [label, second, glued, spaced].flatMap((word) => (word === undefined ? [] : rolesOf(word)))
    for (const role of new Set(roles))
      for (const name of role === 'source' ? outletsIn(value) : personsIn(value))
        if (role !== 'reporter' || isName(name)) credits.push({ role, name })
  }
  return credits
}

/** @returns whether a line holds fields that name nobody: 发布时间：, 浏览次数： */
export function hasOtherFields(line: string): boolean {
  return matchesOf(simplified(line), field).some(({ groups }) => groups?.other !== undefined)
}

/** @returns the part of a line of fields that names somebody: without the date in front, clicks and text sizes */
export function creditPart(line: string): string {
  const fields = matchesOf(simplified(line), field)
  const isCredit = ({ groups }: RegExpExecArray) => groups?.other === undefined
  const head = fields.find(isCredit)?.index ?? 0
  const first = /\d/.test(line.slice(0, head)) ? head : 0
  const last = fields.findLastIndex(isCredit)
  const part = line.slice(first, fields[last + 1]?.index ?? line.length)
  return part.replace(/(?<![\s|｜·])[\s|｜·]+$/u, '')
}

function upTo(value: string, stop: RegExp): string {
  const at = value.search(stop)
  return (at < 0 ? value : value.slice(0, at)).replace(
    /(?<![\s，,；;、：:（(／/])[\s，,；;、：:（(／/]+$/u,
    '',
  )
}

/** @returns the outlets that the value of a field names; [] where it is a placeholder */
export function outletsIn(value: string): string[] {
  const whole = upTo(value, end).replace(
    /^综合(?:自)?(?=.{2,40}(?:报[导道]$|[、]))|(?:等)?(?:综合)?报[导道]$/gu,
    '',
  )
  // Spaces stand in names of Latin letters, and around the hyphen in front of a channel.
  const parts = whole.replace(/ ?([-－—–·•]) ?/gu, '$1').split(/\s+/u)
  const name = /\p{Script=Han}/u.test(parts[0] ?? '') ? (parts[0] ?? '') : parts.join(' ')
  return name
    .split(/[、；;]/u)
    .map((one) => withoutQuotes(one.replace(/^[\s“”"]+|(?<=\p{L})[（(][^（）()]*$/gu, '').trim()))
    .filter(
      (one) =>
        one.length > 1 && one.length <= 30 && /\p{L}/u.test(one) && !/[，。]/u.test(one) && !isNoName(one),
    )
}

function personsIn(value: string): string[] {
  const written = upTo(value, end)
  const names: string[] = []
  for (const piece of splitTitled(written)) {
    const name = personIn(piece)
    if (name !== null) names.push(name)
    else if (!staffNumber.test(piece)) break
    if (names.length > 1 && isOutlet(simplified(names.at(-1)!))) {
      names.pop()
      break
    }
  }
  const isOffice = (name: string) => /^\p{Script=Han}{5,}$/u.test(name)
  // 供稿：石桥镇文化站 张三
  const persons = names.some(isOffice) ? names.filter((name) => isChineseName(simplified(name))) : []
  if (persons.length > 0) return persons.length > 8 ? [] : persons
  return names.length > 8 ? [] : names
}

/** @returns the name in a piece, a pen name included: without the number behind it; null where it is none */
function personIn(piece: string): string | null {
  const name = (piece.split(/[_＿]/u)[0] ?? '').replace(/^@/, '').trim()
  if (name.length < 2 || name.length > 24 || isNoName(name) || staffNumber.test(name)) return null
  return /^[\p{L}\p{M}\p{N}·•‧・.'’ -]+$/u.test(name) ? name : null
}

/** @returns whether a text stands where a name should and is none: 未知, 登录, an address */
export function isNoName(name: string): boolean {
  return (
    placeholder.test(simplified(name)) ||
    /@|https?:|www\.|(?:点击|浏览|阅读|评论|下载|登录|注册)/iu.test(simplified(name))
  )
}

/** 远山社记者李思远、王小明, □ 本报记者 张三 见习记者 李四, 记者 张三 北京报道 */
const reporters =
  /^[\p{Script=Han}A-Za-z\d·《》]{0,14}?(?:记者|通讯员)[\s：:]*(?<names>[\p{Script=Han}、，,/／;；·•\s]{2,60}?)(?:\s*(?:[／/]\s*)?(?:\p{Script=Han}{2,6}\s?)?(?:(?:综合|摄影|采访|联合|图文|即时|现场|连线|特稿|专题)*报[道导]|(?:\d{1,2}日)?专?电)|\s+[《（(【[\d].*|\s+发自.{2,10})?$/du

/** 2024/05/03 10:15 石桥日报 in front of 记者, either or both */
const inFront =
  /^(?:(?=\d)[\d\s年月日时分秒:：/.|｜-]{6,30})?(?:\p{Script=Han}{1,8}[报報网網社]\s)?(?=\p{Script=Han}{0,6}[记記]者)/u

/** □ 张三: a name alone behind the mark with which papers set off their writers */
const marked = /^[□■○●◎▲△◇◆☉]\s?(?=\p{Script=Han})/u

/** （张三 文/图）, without a calling */
const written = /(?:文\s?[／/]?\s?图|图\s?[／/]?\s?文|[／/]\s?文)$/u

/** （张三 李思远）, （李思远）: as papers sign behind the last sentence */
const namesOnly = /^\p{Script=Han}{2,3}(?:[\s、]{1,2}\p{Script=Han}{2,3}){0,3}(?<![完续待讯社网报稿])$/u

/** 李四／台北报导, 编译张三／综合报导: the name in front of its place */
const placed = /^(?<translator>编译\s?)?(?<name>\p{Script=Han}{2,4}?)\s?[／/]\s?\p{Script=Han}{2,6}报[导道]$/u

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
  const { translator = '', name = '' } = placed.exec(simplified(inner))?.groups ?? {}
  if (isChineseName(name)) {
    const role = translator === '' ? 'reporter' : 'translator'
    return [{ role, name: inner.slice(translator.length, translator.length + name.length) }]
  }
  const isMarked = marked.test(inner) || (inner !== text && written.test(simplified(inner)))
  const front = inner.slice(0, Math.max(0, simplified(inner).search(field)))
  const bare = (/\p{L}/u.test(front) ? front : inner).replace(marked, '').replace(inFront, '').trim()
  const place = reporters.exec(simplified(bare))?.indices?.groups?.names
  if (place === undefined && inner !== text && namesOnly.test(inner)) {
    const names = splitNames(inner)
    const isSure = names.length > 1 || [...inner].length === 3
    return isSure && names.every((name) => isChineseName(simplified(name)))
      ? names.map((name) => ({ role: 'author', name }))
      : []
  }
  if (place === undefined && !isMarked) return []
  const credits: Credit[] = []
  let named = 0
  // 记者张三通讯员李四, without a gap
  const list = bare.slice(...(place ?? [0])).replace(/(?<=\p{Script=Han}{2})(?=通[讯訊][员員])/gu, '、')
  for (const piece of splitTitled(list)) {
    const duty = duties[simplified(piece)]
    if (duty !== undefined) {
      for (const credit of credits.slice(named)) credit.role = duty
      named = credits.length
    } else if (isChineseName(simplified(piece)))
      credits.push({ role: place === undefined ? 'author' : 'reporter', name: piece })
    else return []
  }
  return credits
}
