import { collapsed } from '../../tree/outline.ts'
import { unescaped } from '../words.ts'

/** A JSON object of unknown shape. */
export type Json = { readonly [member: string]: unknown }

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** As many objects as are looked at in a page's linked data. */
const mostObjects = 20_000

/** schema.org's articles. What only resembles one (WebPage, VideoObject) is asked after these. */
const articleType =
  /(?:^|[/#:])(?:\w*Article|\w*BlogPosting|BlogPosting|Report|SocialMediaPosting|Review|Newsarticle)$/i
const pageType = /(?:^|[/#:])(?:\w*WebPage|VideoObject|AudioObject|PodcastEpisode|Recipe|Event|CreativeWork)$/

/** Members that lead to other pages' articles. */
const elsewhere = new Set([
  'itemListElement',
  'relatedLink',
  'hasPart',
  'isPartOf',
  'citation',
  'comment',
  'mentions',
  'publisher',
  'breadcrumb',
  'isBasedOn',
  'subjectOf',
  'recommendation',
  'workExample',
  'liveBlogUpdate',
])

/** The linked data of a page: its article, and every object that others refer to by `@id`. */
export type LinkedData = {
  /** The object that describes this page's article; null where none does. */
  article: Json | null
  /** The objects of the page, an article or not, in order. */
  objects: readonly Json[]
  byId: ReadonlyMap<string, Json>
}

/**
 * Reads the page's `application/ld+json` scripts.
 *
 * @param isThisPage tells whether an address that an object gives is the page's own
 * @param isItsTitle tells whether a headline is the page's own
 */
export function readLinkedData(
  scripts: readonly string[],
  isThisPage: (address: string) => boolean,
  isItsTitle: (headline: string) => boolean,
): LinkedData {
  const objects: Json[] = []
  const byId = new Map<string, Json>()
  const pending: unknown[] = scripts.map(parseLeniently).reverse()
  while (pending.length > 0 && objects.length < mostObjects) {
    const value = pending.pop()
    if (Array.isArray(value)) for (let i = value.length - 1; i >= 0; i--) pending.push(value[i])
    else if (isObject(value)) {
      // What pages write for Baidu has no type.
      if (value['@type'] !== undefined || value.pubDate !== undefined) objects.push(value)
      const id = value['@id']
      // A bare reference holds nothing but its @id.
      if (typeof id === 'string' && Object.keys(value).length > 1 && !byId.has(id)) byId.set(id, value)
      const members = Object.keys(value)
      for (let i = members.length - 1; i >= 0; i--) {
        const member = value[members[i]!]
        if (typeof member === 'object' && !elsewhere.has(members[i]!)) pending.push(member)
      }
    }
  }
  return { article: articleAmong(objects, isThisPage, isItsTitle), objects, byId }
}

function articleAmong(
  objects: readonly Json[],
  isThisPage: (address: string) => boolean,
  isItsTitle: (headline: string) => boolean,
): Json | null {
  let best: Json | null = null
  let bestWorth = 0
  for (const object of objects) {
    const types = textsOf(object['@type'])
    const kind = types.some((type) => articleType.test(type))
      ? 8
      : types.some((t) => pageType.test(t))
        ? 1
        : 0
    if (kind === 0) continue
    const headline = textsOf(object.headline)[0] ?? textsOf(object.name)[0]
    const worth =
      kind +
      (addressesOf(object).some(isThisPage) ? 4 : 0) +
      (headline !== undefined && isItsTitle(headline) ? 5 : 0) +
      (object.datePublished !== undefined ? 2 : 0) +
      (object.author !== undefined ? 1 : 0) +
      (object.headline !== undefined ? 1 : 0)
    if (worth > bestWorth) {
      best = object
      bestWorth = worth
    }
  }
  return best
}

function addressesOf(object: Json): string[] {
  const page = object.mainEntityOfPage
  return [
    ...textsOf(object.url),
    ...textsOf(object['@id']),
    ...(isObject(page) ? [...textsOf(page['@id']), ...textsOf(page.url)] : textsOf(page)),
  ]
}

/** The texts of a member that may be a string, an object with @value or name, or a list of those. */
export function textsOf(value: unknown): string[] {
  const texts: string[] = []
  for (const one of Array.isArray(value) ? value : [value]) {
    if (typeof one === 'string' || typeof one === 'number') texts.push(collapsed(String(one)))
    else if (isObject(one)) {
      const inner = one['@value'] ?? one.name ?? one['@id']
      if (typeof inner === 'string') texts.push(collapsed(inner))
    }
  }
  return texts.filter((text) => text !== '')
}

/** @returns the value of a JSON text, repaired where that is safe; null where it cannot be read */
export function parseLeniently(text: string): unknown {
  // Some templates escape the quotes.
  const bare = (text.includes('{&quot;') ? unescaped(text) : text)
    .replace(/^\s*(?:<!--|\/\*\s*<!\[CDATA\[\s*\*\/|\/\/\s*<!\[CDATA\[|<!\[CDATA\[)/, '')
    .replace(/(?:-->|\/\*\s*\]\]>\s*\*\/|\/\/\s*\]\]>|\]\]>)\s*$/, '')
    .replace(/;\s*$/, '')
  try {
    return JSON.parse(bare) as unknown
  } catch {
    try {
      return JSON.parse(repaired(bare)) as unknown
    } catch {
      return null
    }
  }
}

/**
 * JSON as templates write it by hand, made valid: raw line breaks and quotes inside strings, unknown escapes,
 * commas before a closing bracket or missing between objects, comments. One pass, a character at a time.
 */
function repaired(text: string): string {
  const out: string[] = []
  let inString = false
  let last = ''
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!
    if (!inString) {
      const behind = commentEnd(text, i)
      if (behind > i) {
        i = behind - 1
        continue
      }
      if (character === '"') inString = true
      if ((character === '}' || character === ']') && last === ',') dropLast(out)
      if ((character === '{' || character === '"') && (last === '}' || last === ']')) out.push(',')
      out.push(character)
      if (!isSpace(character)) last = character
      continue
    }
    if (character === '\\') {
      const next = text[i + 1] ?? ''
      if ('"\\/bfnrt'.includes(next) && next !== '') {
        out.push(character, next)
        i++
      } else if (next === 'u' && /^[0-9a-f]{4}$/i.test(text.slice(i + 2, i + 6))) out.push(character)
      else if (next !== "'") out.push('\\\\')
    } else if (character === '"') {
      if (closesString(text, i)) {
        inString = false
        last = '"'
        out.push(character)
      } else out.push('\\"')
    } else if (character < ' ') out.push(character === '\n' ? '\\n' : ' ')
    else out.push(character)
  }
  return out.join('')
}

/** @returns the place behind a comment of JavaScript that begins at a place; the place itself where none does */
function commentEnd(text: string, at: number): number {
  if (text[at] !== '/') return at
  const mark = text[at + 1] === '/' ? '\n' : text[at + 1] === '*' ? '*/' : ''
  const end = mark === '' ? -1 : text.indexOf(mark, at + 2)
  return end < 0 ? at : end + mark.length
}

/** A quote closes its string where what follows goes on with the structure: `,`, `:`, a bracket or the end. */
function closesString(text: string, at: number): boolean {
  let i = at + 1
  while (i < text.length && i - at < 400 && isSpace(text[i]!)) i++
  const next = text[i] ?? ''
  if (next === '' || next === '}' || next === ']' || next === ':') return true
  if (next !== ',') return false
  do i++
  while (i < text.length && i - at < 400 && isSpace(text[i]!))
  return /["{[\d}\]tfn/-]/.test(text[i] ?? '"')
}

function dropLast(out: string[]): void {
  let i = out.length - 1
  while (i >= 0 && isSpace(out[i]!)) i--
  if (out[i] === ',') out[i] = ' '
}

function isSpace(character: string): boolean {
  return character === ' ' || character === '\n' || character === '\r' || character === '\t'
}
