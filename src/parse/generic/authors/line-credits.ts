import type { Credit } from '../../../article.ts'
import { simplified } from '../../../fold.ts'
import { readByline } from '../../fields/byline.ts'
import { hasOtherFields, isNoName, readCreditLine } from '../../fields/credit-line.ts'
import { isPlace } from '../../fields/person-names.ts'
import { readReporterLine } from '../../fields/reporter-line.ts'
import { isChineseName } from '../../fields/surnames.ts'
import { readWriterLine } from '../../fields/writer-line.ts'
import { readReprint } from './reprints.ts'

/** 〔記者林小雨／河灣報導〕: between a slash and the verb stands a place, whether it is known or not. */
const reportedFrom = /[／/]\s?\p{Script=Han}{2,6}报[导道][】〕］)）\]]?$/u
/** （大河报记者 陈大文 河川报道）: what is no name stands for a place, whether it is known or not. */
const placeAtEnd = /\s(?<place>\p{Script=Han}{2,6})报[导道][）)】\]]?$/u
/** 作者简介：林小满，石桥镇图书馆馆长。 */
const about = /^(?<label>作者(?:简介|介绍)\s?[：:]\s?)(?<name>\p{Script=Han}{2,4})\s?[，,：:（(]/u

/** 【2011/03/14 南島報】, 【2011-03-14/南島報/A1版/要聞】, 星河日報．2010.05.06, 《星河日报》2010年5月6日: paper and day of the printed text */
const printed =
  /^《?(?<paper>[\p{Script=Han}]{2,12}(?<=报|周刊))(?:》[\s（(]{0,3}|\s?[．.·・‧，,]\s?)\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s?第?\s?[A-Z]?\d{1,2}\s?版)?[）)]?$|^[【〔［[（(]\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[\s,，/／|]{1,2}(?<name>[\p{Script=Han}A-Za-z]{2,12}(?<=报|网|社|新闻|周刊|杂志))(?:[\s,，/／|第][^】〕］\]）)]{0,30})?[】〕］\]）)]/u

/** 主笔◎林小满 摄影◎何其: magazines' mark in a colon's place */
const ringed = /(?<=(?:主[笔筆]|[记記]者|[摄攝]影|[编編][辑輯]|撰文|^文|\s文))\s?[◎☉]\s?/gu

/** @returns whom a line names; [] for a question of an interview */
export function creditsIn(said: string): Credit[] {
  const line = said
    .replace(/[╱∕⁄]/gu, '／')
    .replaceAll('〖', '【')
    .replaceAll('〗', '】')
    .replace(ringed, '：')
  const reprint = readReprint(line)
  if (reprint.length > 0) {
    const isWritten = reprint.some(({ role }) => role === 'author')
    const fits = ({ role, name }: Credit) =>
      role === 'editor' || (role === 'author' && !isWritten && isChineseName(simplified(name)))
    return [...reprint, ...readCreditLine(line).filter(fits)]
  }
  const { name: boxed, paper = boxed } = printed.exec(simplified(line))?.groups ?? {}
  if (paper !== undefined) {
    const at = simplified(line).indexOf(paper)
    return [{ role: 'source', name: line.slice(at, at + paper.length) }]
  }
  const isOther = hasOtherFields(line) || reportedFrom.test(simplified(line))
  const byline = isOther ? null : readByline(line)
  const place = placeAtEnd.exec(simplified(line))?.groups?.place
  const isRead =
    byline?.credits.every(
      ({ name, role }) =>
        !/[：:，。]/u.test(name) &&
        !isNoName(name) &&
        !(simplified(name) === place && !isChineseName(place)) &&
        (role === 'source' || !isPlace(simplified(name))),
    ) ?? false
  if (byline !== null && byline.credits.length > 0 && isRead) return byline.credits
  if (/[？?！!]$/u.test(line)) return []
  const { label, name = '' } = about.exec(simplified(line))?.groups ?? {}
  if (label !== undefined && isChineseName(name))
    return [{ role: 'author', name: line.slice(label.length, label.length + name.length) }]
  // 作者：三年。 is an answer.
  if (line.endsWith('。'))
    return readCreditLine(line).filter(
      ({ name, role }) => role === 'source' || isChineseName(simplified(name)),
    )
  const read = readReporterLine(line)
  const reporters = read.length > 0 ? read : readWriterLine(line)
  const known = new Set(reporters.map(({ name }) => name))
  return [
    ...reporters,
    ...readCreditLine(line).filter(({ name, role }) => role !== 'reporter' || !known.has(name)),
  ]
}
