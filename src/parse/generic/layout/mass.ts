import type { TextBlock } from './layout.ts'

/** A line's worth as running text: its length, less what is links; 0 for headings, labels and lists of links. */
export function massOf(block: TextBlock, least: number): number {
  if (block.kind === 'heading' || block.kind === 'image' || block.length < least) return 0
  const share = block.linked / block.length
  if (share > 0.5) return 0
  const sentence = block.length > 120 || block.isSentence || /[:;”"»)]$/.test(block.text)
  const kind = block.kind === 'list-item' || block.kind === 'row' ? 0.6 : 1
  return Math.min(block.length, 900) * (1 - share) * (sentence ? 1 : 0.4) * kind
}
