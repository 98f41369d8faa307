/** A page of a news site, as it is stored. */
export type SavedPage = { id: string; url: string; html: string }

/** What an extractor read, in the members that the scoring program knows. */
export type Prediction = {
  id: string
  title?: string | null
  publishedAt?: string | null
  publishedPrecision?: string | null
  credits?: { role: string; name: string }[]
  tags?: string[]
  /** The text, a paragraph or heading each. */
  paragraphs: string[]
}

/** Reads one page; may throw, as the peers do on some. */
export type Extractor = (page: SavedPage) => Prediction | Promise<Prediction>

/** Names in a byline, parted at commas and "and": peers give one string. */
export function creditsOf(byline: string | null | undefined): { role: string; name: string }[] {
  return (byline ?? '')
    .replace(/^\s*(?:by|von|par|por)\s+/i, '')
    .split(/\s*(?:[,;|]|\sand\s|\sund\s)\s*/)
    .filter((name) => name !== '')
    .map((name) => ({ role: 'author', name }))
}

const block = /<\/(?:p|div|h[1-6]|li|blockquote|section|article|tr|figure|pre)>|<br\s*\/?>/gi
const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: ' ',
  '#39': "'",
  '#x27': "'",
}

/** The text of the HTML that peers give. */
export function linesOf(html: string | null | undefined): string[] {
  return (html ?? '')
    .replace(/<(script|style|figcaption)[^>]*>[\s\S]*?<\/\1>/gi, '')
    .replace(block, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(#?\w+);/g, (whole, name: string) => entities[name.toLowerCase()] ?? whole)
    .split(/\n+/)
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
}
