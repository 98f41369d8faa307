import type { Document, Element } from 'domhandler'
import type { Image } from '../../article.ts'
import type { Found } from '../fields.ts'
import { type BlockOptions, readBlocks } from '../tree/blocks.ts'
import { firstMatch, matcherOf } from '../tree/selector.ts'

/** @returns the lead image inside the element that a template names; null where there is none */
export function leadImage(
  part: Document | null,
  selector: string | undefined,
  options: BlockOptions,
): Found<Image> | null {
  const element: Element | null =
    part === null || selector === undefined ? null : firstMatch(part, matcherOf(selector))
  if (element === null) return null
  for (const block of readBlocks(element, options)) {
    if (block.type !== 'image') continue
    const { src, alt, caption } = block
    return { value: { src, alt, caption }, rule: selector ?? 'before the body', where: src }
  }
  return null
}
