import type { PageBlock, Region } from '../../tree/block.ts'
import { weightOf } from '../../tree/characters.ts'

type Tree = { blocks: readonly PageBlock[]; regions: readonly Region[] }

/** A cell of more text (weighted characters) than this holds a page's text, not a figure or a name. */
const longestCell = 500
/** A cell of several paragraphs or lines with more text than this does too. */
const longestOfLines = 150

/**
 * Tells a table of data from one that only places parts of the page side by side: data stands in rows of several
 * cells, and each cell says little.
 */
export function isDataTable(table: Region, { blocks, regions }: Tree): boolean {
  const cellsOfRow = new Map<Region, number>()
  for (let i = table.index + 1; i < regions.length; i++) {
    const region = regions[i]!
    if (!isInside(region, table)) break
    const { name } = region.element
    if (name === 'table') return false
    if ((name !== 'td' && name !== 'th') || region.end === region.first) continue
    if (!isShort(blocks.slice(region.first, Math.min(region.end, region.first + 50)))) return false
    const row = region.parent ?? table
    cellsOfRow.set(row, (cellsOfRow.get(row) ?? 0) + 1)
  }
  return [...cellsOfRow.values()].some((cells) => cells > 1)
}

function isInside(region: Region, outer: Region): boolean {
  return region.first >= outer.first && region.end <= outer.end && isBelow(region, outer)
}

function isBelow(region: Region, outer: Region): boolean {
  for (let at = region.parent; at !== null && at.index >= outer.index; at = at.parent)
    if (at === outer) return true
  return false
}

function isShort(cell: readonly PageBlock[]): boolean {
  let weight = 0
  let lines = 0
  for (const block of cell) {
    if (block.type === 'image') continue
    weight += weightOf(block.text)
    lines++
  }
  return weight <= (lines > 1 ? longestOfLines : longestCell)
}
