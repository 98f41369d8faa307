import type { Layout } from '../layout/layout.ts'
import type { Choice } from './body.ts'

/** A line that does not read as a sentence is a label if it is no longer than this (weighted characters). */
export const labelLength = 90

/** The places of the container's blocks that are still article text, images aside, in order. */
export function kept({ blocks }: Layout, { container, inside, reasons }: Choice): number[] {
  const places: number[] = []
  for (let i = container.first; i < container.end; i++)
    if (inside[i] && reasons[i] === null && blocks[i]!.kind !== 'image') places.push(i)
  return places
}
