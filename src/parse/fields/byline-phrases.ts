import type { Credit, CreditRole } from '../../article.ts'
import { readNote } from './byline-notes.ts'
import { rolesOf } from './credit-labels.ts'
import { isName, isPlace, nameBeforePlace, splitNames } from './person-names.ts'

const verbs =
  '(?:综合|编译|采访|联合|独家|专题|现场|整理|摄影|调查|特别|特稿|专访|连线|翻译|追踪|深度|图文|系列)*(?:报导|报道|编译|采访|专访|整理|撰稿|撰文|综合|摄影|述评|评论|来稿|供稿|即时|(?:\\d{1,2}日)?专?电)'
/** 大纪元记者吴馨综合报导, 新唐人亚太电视记者张东旭 综合报导, 特约记者孙诚旧金山报道, 记者A、B、C联合报导 */
const reporterPhrase = new RegExp(
  `^(?<outlet>[\\p{Script=Han}A-Za-z《》“”· ]{0,16}?)(?:特约|实习|特派|驻\\p{Script=Han}{2,6})?(?<kind>记者|通讯员)(?!站|会|问)[\\s：:]?(?<names>[^。！？!?：:]{0,60}?)\\s?(?<verb>${verbs})。?$`,
  'u',
)
/** 大纪元德国路德维希堡记者站报导 names a bureau and no person. */
const bureauPhrase = new RegExp(
  `^(?<bureau>[\\p{Script=Han}A-Z]{2,24}?(?:记者站|编辑部|记者组|报导组))\\s?(?:[\\p{Script=Han}A-Z]{0,10}${verbs})?$`,
  'u',
)
/** 转自大纪元, ──转自《美国之音》, ==转自《议报》, 本文转载自明慧网 */
const reprint =
  /^[─—―–－=＝-]*\s?(?:本文)?(?:转自|转载自|摘自|摘编自)[：:]?\s?(?<outlet>[《“「]?[\p{L}\d《》“”「」·.．‧ ]{2,20})。?$/u
/** （转大纪元）: without 自 only where brackets say that it is a note. */
const shortReprint = /^转载?(?<outlet>[\p{Script=Han}《》]{2,12})$/u
/** （据《晋书》）, 据法广报导 */
const accordingTo =
  /^据(?<outlet>《[^》]{1,20}》|[\p{Script=Han}A-Za-z]{2,12}(?=报导|报道|专?电$))(?:[^，。：:]{0,6})?$/u
