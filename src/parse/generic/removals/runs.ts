import type { Choice } from '../body/body.ts'
import { kept, labelLength } from '../body/kept.ts'
import { appeal, related } from '../body/phrases.ts'
import type { Layout, Region, TextBlock } from '../layout/layout.ts'
import { headsText } from './lines.ts'

/** A heading or label that opens related articles, a newsletter box or comments, with what hangs on it. */
export function removeRuns(layout: Layout, choice: Choice): void {
  const { blocks } = layout
  const places = kept(layout, choice)
  for (const [at, i] of places.entries()) {
    const block = blocks[i]!
    if (block.length > labelLength || choice.reasons[i] !== null) continue
    const opens = related.test(block.text) || (block.kind === 'heading' && appeal.test(block.text))
    const isOverLinks = listed.has(choice.reasons[i + 1] ?? '')
    if (!opens || block.isSentence || (!isOverLinks && headsText(layout, choice, block, places[at + 1])))
      continue
    const below = blocks[places[at + 1] ?? -1]
    if (below?.kind === 'row' && below.linked === 0) continue
    if (
      below !== undefined &&
      isBoxHead.test(block.text) &&
      block.emphasised &&
      choice.alike(below) &&
      below.links === 0
    )
      continue
    let end = at + 1
    let card: Region | null = null
    for (; end < places.length; end++) {
      const next = blocks[places[end]!]!
      if (!hangsOn(next, block, choice) && (card === null || next.region.parent !== card)) break
      // A card has a headline that is a link, and a line or two below it.
      if (
        next.kind === 'heading' &&
        next.linked > next.length * 0.8 &&
        next.region.parent !== block.region.parent
      )
        card = next.region.parent
    }
    // A heading that says more than "Read more" may open a section of the article.
    const isBare = (related.exec(block.text)?.[0].length ?? 0) > block.text.length - 3
    if (end === at + 1 && block.kind === 'heading' && end < places.length && !isBare && !isOverLinks) continue
    for (const foreign of places.slice(at, end)) choice.reasons[foreign] = 'related articles'
  }
}

/** Newspapers head what they add to a report so: 相关链接, in bold type above a paragraph. */
const isBoxHead = /^\p{Script=Han}{2,4}[链鏈鍊][接结結]\s?[：:]?$|^延伸[阅閱][读讀]\s?[：:]?$/u

/** Reasons of a list of articles that was found by its links. */
const listed = new Set(['link', 'links', 'teasers', 'related articles'])

function hangsOn(block: TextBlock, opener: TextBlock, choice: Choice): boolean {
  const isLong = block.length > 60 && block.linked < block.length * 0.6
  if (choice.alike(block) && (isLong || (block.isSentence && block.links === 0))) return false
  if (block.kind === 'heading') return opener.kind === 'heading' && block.level > opener.level
  // A table below a label is no list of articles.
  if (block.kind === 'row') return block.linked > 0
  return block.linked > block.length * 0.4 || block.length < labelLength
}
