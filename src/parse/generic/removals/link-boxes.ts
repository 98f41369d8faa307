import type { Choice } from '../body/body.ts'
import { kept } from '../body/kept.ts'
import type { Layout, Region, TextBlock } from '../layout/layout.ts'

/** No caption, and no text of a figure, is longer than this (weighted characters). */
const captionLength = 600

/** As many teasers side by side are a list of articles. */
const fewestTeasers = 3

/**
 * Markup that calls a paragraph a widget is wrong where it is set exactly as the article's paragraphs are; an alert
 * between them says what they warn of.
 */
export function spareText({ blocks }: Layout, { container, inside, reasons, alike }: Choice): void {
  const ends = new Map<Region, { first: number; last: number }>()
  for (let i = 0; i < blocks.length; i++) {
    const { parent } = blocks[i]!.region
    if (parent === null || reasons[i] !== null || !inside[i] || !alike(blocks[i]!)) continue
    const seen = ends.get(parent)
    if (seen === undefined) ends.set(parent, { first: i, last: i })
    else seen.last = i
  }
  const isBetween = (i: number) =>
    [blocks[i]!.region.parent, blocks[i]!.region.parent?.parent].some((box) => {
      const beside = box?.parent == null ? undefined : ends.get(box.parent)
      return beside !== undefined && beside.first < i && beside.last > i
    })
  for (let i = container.first; i < container.end; i++) {
    const block = blocks[i]!
    if (reasons[i] === 'alert' && block.isSentence && block.links === 0 && isBetween(i)) reasons[i] = null
    if (!inside[i] || !spared.has(reasons[i] ?? '') || block.length < 100) continue
    if (block.linked < block.length * 0.3 && alike(block)) reasons[i] = null
  }
}

const spared = new Set(['widget', 'sharing', 'tags', 'newsletter or subscription', 'media player'])

/** What a region of the container holds, as far as it is still article text. */
type Contents = {
  length: number
  linked: number
  lines: number
  links: number
  /** Lines that are links and long enough for headlines. */
  headlines: number
  /** Length of the lines that end as sentences. */
  sentences: number
  images: number
  /** Length of the text that is set as the article's paragraphs are. */
  own: number
  quotes: number
  /** Cells of tables of data. */
  cells: number
  /** Length of the items of lists. */
  listed: number
  /** Items of lists. */
  items: number
}

const nothing: Readonly<Contents> = {
  length: 0,
  linked: 0,
  lines: 0,
  links: 0,
  headlines: 0,
  sentences: 0,
  images: 0,
  own: 0,
  quotes: 0,
  cells: 0,
  listed: 0,
  items: 0,
}

/** Visits the regions inside the container, but not all of it, with what they hold; the contents are the next region's then. */
function visitInside(
  { blocks, regions }: Layout,
  choice: Choice,
  visit: (region: Region, contents: Readonly<Contents>) => void,
): void {
  const { container, inside, reasons, alike } = choice
  const contents = { ...nothing }
  for (const region of regions) {
    if (region.first < container.first || region.end > container.end || region.end === region.first) continue
    if (region.end - region.first >= container.end - container.first) continue
    Object.assign(contents, nothing)
    for (let i = region.first; i < region.end; i++) {
      const block = blocks[i]!
      if (block.kind === 'image') contents.images++
      else if (reasons[i] === null && inside[i]) count(contents, block, alike(block))
    }
    if (contents.length > 0) visit(region, contents)
  }
}

function count(contents: Contents, block: TextBlock, own: boolean): void {
  const isLink = block.linked > block.length * 0.8
  contents.length += block.length
  contents.linked += block.linked
  contents.lines++
  contents.links += block.links
  if (block.isSentence && !isLink) contents.sentences += block.length
  if (isLink && block.length > 15) contents.headlines++
  else if (own) contents.own += block.length
  if (block.kind === 'list-item') {
    contents.listed += block.length
    contents.items++
  }
  if (block.kind === 'row') contents.cells++
  if (block.kind === 'quote' || block.kind === 'row') contents.quotes++
}

/** See also:⏎a headline⏎another: beside the text, parted by br */
const fewestParts = 4

/** How many parts between br the lines of a region have. */
const partsIn = ({ blocks }: Layout, { first, end }: Region): number =>
  blocks.slice(first, end).reduce((sum, { text }) => sum + text.split('\n').length, 0)

const neverLinkBox = new Set(['p', 'li', 'table'])

