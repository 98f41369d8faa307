import type { Credit } from '../../article.ts'
import { simplified } from '../../fold.ts'
import { matchesOf } from '../tree/matches.ts'
import { withoutAccount, withoutQuotes } from './byline-phrases.ts'
import { anyFieldLabel, rolesOf } from './credit-labels.ts'
import { isHouse, isName, isOutlet, splitTitled, withoutPaper } from './person-names.ts'
import { isChineseName, isFullName } from './surnames.ts'

/** Labels of fields that name nobody. They end the field in front of them. */
const otherLabels =
  '(?:发布|发表|更新|创建|上传|录入|编辑|采编|刊发|出版|成文|来源|提交|回复|修改|添加|入库|公开)?(?:时间|日期)|最[后近](?:更新|修改|编辑)(?:时间|日期)?|更新|(?:浏览|点击|阅读|访问|评论|查看|播放)(?:次数|量|数|率)?|人气|字号|字体(?:大小)?|分享到?|(?:所属)?(?:栏目|分类|频道|类别)|标签|关键[词字]|主题词?|(?:索引|文|编)号|(?:封面)?(?:图片|视频|封面|数据|[首头题配插]图|照片|音频|素材)来源|图源|题图|(?:原文)?链接|原标题|标题|(?:投稿)?邮箱|(?:联系)?电话|微信|(?:发布|录入|上传)(?:者|人|机构|单位)?|版[次面权]|(?:版权|免责|郑重|特别)?声明|设计|策划|统筹|制图|美编|总?值班(?:主任|编委|总编辑)?|联[系络]人'

/** 每日财讯 in front of a label: 每日财讯记者 张三 每日财讯编辑 李四 */
const outletInFront = '(?<=^|\\s)\\p{Script=Han}{0,6}(?:[报经网社台讯刊视]|新闻|财经|客户端)'

/** 作 者：, 责 编： */
const letterSpaced = /(?<![\p{L}\p{N}])(\p{Script=Han})[ \u3000]{1,2}(\p{Script=Han})(?=\s?[：:])/gu

/** 文/图 林小满 */
const textAndPictures = /(?<![\p{L}（(])([文图圖][/／][文图圖])\s{1,3}(?=\p{Script=Han}{2,4}(?!\p{L}))/gu

/** 【全媒体记者】张三, 【来源】 南方日报 */
const boxedLabel =
  /[【[]\p{Script=Han}{0,4}?(\p{Script=Han}?(?:记者|作者|来源|编辑|校对|审核|撰文|摄影|通讯员))[】\]]\s?[：:]?\s?(?=[\p{L}《])/gu

/** 【作者/来源 张立】, [编辑 王五] */
const boxedField =
  /[【[]\s?(?<label>作者|[来來]源|[编編][辑輯]|[记記]者)(?:\/(?:[来來]源|出[处處]))?\s{1,3}(?<value>[\p{L}·]{2,16})\s?[】\]]/gu

/**
 * A label with its colon; a bar does as well, and in 文/ and 图/ a slash. Short words need a gap in front, and a label
 * without a colon a gap behind.
 */
export const field = new RegExp(
  `(?<other>${otherLabels})\\s?[：:]|(?:(?<![\\p{L}\\p{N}])(?<label>${anyFieldLabel})(?:\\s?[/／、&+]?\\s?(?<second>${anyFieldLabel}))?|(?:${outletInFront}(?=编辑|记者))?(?<!注明)(?<glued>责任编辑|责编|编辑|审核|来源|作者|记者|通讯员))\\s?(?:[：:]|(?<=[\\p{L}]\\s?)[|｜丨▏│／/·•](?=\\s?(?:[\\p{Script=Han}A-Z《]|\\d\\d(?![年月日])\\p{Script=Han})))|(?:(?<![\\p{L}\\p{N}])|${outletInFront}(?=编辑|记者))(?<spaced>责任编辑|责编|编辑|作者|记者|通讯员|摄影|摄像|审核|校对|监制|编译|翻译|撰文|撰稿|采写|[一二三初复终]审)\\s+(?=\\p{Script=Han}{2,4}(?!\\p{L}))|(?<![\\p{L}\\p{N}])(?<from>来源[于自]|稿源)\\s+(?=[\\p{Script=Han}《])`,
  'gu',
)

/** What ends a field's value: a date, a bar, brackets, a gap of two spaces. */
const end =
  /\d{4}\s?[-年/.]|\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s\d|\d{1,2}:\d{2}|(?<=\s)发自|[|｜丨│【[】\]）)\n]|[。！？]/iu

