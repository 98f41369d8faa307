import { below, pick, type Random } from '../faults/random.ts'

/** Words of a topic: articles on it share them, and nothing longer. */
export const words = (random: Random, count: number) =>
  Array.from({ length: count }, () =>
    Array.from({ length: 1 + below(random, 3) }, () =>
      String.fromCharCode(0x4e00 + below(random, 2000)),
    ).join(''),
  )

export function paragraph(random: Random, vocabulary: string[], length: number): string {
  let text = ''
  while (text.length < length) text += pick(random, vocabulary) + (below(random, 9) === 0 ? '，' : '')
  return `${text}。`
}

/** Paragraphs of these words, each about 120 characters long. */
export const text = (random: Random, vocabulary: string[], paragraphs: number) =>
  Array.from({ length: paragraphs }, () => paragraph(random, vocabulary, 120)).join('\n')
