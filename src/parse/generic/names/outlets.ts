import type { Element } from 'domhandler'
import type { Credit } from '../../../article.ts'
import { simplified } from '../../../fold.ts'
import { withoutQuotes } from '../../fields/byline-phrases.ts'
import { outletsIn } from '../../fields/credit-line.ts'
import { isChineseName } from '../../fields/surnames.ts'
import type { Found } from '../../fields.ts'
import { attributeOf, textOf } from '../../tree/outline.ts'
import type { Metadata } from '../metadata/metadata.ts'
import { nearTitle, shownElement } from '../metadata/place.ts'
import { namesOffice } from './callings.ts'

const han = /\p{Script=Han}/u
const quoting = /^(?:figure|figcaption|blockquote|aside|nav|footer)$/

/** What the names of newspapers, agencies, stations and sites end in. */
const outlet =
  /^[\p{Script=Han}A-Za-z\d-]{1,18}(?:(?<![举舉])[报報网網社]|新[闻聞]|周刊|週刊|[杂雜][志誌]|[电電][视視][台臺]|[广廣]播|[财財][经經]|客[户戶]端|在[线線]|融媒体?|通[讯訊]|\p{Script=Han}{3,}[报報][道導导])$/u

/** 国内新闻: the page's section, which stands there as well */
const section =
  /^(?:国内|國內|国际|國際|社会|社會|时政|時政|本地|地方|[财財][经經]|[体體]育|[娱娛][乐樂]|科技|[军軍]事|教育|文化|生活|健康|房[产產]|汽[车車]|[综綜]合|今日|最新|[热熱][点點]|[图圖]片|[视視][频頻]|行[业業]|公司|校[园園]|[学學]校|[焦][点點]|[头頭][条條]|民生|法治|即[时時]|[媒][体體]|企[业業]|[滚滾][动動])(?:新[闻聞]|要[闻聞]|[财財][经經]|在[线線])$/u

const dateAndTime =
  /\d{4}\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}\s?日?(?:\s{0,3}(?:星期|周|週)?[一二三四五六日]?\s{0,3}\d{1,2}:\d{2}(?::\d{2})?)?/u

/**
 * The outlet that a Chinese page names without a label: in an element that its class calls the source, or beside the
 * date under the headline (2019-09-09 16:01 南方都市报).
 *
 * @param title the number of the headline's element; null where it was not found
 * @param head the lines between the headline and the text
 */
export function outletBesideDate(
  metadata: Metadata,
  title: number | null,
  head: readonly string[],
): Found<Credit> | null {
  for (const { element } of nearTitle(metadata.sources, title)) {
    const within = element.parent?.type === 'tag' && quoting.test(element.parent.name)
    const text = textOf(element, 60) || altIn(element)
    const names = outletsIn(text.replace(/^[\p{L}]{2,4}\s?[：:]\s?/u, ''))
    if (!within && !names.some(namesOffice) && text.length < 40 && names.length === 1 && han.test(text))
      return {
        value: { role: 'source', name: names[0]! },
        rule: 'element of class source',
        where: shownElement(element),
      }
  }
  for (const line of head) {
    const rest = line.replace(dateAndTime, ' ')
    if (line.length > 60 || rest === line) continue
    const names = rest
      .split(/[\s|｜·／/]+/u)
      .map((piece) => ({ piece, name: withoutQuotes(piece.split(/[[【（(]/u)[0] ?? '') }))
      .filter(({ piece, name }) => made.test(piece) || isOutletIn(name, metadata.title ?? ''))
      .map(({ name }) => name)
    // 清河在线 2006-11-06 清河早报: the site, and the paper
    const name = names.find((one) => metadata.title?.includes(one) !== true) ?? names[0]
    if (name !== undefined)
      return { value: { role: 'source', name }, rule: 'outlet beside the date', where: line }
  }
  for (const [at, line] of head.entries()) {
    // 清河新聞網 alone above or below the date
    const isDated = [head[at - 1], head[at + 1], head[at + 2]].some(
      (one) => one !== undefined && one.length < 40 && dateAndTime.test(one),
    )
    if (line.length < 14 && isDated && outlet.test(line) && han.test(line) && !section.test(line))
      if (metadata.title?.includes(line) !== true && !isChineseName(simplified(line)))
        return { value: { role: 'source', name: line }, rule: 'outlet beside the date', where: line }
  }
  for (const meta of ['contentsource', 'source', 'mediaid', 'article:source'])
    for (const where of metadata.metas.get(meta) ?? [])
      for (const name of outletsIn(where))
        if (han.test(name)) return { value: { role: 'source', name }, rule: `meta ${meta}`, where }
  return null
}

/** 河边星空[整理] */
const made = /^\p{Script=Han}{2,10}[[【（(](?:整理|原[创創]|[编編][译譯])[\]】）)]/u

/** 清河科技, where the title ends with 清河网 */
const ofSite = /^\p{Script=Han}{2}(?:科技|体育|娱乐|汽车|教育|读书|女性|时尚|游戏|健康|房产|军事|历史|文化)$/u

function isOutletIn(name: string, title: string): boolean {
  const isByline = isChineseName(simplified(name.slice(0, 3))) && /[道導导]$/u.test(name)
  const isSite = name.length > 2 && title.endsWith(name)
  const isPart = ofSite.test(name) && title.includes(`${name.slice(0, 2)}网`)
  return han.test(name) && !isByline && !section.test(name) && (isSite || isPart || outlet.test(name))
}

/** An outlet's name can be its logo. */
function altIn({ children }: Element): string {
  const logo = children.find((child) => child.type === 'tag' && child.name === 'img')
  return (logo?.type === 'tag' ? attributeOf(logo, 'alt') : null) ?? ''
}
