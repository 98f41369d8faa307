import type { Credit, Image } from '../../article.ts'

/** Pages have thirty keywords at most, and a dozen names. What is more is left out, in page order. */
const mostTags = 500
const mostCredits = 500
/** Each rule doubts a field once; a page of this service can claim any number. */
export const mostWarnings = 100

/** In UTF-16 units. A name or keyword that is longer is none: it is left out whole. */
const longestName = 500
/** A headline, dateline, byline or caption that is longer is cut: lists hold them, a hundred at a time. */
const longestLine = 4000
/** What is longer is no address that a browser would follow. */
const longestAddress = 8000

/** @returns the tags that an article can hold */
export function fewTags(tags: readonly string[]): string[] {
  return tags.filter((tag) => tag.length <= longestName).slice(0, mostTags)
}

/** @returns the credits that an article can hold */
export function fewCredits(credits: readonly Credit[]): Credit[] {
  return credits.filter(({ name }) => name.length <= longestName).slice(0, mostCredits)
}

/** @returns the line, cut where it is longer than any real one, and never inside a character */
export function shortLine(line: string | null | undefined): string | null {
  if (line === null || line === undefined) return null
  if (line.length <= longestLine) return line
  const isWithinPair = /[\ud800-\udbff]/.test(line.charAt(longestLine - 1))
  return line.slice(0, isWithinPair ? longestLine - 1 : longestLine).trimEnd()
}

/** @returns the name; null where it is longer than any real one */
export function shortName(name: string | undefined): string | null {
  return name === undefined || name.length > longestName ? null : name
}

/** @returns the address; null where it is longer than any real one */
export function shortAddress(address: string | undefined): string | null {
  return address === undefined || address.length > longestAddress ? null : address
}

/** @returns the image with its texts cut as lines are */
export function captionedBriefly({ src, alt, caption }: Image): Image {
  return { src, alt: shortLine(alt), caption: shortLine(caption) }
}