/** [石桥晚报] as a whole value */
const boxed = /^\s*[[【［]([^[\]【】［］]{1,30})[\]】］]/u

/** [美]海伦·马什: a writer's country */
const country = /^\s{0,2}[[［【〔（(]\p{Script=Han}{1,2}[\]］】〕）)]\s?(?=[\p{Script=Han}A-Z])/u

/** （2019年1月2日 第3版）, (实习) */
const brackets = /[（(][^（）()]{0,40}[）)]/gu

/** No name and no outlet: what templates and their users fill in instead of one. */
const placeholder =
  /^(?:未知|不详|无|暂无|佚名|匿名|网友|网络|互联网|网络整理|综合|综合整理|整理|转载|原创|本站|本[站网](?:原创|整理|综合|转载|收集)|本网|本网站|本报|本刊|本报讯|作者(?:授权|投稿|供稿|原创|提供)|删除|修改|回复|管理员|系统管理员|编辑|小编|责编|编辑部|作者|记者|来源|其他|admin\w*|administrator|editor|root|test|user|null|undefined|none|unknown|webmaster|字号|字体|大|中|小|大中小|分享.*|打印.*|收藏.*|关闭.*|参与.*|点击.*|评论.*|查看.*|我[要有来也].*|跟[帖贴]|[视音]频|图[片集]|论坛|专题|关注.*|订阅.*|扫一扫.*|打开.*|返回.*|下载.*|已有.*|.*报[导道]|举报|发[布表](?:[于在].*|评论)?|更新[于在].*|置顶|精华|热门|推荐|本[站网报刊](?:编辑|记者)|网站编辑)$/iu

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
  const text = withoutBoxes(line.replace(letterSpaced, '$1$2').replace(textAndPictures, '$1：'))
  const plain = simplified(text)
  const fields = matchesOf(plain, field)
  const credits: Credit[] = []
  for (const [index, match] of fields.entries()) {
    const { other, label, second, glued, spaced, from: source } = match.groups ?? {}
    if (other !== undefined) continue
    const from = match.index + match[0].length
    const to = fields[index + 1]?.index ?? text.length
    if (spaced !== undefined && !isChineseName(/^\p{L}*/u.exec(plain.slice(from, to))?.[0] ?? '')) continue
    const given = text.slice(from, to)
    const value = given.replace(country, '').replace(boxed, '$1 ').replace(brackets, ' ').trim()
    const words = [label, second, glued, spaced, source].filter((word) => word !== undefined)
    const namesOf = (role: Credit['role']) =>
      role === 'source'
        ? outletsIn(value)
        : ofUser.test(words[0]!)
          ? usersIn(value)
          : personsIn(withoutPaper(upTo(value, end), words[0]!))
    for (const role of new Set(words.flatMap(rolesOf)))
      for (const name of namesOf(role))
        if (role !== 'reporter' || isName(name))
          credits.push({ role: took.test(value) && role === 'reporter' ? 'photographer' : role, name })
  }
  const sources = new Set(credits.filter(({ role }) => role === 'source').map(({ name }) => name))
  // 作者：清河网 来源：清河网
  return credits.filter(({ role, name }) => role === 'source' || !sources.has(name) || !isHouse(name))
}

/** @returns whether a line of fields says who wrote the text: 楼主：雨打芭蕉 时间：2008-11-02 21:14 */
export function namesWriter(line: string): boolean {
  return /\p{Script=Han}/u.test(line) && readCreditLine(line).some(({ role }) => role === 'author')
}

