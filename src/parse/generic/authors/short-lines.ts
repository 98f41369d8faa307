import { simplified } from '../../../fold.ts'
import { isChineseName } from '../../fields/surnames.ts'
import { endsAsSentence } from '../../tree/characters.ts'
import { labelAlone, piecesOf } from '../date/pieces.ts'
import type { TextBlock } from '../layout/layout.ts'

export const longestLine = 220
export const longestBracket = 60

const mostOfHead = 4
const longestOfHead = 110

/** The lines that a block begins with above its text, parted from it by br: date, byline. */
export function linesInFront({ text, kind, region }: TextBlock): string[] {
  if (kind !== 'paragraph' || region.hidden || !text.includes('\n')) return []
  const lines = text.split('\n', mostOfHead + 1).map((line) => line.trim())
  const end = lines.findIndex((line) => line.length > longestOfHead || endsAsSentence(line))
  return lines.slice(0, end < 0 ? mostOfHead : end)
}

/** A line that the next one answers: Written by, Author: */
const byAlone =
  /^(?:(?:written|posted|words|article|story) by|by|authors?|escrito por|écrit par|von|par|por|글쓴이|작성자|등록자|投稿者)\s?:?$/iu

/** 林 满, in an element of its own */
const spacedName = /^(\p{Script=Han})[\s\u3000](\p{Script=Han})$/u
const joinedName = (said: string, family: string, given: string): string =>
  isChineseName(simplified(family + given)) ? family + given : said

/**
 * Short lines with a gap between their elements; a line that is a label alone is one with the next.
 *
 * @param isHidden whether a script shows the text, and hidden lines of it with it
 */
export function linesOf(blocks: readonly TextBlock[], isHidden = false): string[] {
  const lines: string[] = []
  let label = ''
  for (const { kind, text, region, linked, length } of blocks) {
    if (kind === 'image' || (region.hidden && !isHidden)) continue
    // 责任编辑： with nothing behind it, above a list of links
    if (kind === 'list-item' && linked === length) label = ''
    const end = text.slice(-longestBracket)
    const at = sentence.test(text)
      ? (bracketAtEnd.exec(simplified(end)) ?? japaneseAtEnd.exec(end))?.index
      : undefined
    if (at !== undefined) lines.push(end.slice(at))
    if (at !== undefined || text.length > longestLine) {
      label = ''
      continue
    }
    if (text.includes('\n')) lines.push(...text.split('\n').map((line) => line.trim()))
    if (text.includes('\n')) continue
    const spaced = piecesOf(region.element, text).map((said, index, all) => {
      const piece = all.length > 1 ? said.replace(spacedName, joinedName) : said
      const bare = piece.replace(/[，,]$/u, '')
      return index < all.length - 1 && labelAlone.test(simplified(bare)) ? `${bare}：` : piece
    })
    const line = (label + spaced.join(' ')).replace(/：\s?[：:|｜丨]/gu, '：')
    const alone = spaced.length === 1 && /^\p{Script=Han}{1,6}\s?[：:]?$/u.test(line)
    label =
      alone && labelAlone.test(simplified(line.replace(/\s?[：:]$/u, '')))
        ? `${line.replace(/\s?[：:]$/u, '')}：`
        : ''
    if (byAlone.test(line)) label = `${line} `
    if (label === '') lines.push(line)
  }
  return lines.filter((line) => line !== '')
}

/** A full stop with more behind it. */
const sentence = /[。！？”][（([【]/u
/** なる。（中島啓子） */
const japaneseAtEnd =
  /(?<=\p{Script=Hiragana}。)（\p{Script=Han}{4}(?<!掲載|提供|同文|省略|敬称|写真|関連|連載|完結|参照|引用|次号|原文|時点|現在|通信|新聞)）$/u
/** （记者 张三）, (编辑 王五), [责任编辑：刘斌] behind the last sentence */
const bracketAtEnd =
  /[（(]据[^（）()，。]{2,16}(?:电|报[导道])[）)]$|[（([【](?:[^（）()[\]【】：:。]{0,8})(?:记者|编辑|责编|作者|通讯员)[^（）()[\]【】。]{1,40}[）)\]】]$|[（(](?!综合)\p{Script=Han}{2,3}(?:[\s、]{1,2}\p{Script=Han}{2,3}){0,3}(?<![完续待讯社网报稿])(?:\s?[/／]?\s?[文图摄](?:[/／][文图摄])?|\s?(?:综合|摄影|现场)?报[导道])?[）)]$/u