/** Lists, boxes and teasers that are links for the most part, or a linked headline with a line of text. */
export function removeLinkBoxes(layout: Layout, choice: Choice): void {
  const teasers = new Map<Region, { number: number; length: number }>()
  const lengths = new Map<Region, number>()
  visitInside(
    layout,
    choice,
    (region, { length, linked, lines, links, headlines, sentences, own, cells }) => {
      const share = linked / length
      if (cells === lines) {
        // Names in a table of data are links; a menu is nothing else.
        if (region.element.name === 'table' && share > 0.98) fill(choice, region, 'links')
        return
      }
      // A table that only places a list of links in the text, with a label above them
      const isPlaced = region.element.name === 'table' && cells === 0 && share > 0.6
      if (neverLinkBox.has(region.element.name) && !isPlaced) return
      lengths.set(region, length)
      const isList = lines > 1 && share > 0.5 && sentences < length * 0.5
      const isTeaser = headlines > 0 && lines > 1 && share > 0.2
      // Cells without class are set alike, whatever they hold.
      const isCell = sentences === 0 && region.element.name === 'td'
      const isOther = own === 0 || isCell
      const isBeside =
        isCell && links > 1 && share > 0.2 && length < 1200 && partsIn(layout, region) >= fewestParts
      if (isList || isBeside || (isTeaser && isOther && length < 1200)) fill(choice, region, 'links')
      else if (isTeaser && length < 500 && region.parent !== null) {
        const counted = teasers.get(region.parent) ?? { number: 0, length: 0 }
        teasers.set(region.parent, { number: counted.number + 1, length: counted.length + length })
      }
    },
  )
  for (const [region, { number, length }] of teasers)
    if (number >= fewestTeasers && length > (lengths.get(region) ?? Number.POSITIVE_INFINITY) * 0.7)
      fill(choice, region, 'teasers')
}

/** Lists beside images that make up this part of the text, or have as many items, are text. */
const mostListed = 0.1
const fewestItems = 5

/** What stands around an image, or in a figure, without being set as the text is. */
export function removeCaptions(layout: Layout, choice: Choice): void {
  const found: { region: Region; images: number; listed: number; items: number }[] = []
  // Some systems set every part of the text as a figure.
  let areParts = false
  visitInside(layout, choice, (region, { images, length, own, sentences, quotes, listed, items }) => {
    const isFigure = images > 0 || (region.element.name === 'figure' && quotes === 0)
    areParts ||= region.element.name === 'figure' && images === 0 && own > 60
    if (region.end <= (found.at(-1)?.region.end ?? 0)) return
    if (
      isFigure &&
      own <= 60 &&
      (own < length || sentences < length) &&
      length < captionLength &&
      !hasHeading(layout, choice, region) &&
      !layout.blocks.slice(region.first, region.end).some(({ text }) => /[?？؟]$/.test(text))
    )
      found.push({ region, images, listed, items })
  })
  const listed = found.reduce((sum, one) => sum + one.listed, 0)
  const whole = kept(layout, choice).reduce((sum, i) => sum + layout.blocks[i]!.length, 0)
  for (const { region, images, items } of found)
    if (areParts && images === 0) continue
    else if (items === 0 || (items < fewestItems && listed < whole * mostListed))
      fill(choice, region, 'caption')
}

/** Points at the picture above it, or ends with who took it: ▲…, 图为…, …林青 摄, …（资料图）, …／AFP提供 */
const captionLine =
  /^(?:[▲△↑]|[（(]?[上下左右本]?[图圖](?:[为為]|片?[：:]|[／/]))|[\s。／/|｜（(【][^。，；\n]{0,24}(?:[摄攝]|撮影)[）)】]?[。.]?$|[\s／/|｜（(【][^。，；\n]{0,24}(?:[供配][图圖]|提供)[）)】]?[。.]?$|[（(【／/|｜](?:[资資]料[图圖]片?|[网網][络絡][图圖]片?|[视視][频頻]截[图圖]|示意[图圖]|[图圖]源?[：:／/][^（）()。\n]{1,20})[）)】]?[。.]?$/u
/** Each of these holds one of */
const ofCaption = /[▲△↑图圖摄攝影供]/
const longestLine = 350

/** Lines without markup that stand below a picture and say that they are about it. */
export function removeCaptionLines(layout: Layout, choice: Choice): void {
  const places = kept(layout, choice)
  const captions = places.filter((i) => {
    const { kind, length, text } = layout.blocks[i]!
    const isBelow = i > 0 && layout.blocks[i - 1]!.kind === 'image'
    return (
      isBelow &&
      kind === 'paragraph' &&
      length < longestLine &&
      ofCaption.test(text) &&
      captionLine.test(text)
    )
  })
  // A picture with a sentence is all of some reports.
  const isAll = places.every((i) => !layout.blocks[i]!.isSentence || captions.includes(i))
  for (const i of isAll ? [] : captions) choice.reasons[i] = 'caption'
}

function hasHeading({ blocks }: Layout, { reasons }: Choice, region: Region): boolean {
  for (let i = region.first; i < region.end; i++)
    if (blocks[i]!.kind === 'heading' && reasons[i] === null) return true
  return false
}

function fill({ reasons }: Choice, region: Region, reason: string): void {
  for (let i = region.first; i < region.end; i++) reasons[i] ??= reason
}
