import { hash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import type { Article, Block } from '../../article.ts'
import { escaped } from '../../html-text.ts'
import { waybackAddress, webAddress } from './address.ts'
import { bodyMarkup } from './blocks.ts'
import { authorsOf, dateIn, directionOf, knownLanguage } from './labels.ts'
import { attribute, element } from './markup.ts'

export const epubType = 'application/epub+zip'

/** A chapter: an article, and its source's own name. */
export type Chapter = { article: Article; publisher: string | null }

const style = `body{line-height:1.7}
h1{font-size:1.4em;line-height:1.4}
.facts,.caption{font-size:.85em;color:#555}
blockquote{margin:1em 0;padding-inline-start:1em;border-inline-start:.2em solid}
:lang(zh) .text>p,:lang(ja) .text>p{text-indent:2em;margin:.4em 0}
`

const container = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
`

/** What a page declares as its language can be any word. */
const languageOf = (language: string | null): string => knownLanguage(language)[0] ?? 'und'

/**
 * Articles as a book (EPUB 3.3): a chapter each, a table of contents, metadata. Pictures are not in it, as the archive
 * has none; their captions are. The same articles give the same bytes.
 * @param chapters at least one
 */
export async function epub(title: string, chapters: readonly Chapter[]): Promise<Buffer> {
  const articles = chapters.map(({ article }) => article)
  const mtime = new Date(Math.max(...articles.map(({ updatedAt }) => Date.parse(updatedAt))))
  const zip = new ZipFile()
  const add = (path: string, text: string, options = {}) =>
    zip.addBuffer(Buffer.from(text), path, { mtime, mode: 0o100644, ...options })
  // Readers know the file by its first bytes: not compressed, nothing between the name and the type (OCF 4.2).
  add('mimetype', epubType, { compress: false, forceDosTimestamp: true })
  add('META-INF/container.xml', container)
  add('EPUB/package.opf', packageOf(title, chapters, mtime))
  add('EPUB/nav.xhtml', contentsOf(title, articles))
  add('EPUB/style.css', style)
  for (const [index, chapter] of chapters.entries()) add(`EPUB/${index + 1}.xhtml`, chapterOf(chapter))
  zip.end()
  return buffer(zip.outputStream)
}

function packageOf(title: string, chapters: readonly Chapter[], mtime: Date): string {
  const articles = chapters.map(({ article }) => article)
  const [first] = articles
  const versions = articles.map(({ id, revision }) => `${id} ${revision}`).join('\n')
  const languages = [...new Set(articles.map(({ language }) => languageOf(language)))]
  const isOne = articles.length === 1
  const metadata = [
    `<dc:identifier id="id">urn:sha256:${hash('sha256', versions)}</dc:identifier>\n`,
    element('dc:title', title),
    ...languages.map((language) => element('dc:language', language)),
    `<meta property="dcterms:modified">${mtime.toISOString().slice(0, 19)}Z</meta>\n`,
    ...[...new Set(articles.flatMap(({ credits }) => authorsOf(credits)))].map((name) =>
      element('dc:creator', name),
    ),
    ...[...new Set(chapters.map(({ article, publisher }) => publisher ?? article.source))].map((name) =>
      element('dc:publisher', name),
    ),
    isOne ? element('dc:date', first?.publishedAt) : '',
    isOne ? element('dc:source', webAddress(first?.url ?? null)) : '',
    ...[...new Set(articles.flatMap(({ tags }) => tags))].map((tag) => element('dc:subject', tag)),
  ]
  const files = chapters.map((_, index) => index + 1)
  const direction = directionOf(first?.language ?? null)
  return `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
${metadata.join('')}</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="style" href="style.css" media-type="text/css"/>
${files.map((n) => `<item id="a${n}" href="${n}.xhtml" media-type="application/xhtml+xml"/>\n`).join('')}</manifest>
<spine page-progression-direction="${direction}">
${files.map((n) => `<itemref idref="a${n}"/>\n`).join('')}</spine>
</package>
`
}

function pageOf(title: string, language: string, body: string): string {
  const known = attribute('lang', language) + attribute('xml:lang', language)
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"${known} dir="${directionOf(language)}">
<head>
${element('title', title)}<link rel="stylesheet" type="text/css" href="style.css"/>
</head>
<body>
${body}</body>
</html>
`
}

function contentsOf(title: string, articles: readonly Article[]): string {
  const items = articles.map(({ id, title: own, language }, index) => {
    const known = languageOf(language)
    return `<li><a href="${index + 1}.xhtml"${attribute('lang', known)}${attribute('xml:lang', known)}>${escaped(own ?? id)}</a></li>\n`
  })
  const nav = `<nav epub:type="toc">\n${element('h1', title)}<ol>\n${items.join('')}</ol>\n</nav>\n`
  return pageOf(title, languageOf(articles[0]?.language ?? null), nav)
}

function chapterOf({ article, publisher }: Chapter): string {
  const { id, title, language, publishedAt, publishedPrecision, body, url } = article
  const facts = [
    publisher ?? article.source,
    publishedAt && dateIn(language, publishedAt, publishedPrecision),
    article.byline,
  ].filter((fact) => fact !== null && fact !== '')
  const address = webAddress(url)
  const ways = [address, waybackAddress(article)].filter((way) => way !== null)
  const text = bodyMarkup(body.flatMap(withoutPicture), null, null).replaceAll('<br>', '<br/>')
  const markup = `<h1>${escaped(title ?? id)}</h1>
<p class="facts">${escaped(facts.join(' · '))}</p>
<div class="text">
${text}</div>
${ways.map((way) => `<p class="facts"><a${attribute('href', way)}>${escaped(way)}</a></p>\n`).join('')}`
  return pageOf(title ?? id, languageOf(language), markup)
}

function withoutPicture(block: Block): Block[] {
  if (block.type !== 'image') return [block]
  return block.caption === null ? [] : [{ type: 'paragraph', text: block.caption }]
}
