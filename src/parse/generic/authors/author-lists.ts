import type { Choice } from '../body/body.ts'
import { kept } from '../body/kept.ts'
import type { Layout, Region } from '../layout/layout.ts'
import { namesIn } from '../names/names.ts'
import type { Candidate } from './byline-elements.ts'

/** Author, Jane Doe: the first item of a list above the text; its next ones give post and place. */
const author =
  /^(?:authors?|autor(?:a|es|ka|zy|i)?|aut(?:eure?|ore|rice)|yazan|автор|tác giả|penulis|作者|撰文|記者|记者|लेखक|الكاتبة?|نویسنده|লেখক)\s?[,，،]\s?(?<names>\p{L}[^,，،:：]{1,60})$/iu

/** @returns whom the first item of such a list names */
export function authorsListed(head: readonly string[]): Candidate[] {
  for (const line of head) {
    const text = author.exec(line)?.groups?.names
    if (text !== undefined && namesIn(text, true).length > 0)
      return [{ rule: 'byline in a list', text: namesIn(text, true).join(', '), where: line }]
  }
  return []
}

/** A list that names writers has no more items. */
const mostItems = 8

/** Leaves out the lists in front of the text whose first item names the author. */
export function removeAuthorLists(layout: Layout, choice: Choice): void {
  const places = kept(layout, choice)
  const first = places.find((i) => layout.blocks[i]!.kind === 'paragraph') ?? 0
  for (const i of places) {
    if (i > first) return
    const { kind, text, region } = layout.blocks[i]!
    const list = listAround(region)
    if (kind !== 'list-item' || list === null || !author.test(text)) continue
    if (list.end - list.first > mostItems) continue
    for (let at = list.first; at < list.end; at++) choice.reasons[at] ??= 'byline or date'
  }
}

function listAround(region: Region): Region | null {
  for (let at: Region | null = region; at !== null; at = at.parent)
    if (/^[uo]l$/.test(at.element.name)) return at
  return null
}
