import type { Credit } from '../../../article.ts'
import type { Found } from '../../fields.ts'
import type { SiteNames } from '../metadata/sites.ts'
import { folded } from '../words.ts'
import type { CreditLines } from './credit-lines.ts'

/** What other languages than Chinese write in front of the outlet that a text was taken from; one line a language. */
const labels = [
  'source',
  'quelle',
  'fuente',
  'fonte',
  'bron',
  'källa|kilde|lähde',
  'źródło|zdroj',
  'источник|джерело',
  'kaynak',
  '(?:theo )?nguồn(?: tin)?',
  'sumber',
  'المصدر|منبع|מקור',
  '出典|引用元|ソース',
  '출처|자료',
  'ที่มา',
].join('|')

const labelled = new RegExp(
  `^(?:(?:.{0,60}[|·•–—,;/( ]\\s?)?(?:${labels})\\s?[:：]|\\(theo )\\s?(?<rest>\\S.{1,60})$`,
  'iu',
)
/** A picture, a table or data have a source of their own. */
const ofPicture =
  /foto|photo|image|imagen|immagin|bild|grafik|graphic|video|ảnh|фото|صورة|صور|写真|画像|圖|图|사진|ภาพ|data|daten|datos/iu
/** A name: in Latin letters its last word is written as one. Slashes stand between photographers and agencies. */
const shape =
  /^(?!https?:|www\.)(?!.* [a-zà-ÿ][^ ]{0,40}$)[\p{Lu}\p{Lo}\p{N}«“"„][^!?:：/]{1,40}$|^[a-z]{2,5}$/u

/**
 * Reads the lines around a text for the outlet that it was taken from: Quelle: Lautertaler Bote, Nguồn: Báo Sông Lam.
 *
 * @param credits who is named already
 * @returns the first one; [] where no line names one that is not, and not the site itself
 */
export function readSourceLines(
  { head, foot }: CreditLines,
  credits: readonly Found<Credit>[],
  site: SiteNames,
): Found<Credit>[] {
  if (credits.some(({ value: { role } }) => role === 'source')) return []
  const known = new Set(credits.map(({ value }) => folded(value.name)))
  for (const line of [...head, ...foot]) {
    const rest = line.length > 140 || ofPicture.test(line) ? undefined : labelled.exec(line)?.groups?.rest
    const name = rest?.split(/\s?[|·•;,()]|\s[–—-]\s|\s\d/u)[0]?.replace(/(?<![.。\s])[.。\s]+$/u, '') ?? ''
    if (!shape.test(name) || name.split(/\s+/u).length > 6) continue
    if (!known.has(folded(name)) && !site.includes(name))
      return [{ value: { role: 'source', name }, rule: 'source line', where: line }]
  }
  return []
}
