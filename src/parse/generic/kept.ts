import type { Choice } from './body.ts'
import type { Layout, TextBlock } from './layout.ts'

/** A line that does not read as a sentence is a label if it is no longer than this (weighted characters). */
export const labelLength = 90

/** A full stop, or what stands for one, with closing quotes behind it. */
export const sentenceEnd = /[.!?…。！？।؟][”"»“’')\]）」』]*$/

/** The kept blocks of the container, in order. */
export function* kept(
  layout: Layout,
  { container, inside, reasons }: Choice,
): Generator<[number, TextBlock]> {
  for (let i = container.first; i < container.end; i++) {
    const block = layout.blocks[i]!
    if (inside[i] && reasons[i] === null && block.kind !== 'image') yield [i, block]
  }
}