/** @returns a line with its labels in brackets as labels with a colon */
function withoutBoxes(line: string): string {
  if (!/[【[]/.test(line)) return line
  const bare = line.replace(boxedField, ' $<label>：$<value> ')
  return matchesOf(simplified(bare), boxedLabel)
    .reverse()
    .reduce(
      (text, { 0: box, 1: label = '', index }) =>
        `${text.slice(0, index)} ${label}：${text.slice(index + box.length)}`,
      bare,
    )
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
    /(?<![\s，,；;、：:（(／/·‧•．])[\s，,；;、：:（(／/·‧•．]+$/u,
    '',
  )
}

/** @returns the outlets that the value of a field names; [] where it is a placeholder */
export function outletsIn(value: string): string[] {
  const whole = upTo(withoutAccount(value), end).replace(
    /^综合(?:自)?(?=.{2,40}(?:报[导道]$|[、]))|(?:等)?(?:综合)?报[导道]$/gu,
    '',
  )
  // Spaces stand in names of Latin letters, and around the hyphen in front of a channel.
  const parts = whole.replace(/ ?([-－—–·•]) ?/gu, '$1').split(/\s+/u)
  const name = /\p{Script=Han}/u.test(parts[0] ?? '') ? (parts[0] ?? '') : parts.join(' ')
  return name
    .split(/[、；;]/u)
    .map((one) => withoutQuotes(one.replace(/^[\s“”"@·•]+|(?<=\p{L})[（(][^（）()]*$/gu, '').trim()))
    .filter(
      (one) =>
        one.length > 1 && one.length <= 30 && /\p{L}/u.test(one) && !/[，。]/u.test(one) && !isNoName(one),
    )
}

/** Labels of who posts under a name that the site gave: river_2020, 雨打芭蕉 */
const ofUser = /^(?:楼主|发[帖贴][人者]|发起人|张贴者|贴文者|题主|提问[者人])$/u
const user = /^\s*@?(?<name>[^\s|｜•·,，、:：]{2,30})(?=[\s|｜•·,，、]|$)/u

function usersIn(value: string): string[] {
  const name = user.exec(value)?.groups?.name
  return name === undefined || !/\p{L}/u.test(name) || isNoName(name) ? [] : [name]
}

function personsIn(value: string): string[] {
  const written = upTo(value, end)
  const names: string[] = []
  for (const piece of splitTitled(written)) {
    const name = personIn(piece)
    // 撰文者：林小满 河边头条
    const isBehindPerson = names.some(isFullName) && /^\p{Script=Han}{4,}$/u.test(piece)
    if (isBehindPerson && !isChineseName(simplified(piece))) break
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

/** 陈立 摄: behind a reporter's name, of a picture */
const took = /(?<=\p{Script=Han}{2}\s{0,2})(?:摄|攝|摄影|攝影)[）)】\]]?$/u

/** 谭晓摄影报道 */
const reported = /(?<=\p{Script=Han}{2})(?:综合|摄影|现场|采访|图文){0,2}报[导道]$/u

/** @returns the name in a piece, a pen name included: without the number behind it; null where it is none */
function personIn(piece: string): string | null {
  const written = (piece.split(/[_＿]/u)[0] ?? '')
    .replace(/^@|(?<=\p{Script=Han}{2})[A-Z]{1,4}\d{2,8}$/gu, '')
    .trim()
  const bare = written.replace(reported, '')
  const name = isChineseName(simplified(bare)) ? bare : written
  if (name.length < 2 || name.length > 24 || isNoName(name) || staffNumber.test(name)) return null
  return /^[\p{L}\p{M}\p{N}·•‧・.'’ -]+$/u.test(name) ? name : null
}

/** @returns whether a text stands where a name should and is none: 未知, 登录, an address */
export function isNoName(name: string): boolean {
  return (
    placeholder.test(simplified(name)) ||
    /@|https?:|www\.|点击|浏览|阅读|下载|登录|注册|(?:^|[\d条])\s?评论|评论\s?[(（\d]/iu.test(
      simplified(name),
    )
  )
}
