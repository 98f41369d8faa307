import { Converter } from 'opencc-js/t2cn'

const firstHan = 0x3400
const lastHan = 0x9fff

/**
 * Traditional -> Simplified, one UTF-16 unit for one. Character by character and not phrase by phrase as OpenCC
 * does it for reading: only then is the fold of a part a part of the fold of the whole, which substring search
 * needs (乾 of 乾坤 must be found by 乾).
 */
const simplified: readonly number[] = (() => {
  const convert = Converter({ from: 't', to: 'cn' })
  return Array.from({ length: lastHan - firstHan + 1 }, (_, index) => {
    const character = String.fromCharCode(firstHan + index)
    const converted = convert(character)
    return (converted.length === 1 ? converted : character).charCodeAt(0)
  })
})()

/**
 * Text as tags and search compare it: Unicode NFKC, lower case, Traditional Chinese as Simplified.
 * `fold(fold(text)) === fold(text)`.
 */
export function fold(text: string): string {
  const normal = text.normalize('NFKC').toLowerCase().normalize('NFKC')
  let folded = ''
  let copied = 0
  for (let index = 0; index < normal.length; index++) {
    const unit = normal.charCodeAt(index)
    if (unit < firstHan || unit > lastHan) continue
    const replacement = simplified[unit - firstHan]
    if (replacement === undefined || replacement === unit) continue
    folded += normal.slice(copied, index) + String.fromCharCode(replacement)
    copied = index + 1
  }
  return folded + normal.slice(copied)
}

/** A tag's key: its folded text without white space at the ends, inner runs as one space. */
export function foldTag(tag: string): string {
  return fold(tag).replace(/\s+/g, ' ').trim()
}
