/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A rank of `count`, the first the likeliest: Zipf's law with exponent 1. */
export function zipf(random: () => number, count: number): number {
  return Math.min(count - 1, Math.floor(Math.exp(random() * Math.log(count + 1))) - 1)
}

const sources = [
  'epochtimes',
  'minghui',
  'ntdtv',
  'reuters',
  'rfa',
  'secretchina',
  'soundofhope',
  'voachinese',
]

/** Decides all of the article of a number, its source first. */
export const randomOfArticle = (number: number) => randomOf(number * 2654435761 + 17)
export const sourceOf = (random: () => number) => sources[zipf(random, sources.length)] ?? 'ntdtv'
export const idIn = (source: string, number: number) => `${source}-${1_000_000 + number}`

/** The id of the article of a number. */
export const idOf = (number: number): string => idIn(sourceOf(randomOfArticle(number)), number)

/** Which of an archive's articles are asked for: each with the same likelihood, or by Zipf's law. */
export type Draw = { law: 'uniform' | 'zipf'; articles: number }

/** @returns the addresses of `count` articles, each drawn for itself */
export function pathsOf({ law, articles }: Draw, seed: number, count: number): string[] {
  const random = randomOf(seed)
  const draw = law === 'zipf' ? () => zipf(random, articles) : () => Math.floor(random() * articles)
  return Array.from({ length: count }, () => `/articles/${idOf(draw())}`)
}
