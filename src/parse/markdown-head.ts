import { parseDocument } from 'yaml'
import { escaped } from '../html-text.ts'

/** What a program that saves pages as Markdown writes above the text, and the text. */
type Headed = { facts: ReadonlyMap<string, readonly string[]>; text: string }

/** --- and lines of YAML: Jekyll, Hugo, Pandoc, Obsidian Web Clipper, Trafilatura. */
const frontMatter = /^\s{0,20}---[ \t]{0,20}\r?\n(.{1,20000}?)\r?\n(?:---|\.\.\.)[ \t]{0,20}(?:\r?\n|$)/s
/** Title: …, URL Source: …, Published Time: … above Markdown Content: as Jina Reader answers. */
const readerHead = /^\s{0,20}(?:Title|URL Source): /
const readerText = /\nMarkdown Content:[ \t]{0,20}\r?\n/
const longestHead = 20_000
/** A line of front matter that is no YAML, mostly for a colon in its text. */
const factLine = /^([A-Za-z][\w -]{0,40}):[ \t]+(\S[^\n]{0,3000})$/gm

/**
 * Reads Markdown whose head says what its page said of itself.
 *
 * @returns the same as a page in HTML, the facts in its head under the names that pages use; null where the text has none
 */
export function pageOfHeadedMarkdown(text: string, toHtml: (markdown: string) => string): string | null {
  const headed = readHead(text)
  if (headed === null || headed.facts.size === 0) return null
  const { facts } = headed
  const body = toHtml(headed.text)
  const [title] = facts.get('title') ?? []
  const [language] = facts.get('language') ?? []
  const headline = title === undefined || /<h1[\s>]/.test(body) ? '' : `<h1>${escaped(title)}</h1>`
  const head = [...facts].flatMap(([name, values]) => values.map((value) => elementOf(name, value)))
  return `<html${language === undefined ? '' : ` lang="${escaped(language)}"`}><head>${head.join('')}</head><body><article>${headline}${body}</article></body></html>`
}

/** Names of facts, as many programs write them, by the one of the page's metadata. */
const names: Readonly<Record<string, readonly string[]>> = {
  title: ['title', 'headline'],
  canonical: ['url', 'source', 'url source', 'source url', 'link', 'permalink', 'canonical', 'original url'],
  'og:site_name': ['site', 'sitename', 'site name', 'website', 'publisher'],
  'article:published_time': [
    'published',
    'date',
    'published time',
    'published at',
    'date published',
    'pubdate',
  ],
  'article:modified_time': ['modified', 'updated', 'lastmod', 'last modified', 'date modified'],
  author: ['author', 'authors', 'byline', 'creator'],
  keywords: ['tags', 'keywords', 'tag'],
  description: ['description', 'excerpt', 'summary'],
  language: ['language', 'lang'],
  'og:image': ['image', 'cover', 'thumbnail'],
}

const nameOf = new Map(Object.entries(names).flatMap(([name, all]) => all.map((one) => [one, name] as const)))

function readHead(text: string): Headed | null {
  const yaml = frontMatter.exec(text)
  if (yaml !== null) return { facts: named(factsOfYaml(yaml[1] ?? '')), text: text.slice(yaml[0].length) }
  const begin = readerHead.test(text) ? readerText.exec(text.slice(0, longestHead)) : null
  if (begin === null) return null
  const facts = named(factsOfLines(text.slice(0, begin.index)))
  return { facts, text: text.slice(begin.index + begin[0].length) }
}

function factsOfYaml(yaml: string): [string, unknown][] {
  try {
    const document = parseDocument(yaml)
    const value: unknown = document.errors.length > 0 ? null : document.toJS()
    if (typeof value === 'object' && value !== null) return Object.entries(value)
  } catch {
    // Lists within lists that are too deep, or aliases that would become more than a document of its size holds.
  }
  return factsOfLines(yaml)
}

const factsOfLines = (lines: string): [string, unknown][] =>
  [...lines.matchAll(factLine)].map(([, name = '', value = '']) => [name, value.trim()])

function named(facts: readonly [string, unknown][]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  for (const [given, value] of facts) {
    const name = nameOf.get(given.replaceAll(/[_-]|(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase())
    if (name === undefined || found.has(name)) continue
    const texts = [value]
      .flat()
      .flatMap(textsOf)
      .filter((text) => isOf(name, text))
    if (texts.length > 0) found.set(name, texts)
  }
  return found
}

/** [[Ana Ruiz]]: a note of the one who saves, in Obsidian. */
const textsOf = (value: unknown): string[] =>
  typeof value === 'string' || typeof value === 'number'
    ? [
        String(value)
          .replace(/^\[\[([^\]]{1,300})\]\]$/, '$1')
          .trim(),
      ].filter((text) => text !== '')
    : []

/** An outlet can stand where an address is meant; every note of Obsidian Web Clipper is tagged as a clipping. */
function isOf(name: string, text: string): boolean {
  if (name === 'canonical' || name === 'og:image') return /^https?:\/\//i.test(text)
  return name !== 'keywords' || text !== 'clippings'
}

function elementOf(name: string, value: string): string {
  const text = escaped(value)
  if (name === 'title') return `<title>${text}</title><meta property="og:title" content="${text}">`
  if (name === 'canonical') return `<link rel="canonical" href="${text}">`
  return name === 'language' ? '' : `<meta name="${name}" content="${text}">`
}
