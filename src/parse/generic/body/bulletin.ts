import type { Layout } from '../layout/layout.ts'
import type { Choice } from './body.ts'
import { kept } from './kept.ts'

/**
 * The head of a text on a bulletin board, as its readers print it: 发信人: rainbow (小雨), 信区: Travel⏎标  题: 一个人的小镇⏎
 * 发信站: 水草社区 (Sun Nov  2 21:14:33 2008), 站内.
 */
const head =
  /^\s{0,9}(?:发信人|發信人|寄信人|作者)\s?[:：][^\n]{2,120}\n\s{0,9}[标標][ \u00a0\u3000]{0,4}[题題]\s?[:：](?<title>[^\n]{2,120})\n\s{0,9}(?:[发發]信站|[时時][间間]|日\s{0,2}期)\s?[:：][^\n]{2,120}(?:\n\s{0,99}|$)/u
/** Between the text and what the board says of where it came from */
const foot = /\n\s{0,9}(?:--\s{0,9}(?:\n|$)|※ ?(?:来源|來源|发信站|發信站|修改|编辑|編輯)\s?[:：·])/u

/** 主题：我的茶山日记, above the first post of a board */
const labelled = /^(?:主\s{0,2}[题題]|[标標]\s{0,2}[题題])\s?[:：]\s?(?<title>[^\n]{4,80})$/u

/** @returns the headline in the head of a text on a bulletin board, or in a line of its own; '' where it has none */
export function bulletinTitle(text: string): string {
  if (text.length > longestHead) return ''
  return (head.exec(text) ?? labelled.exec(text))?.groups?.title?.trim() ?? ''
}
const longestHead = 20_000

/** A path and a headline are no longer. */
const longestPath = 400
const shortestSite = 3

/**
 * @param title the text of `<title>`
 * @returns the last of a path where the title begins with its first: 青石论坛 → 灌水乐园 → 昨晚看见流星了; else ''
 */
export function titleInPath(text: string, title: string | null): string {
  // The first of the path has this many characters at least.
  if (title === null || text.length > longestPath || !title.startsWith(text.slice(0, shortestSite))) return ''
  const [site = '', ...others] = text.split(/\s?(?:→|»|＞|›|->|>)\s?/u)
  return others.length > 1 && site.length >= shortestSite && title.startsWith(site)
    ? (others.at(-1) ?? '')
    : ''
}

/** Cuts the head off a text of a bulletin board, and what stands below it. */
export function cutBulletin(layout: Layout, choice: Choice): void {
  const { blocks } = layout
  const places = kept(layout, choice)
  const at = places.findIndex((i) => head.test(blocks[i]!.text))
  if (at < 0) return
  for (const i of places.slice(at)) {
    const block = blocks[i]!
    const text = block.text.replace(head, '')
    const end = `\n${text}`.search(foot)
    block.text = end < 0 ? text : text.slice(0, Math.max(0, end - 1)).trimEnd()
    if (block.text === '') choice.reasons[i] = 'byline or date'
    if (end < 0) continue
    for (const below of places) if (below > i) choice.reasons[below] = 'signature of a post'
    return
  }
}