/** 原泉编译, James R. Gorrie撰文: a name and what its bearer did. */
const nameAndVerb =
  /^(?:[\p{Script=Han}《》]{0,12}(?:作家|作者|记者|(?=\p{Lu})))?\s?(?<name>\p{Lu}[\p{Script=Latin}.'’ -]{2,40}?|[\p{Script=Han}]{2,4})\s?(?<verb>撰文|撰稿|编译|翻译|摘译|摄影|整理)$/u
const roleOfVerb: Readonly<Record<string, CreditRole>> = {
  撰文: 'author',
  撰稿: 'author',
  整理: 'author',
  编译: 'translator',
  翻译: 'translator',
  摘译: 'translator',
  摄影: 'photographer',
}
/** 记者乔龙, beside other parts that say more. */
const outletAndName = new RegExp(`^[\\p{Script=Han}]{3,10} (?<names>\\p{Script=Han}{2,4})${verbs}$`, 'u')
const bareReporter =
  /^(?:\p{Script=Han}{0,12})(?:特约|实习)?记者(?!会|问)\s?(?<names>[\p{Script=Han}、 ]{2,20})$/u
/** 作者提供: says who passed it on and names nobody. */
const namesNobody = /^(?:作者|读者|投稿者?)(?:提供|来稿|投稿|惠稿)$/u
/** 大纪元编辑部 2015年11月2日, 大纪元《世界十字路口》制作组 */
const team =
  /^(?<team>[\p{Script=Han}]{0,10}(?:《[^》]{1,20}》)?[\p{Script=Han}]{0,6}(?:编辑部|制作组|节目组))(?:\s*\d{4}年\d{1,2}月\d{1,2}日)?$/u

/** Each phrase has one of these, or ends in one: nearly all text is told from a phrase by this alone. */
const phraseSign = /[记通编转摘据组撰译摄]|整理|[导道访理稿合影评论电]。?$/u

/**
 * Reads a part of a byline without a label: 记者何雅婷综合报导, 转自看中国.
 *
 * @param isAccompanied whether brackets or other parts show that it is none of the text
 * @returns whom it names; null where it is no such phrase
 */
export function readPhrase(text: string, isAccompanied: boolean): Credit[] | null {
  if (namesNobody.test(text)) return []
  const noted = readNote(text, isAccompanied)
  if (noted !== null) return noted
  if (isAccompanied && /^原[题标]/u.test(text)) return []
  if (!phraseSign.test(text)) return null
  const bureau = bureauPhrase.exec(text)?.groups?.bureau
  if (bureau !== undefined) return [{ role: /编辑部/.test(bureau) ? 'author' : 'reporter', name: bureau }]
  const source = (
    reprint.exec(text) ?? (isAccompanied ? (shortReprint.exec(text) ?? accordingTo.exec(text)) : null)
  )?.groups?.outlet
  if (source !== undefined)
    return [
      { role: 'source', name: withoutQuotes(source.trim().replace(/^(《[^《》]{1,20}》)\d{4}年.*$/u, '$1')) },
    ]
  const signed = team.exec(text)?.groups?.team
  if (signed !== undefined) return [{ role: 'author', name: signed }]
  return readReporters(text) ?? readNameAndVerb(text) ?? (isAccompanied ? readBareReporters(text) : null)
}

/** 记者 张三 环球时报记者 李四: the paper of the next reporter */
const paperBetween =
  /\s\p{Script=Han}{1,8}(?:[报网社台刊]|周刊|新闻)(?=(?:特约|驻\p{Script=Han}{2,4})?(?:记者|通讯员))/gu

const splitReporters = (list: string): string[] =>
  splitNames(
    list
      .replace(/\s发自\s?\S{2,10}$/u, '')
      .replace(paperBetween, ' ')
      .replace(/\s?(?:记者|通讯员)/gu, '、'),
  )

function readReporters(text: string): Credit[] | null {
  const groups = reporterPhrase.exec(text)?.groups
  if (groups === undefined) return null
  const written = groups.names ?? ''
  if (/报导|报道/u.test(written)) return null
  const isPress = groups.kind === '通讯员'
  const names = splitReporters(written)
  if (isPress && names.every((name) => nameBeforePlace(`通讯${name}`).length <= 2)) return []
  const people = names
    .map((name, index) => (index === names.length - 1 || name.length > 4 ? nameBeforePlace(name) : name))
    .filter((name) => !isPlace(name))
  const role = groups.verb === '翻译' ? 'translator' : 'reporter'
  return people.every(isName) ? people.map((name) => ({ role, name })) : null
}

function readNameAndVerb(text: string): Credit[] | null {
  const { name, verb } = nameAndVerb.exec(text)?.groups ?? {}
  const role = roleOfVerb[verb ?? '']
  return name === undefined || role === undefined || !isName(name.trim())
    ? null
    : [{ role, name: name.trim() }]
}

function readBareReporters(text: string): Credit[] | null {
  const written = (bareReporter.exec(text) ?? outletAndName.exec(text))?.groups?.names ?? ''
  const names = splitReporters(written).map(nameBeforePlace)
  return names.length > 0 && names.every((name) => isName(name) && rolesOf(name).length === 0)
    ? names.map((name) => ({ role: 'reporter', name }))
    : null
}

/** 微信公众号“灯下书房”, 公众号 灯下书房 */
const account =
  /^(?:微信)?(?:公众号|公號|公号|公眾號|订阅号|订阅號|视频号|头条号)(?=.)(?:\s*[：:]\s*|\s+)?[“「『《]?([^“”「」『』《》]{2,20})[”」』》]?/u

/** @returns an outlet without the word for an account in front of it */
export const withoutAccount = (name: string): string => name.replace(account, '$1')

/** 《美国之音》 -> 美国之音; a title with more around it keeps its marks. */
export const withoutQuotes = (name: string): string =>
  withoutAccount(name).replace(/^(?:《([^《》]+)》|“([^“”]+)”|「([^「」]+)」)$/u, '$1$2$3')
