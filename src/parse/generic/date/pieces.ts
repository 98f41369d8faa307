import type { AnyNode, Element, ParentNode, Text } from 'domhandler'
import { simplified } from '../../../fold.ts'
import { blockNames, isElement, textless } from '../../tree/elements.ts'
import { collapsed, nextAfter, nextInOrder } from '../../tree/outline.ts'

/** 来源, 作者： and 文 at the end of a piece of text, which the next element answers. */
export const labelAlone =
  /(?:^|[\s|｜/·])(?:(?:信息|文章|稿件|新闻|消息|资料|内容|原文|本文)?来源|来源[于自]|稿源|出处|作者|记者|通讯员|编辑|责任?编辑?|撰文|撰稿|文|图|审核|摄影)$/u

/** @returns the texts between the tags of a line, without those of other lines of its element */
export function piecesOf(element: Element, text: string): string[] {
  const whole = text.replace(/\s+/g, '')
  let rest = whole
  let pieces: string[] = []
  let last: Text | null = null
  let node: AnyNode | null = element.children[0] ?? null
  while (node !== null && rest !== '') {
    if (node.type === 'text') {
      const piece = collapsed(node.data)
      const bare = piece.replace(/\s+/g, '')
      if (!rest.startsWith(bare)) {
        pieces = []
        rest = whole
      }
      if (bare === '') last = null
      if (bare !== '' && rest.startsWith(bare)) {
        if (last !== null && isOneWord(last, node)) pieces.push(`${pieces.pop()}${piece}`)
        else pieces.push(piece)
        rest = rest.slice(bare.length)
        last = node
      }
    }
    const isApart = isElement(node) && (blockNames.has(node.name) || textless.has(node.name))
    node = isApart ? nextAfter(node, element) : nextInOrder(node, element)
  }
  return rest === '' ? pieces : [collapsed(text)]
}

const setting = new Set(['b', 'strong', 'font', 'em', 'i', 'u'])

/** Whether two texts are a word of which a part is set in bold or another colour: 王<b>晓明</b>. */
function isOneWord(one: Text, other: Text): boolean {
  if (!/[^\s：:]$/u.test(one.data) || !/^[^\s：:]{1,8}$/u.test(other.data)) return false
  if ([one, other].some(({ data }) => labelAlone.test(simplified(data.trim())))) return false
  return one.parent !== other.parent && lineAround(one) === lineAround(other)
}

/** The element around a text, but for those that only set it in another way. */
function lineAround({ parent }: Text): ParentNode | null {
  let at = parent
  while (at !== null && isElement(at as AnyNode) && setting.has((at as Element).name)) at = at.parent
  return at
}
