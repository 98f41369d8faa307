import type { Article } from '../../article.ts'
import { excerptOf } from '../../article.ts'
import { escaped } from '../../html-text.ts'
import { tagPath } from '../public-address.ts'
import { imageAddress, waybackAddress, webAddress } from './address.ts'
import { bodyMarkup, figureMarkup } from './blocks.ts'
import { citationMeta } from './citation.ts'
import type { ArticleFacts, OtherForm } from './facts.ts'
import { authorsOf, creditProperties, dateIn, directionOf, publishedMark } from './labels.ts'
import { ldJsonElement } from './ld-json.ts'
import { attribute, meta } from './markup.ts'
import { placeNav, similarMarkup } from './pages/around.ts'
import { link, roomPage } from './pages/layout.ts'
import { addressOf } from './pages/state.ts'
import { type View, viewIn } from './pages/view.ts'

/**
 * The article as a page for reading: no script that runs, everything escaped, nothing asked of another host before the reader
 * opens a picture; to be sent with `pagePolicy` (style.ts). What it says of itself stands in meta elements and
 * microdata, so that a program reads the same article out of it (parse/reading-page.ts); what is not the article's text
 * stands in nav, aside and footer.
 */
export function html(article: Article, facts: ArticleFacts): string {
  const { publisher, others = [], around, view = viewIn('en', article.href, new Map()) } = facts
  const { words } = view
  const foreign =
    attribute('lang', article.language ?? 'und') + attribute('dir', directionOf(article.language))
  const main = `${placeNav(view, around?.place, words.thisPlace)}<article${foreign} itemscope itemtype="https://schema.org/NewsArticle">
<header>
${headerMarkup(view, article, publisher)}</header>
${article.image === null ? '' : figureMarkup(article.image, article.url, view)}<div class="body" itemprop="articleBody">
${bodyMarkup(article.body, article.url, view)}</div>
${tagsMarkup(view, article.tags)}</article>
<footer>
${footerMarkup(view, article, others)}</footer>
${similarMarkup(view, around)}${placeNav(view, around?.place, words.readOn)}`
  return roomPage(view, {
    title: article.title ?? words.untitled,
    head: headMarkup(article, facts),
    main,
    isReading: true,
  })
}

function headMarkup(article: Article, facts: ArticleFacts): string {
  const { publisher, others = [] } = facts
  const address = webAddress(article.url)
  const picture = article.image && imageAddress(article.image.src, article.url)
  const named: [string, string | null][] = [
    ['description', excerptOf(article.paragraphs).replaceAll('\n', ' ') || null],
    ...authorsOf(article.credits).map((name): [string, string] => ['author', name]),
    ['generator', 'Broadsheet'],
    ['keywords', article.tags.join(',') || null],
    ...citationMeta(article, facts),
  ]
  const properties: [string, string | null][] = [
    ['og:type', 'article'],
    ['og:title', article.title],
    ['og:site_name', publisher],
    ['og:url', address],
    ['og:image', picture],
    ['article:published_time', publishedMark(article)],
    ['article:section', article.section],
    ...article.tags.map((tag): [string, string] => ['article:tag', tag]),
  ]
  return [
    ...named.map(([name, content]) => meta('name', name, content)),
    ...article.warnings.map(
      ({ field, rule, message }) =>
        `<meta name="warning" data-field="${field}" data-rule="${rule}"${attribute('content', message)}>\n`,
    ),
    ...properties.map(([name, content]) => meta('property', name, content)),
    address === null ? '' : `<link rel="canonical"${attribute('href', article.url)}>\n`,
    ...others.map(
      ({ type, href }) => `<link rel="alternate"${attribute('type', type)}${attribute('href', href)}>\n`,
    ),
    ldJsonElement(article, facts),
  ].join('')
}

