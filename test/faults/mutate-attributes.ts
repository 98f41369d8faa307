import { below, pick, type Random } from './random.ts'

/** Attributes that a page's reader looks at, or must not. */
const names = [
  'class',
  'id',
  'href',
  'src',
  'srcset',
  'data-src',
  'content',
  'property',
  'name',
  'itemprop',
  'datetime',
  'lang',
  'charset',
  'style',
  'hidden',
  'title',
  'alt',
  'onclick',
  'onerror',
  '__proto__',
]

const values = [
  '',
  ' ',
  '0',
  'x'.repeat(20_000),
  '&#0;',
  '&quot;&gt;&lt;',
  '\u202e',
  '🎬'.repeat(50),
  'javascript:alert(1)',
  'data:text/html,<b>b</b>',
  'display:none',
  '//',
  'http://[',
  'https://www.ntdtv.com/gb/2022/08/15/a1.html',
  'https://www.ntdtv.com/gb/%E0%A4%A.htm',
  '2022-13-45T99:99:99+99:99',
  'article:published_time',
  'NewsArticle',
  'constructor',
]

const quotes = ['"', "'", '`', '']

/** A name and its value, quoted or not, with the space in front. */
const attribute = /\s([A-Za-z:-]{1,40})\s?=\s?("[^"]{0,2000}"|'[^']{0,2000}'|[^\s"'>]{1,200})/g

type Attribute = { at: number; whole: string; name: string; value: string }

/** @returns the first attribute behind a place that is drawn; undefined where none follows */
function drawn(text: string, random: Random): Attribute | undefined {
  attribute.lastIndex = below(random, text.length + 1)
  const found = attribute.exec(text)
  if (found === null) return undefined
  const [whole, name = '', value = ''] = found
  return { at: found.index, whole, name, value }
}

/** Values are bytes of UTF-8 in a text that has a character a byte. */
function another(name: string, random: Random): string {
  const quote = pick(random, quotes)
  return ` ${name}=${quote}${Buffer.from(pick(random, values)).toString('latin1')}${quote}`
}

type Change = (one: Attribute, other: Attribute, random: Random) => string

const changes: readonly Change[] = [
  () => '',
  ({ whole, name }, _, random) => whole + another(name, random),
  ({ whole }, _, random) => whole + another(pick(random, names), random),
  ({ value }, _, random) => ` ${pick(random, names)}=${value}`,
  ({ name }, { value }) => ` ${name}=${value}`,
  ({ name }, _, random) => another(name, random),
  ({ whole }) => whole.repeat(500),
]

/** @returns the bytes with one attribute taken away, repeated, renamed, or with another value */
export function mutateAttribute(bytes: Buffer, random: Random): Buffer {
  const text = bytes.toString('latin1')
  const one = drawn(text, random)
  if (one === undefined) return bytes
  const changed = pick(random, changes)(one, drawn(text, random) ?? one, random)
  return Buffer.from(text.slice(0, one.at) + changed + text.slice(one.at + one.whole.length), 'latin1')
}