function headerMarkup(view: View, article: Article, publisher: string | null): string {
  const { words } = view
  const { source, section } = article
  const name = publisher ?? source ?? URL.parse(article.url ?? '')?.hostname
  const places = [
    ...(name
      ? [source === null ? escaped(name) : link(addressOf('/articles', [['source', source]]), name)]
      : []),
    ...(section === null ? [] : [link(addressOf('/articles', [['section', section]]), section)]),
  ]
  const day = article.publishedAt?.slice(0, 10) ?? ''
  const sameDay = addressOf('/articles', [
    ['from', day],
    ['to', day],
  ])
  return [
    places.length === 0 ? '' : `<p class="place">${places.join(' · ')}</p>\n`,
    article.title === null
      ? `<h1${attribute('lang', view.language)}>${words.untitled}</h1>\n`
      : `<h1 itemprop="headline">${escaped(article.title)}</h1>\n`,
    article.publishedAt === null ? '' : `<p><a${attribute('href', sameDay)}>${timeMarkup(article)}</a></p>\n`,
    article.dateline === null ? '' : `<p class="dateline">${escaped(article.dateline)}</p>\n`,
    article.byline === null ? '' : `<p class="byline">${escaped(article.byline)}</p>\n`,
    creditsMarkup(view, article),
    ...article.credits.map(
      ({ role, name }) =>
        `<meta${attribute('itemprop', creditProperties[role])} data-role="${role}"${attribute('content', name)}>\n`,
    ),
    article.nativeId === null
      ? ''
      : `<meta itemprop="identifier"${attribute('content', article.nativeId)}>\n`,
    ...article.channels.map((name) => `<meta itemprop="articleSection"${attribute('content', name)}>\n`),
  ].join('')
}

/** Each person and outlet of the byline, with a list of what else names them. */
function creditsMarkup({ words, language }: View, { credits }: Article): string {
  const items = [...Map.groupBy(credits, ({ role }) => role)].map(([role, of]) => {
    const names = of.map(({ name }) => link(addressOf('/articles', [['credit', name.slice(0, 500)]]), name))
    return `<li><span lang="${language}">${words[role]}</span> ${names.join(', ')}</li>\n`
  })
  return items.length === 0
    ? ''
    : `<nav${attribute('aria-label', words.credits)}>\n<ul class="credits">\n${items.join('')}</ul>\n</nav>\n`
}

function timeMarkup(article: Article): string {
  const { publishedAt, publishedPrecision, language } = article
  const written = dateIn(language, publishedAt ?? '', publishedPrecision)
  const datetime =
    attribute('datetime', publishedMark(article)) + attribute('data-precision', publishedPrecision)
  return `<time itemprop="datePublished"${datetime}${attribute('data-at', publishedAt)}>${escaped(written)}</time>`
}

function tagsMarkup({ words }: View, tags: readonly string[]): string {
  if (tags.length === 0) return ''
  const items = tags.map((tag) => {
    return `<li><a rel="tag"${attribute('href', tagPath(tag))}>${escaped(tag)}</a></li>\n`
  })
  return `<nav${attribute('aria-label', words.tags)}>\n<ul class="tags">\n${items.join('')}</ul>\n</nav>\n`
}

/** Where the text comes from, its versions, and what it can be taken along as. */
function footerMarkup({ words }: View, article: Article, others: readonly OtherForm[]): string {
  const { url, links } = article
  const address = webAddress(url)
  const wayback = waybackAddress(article)
  const ways = [
    link(links.revisions, words.versions),
    link(`${links.raw}?format=text`, words.storedText),
    link(links.raw, words.storedPage),
  ]
  return [
    address === null
      ? ''
      : `<p>${words.original} <a rel="external nofollow noreferrer"${attribute('href', address)}>${escaped(readable(address))}</a></p>\n`,
    wayback === null
      ? ''
      : `<p><a rel="external nofollow noreferrer"${attribute('href', wayback)}>${words.wayback}</a></p>\n`,
    `<p>${ways.join(' · ')}</p>\n`,
    `<nav${attribute('aria-label', words.takeAlong)}><p>${words.takeAlong} ${others
      .map(({ label, href }) => link(href, label ?? words.text))
      .join(' · ')}</p></nav>\n`,
  ].join('')
}

/** The address as people write it: without scheme, its path decoded where that is possible. */
function readable(address: string): string {
  const short = address.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/$/, '')
  try {
    const decoded = decodeURI(short)
    // Invisible characters could show one address and open another.
    return /[\p{C}\p{Z}]/u.test(decoded) ? short : decoded
  } catch {
    // Sites of the nineties percent-encode other charsets than UTF-8.
    return short
  }
}
