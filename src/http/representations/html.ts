import type { Article } from '../../article.ts'
import { excerptOf } from '../../article.ts'
import { escaped } from '../../html-text.ts'
import { tagPath } from '../public-address.ts'
import { imageAddress, webAddress } from './address.ts'
import { bodyMarkup, figureMarkup } from './blocks.ts'
import type { ArticleFacts, OtherForm } from './facts.ts'
import { htmlPage } from './html-page.ts'
import { authorsOf, creditProperties, dateIn, type Labels, labelsIn } from './labels.ts'
import { attribute } from './markup.ts'

/**
 * The article as a page for reading: no script, everything escaped, nothing asked of another host before the reader
 * opens a picture; to be sent with `pagePolicy` (style.ts). What it says of itself stands in meta elements and
 * microdata, so that a program reads the same article out of it.
 */
export function html(article: Article, { publisher, others = [] }: ArticleFacts): string {
  const labels = labelsIn(article.language)
  const main = `<article itemscope itemtype="https://schema.org/NewsArticle">
<header>
${headerMarkup(article, publisher)}</header>
${article.image === null ? '' : figureMarkup(article.image, article.url, labels.picture)}<div class="body" itemprop="articleBody">
${bodyMarkup(article.body, article.url, labels.picture)}</div>
<footer>
${footerMarkup(article, labels, others)}</footer>
</article>
`
  return htmlPage({
    language: article.language,
    title: article.title ?? labels.untitled,
    head: headMarkup(article, publisher, others),
    main,
  })
}

function headMarkup(article: Article, publisher: string | null, others: readonly OtherForm[]): string {
  const address = webAddress(article.url)
  const picture = article.image && imageAddress(article.image.src, article.url)
  const named: [string, string | null][] = [
    ['description', excerptOf(article.paragraphs).replaceAll('\n', ' ') || null],
    ...authorsOf(article.credits).map((name): [string, string] => ['author', name]),
    ['generator', 'Broadsheet'],
    ['keywords', article.tags.join(',') || null],
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
  ].join('')
}

function meta(kind: 'name' | 'property', name: string, content: string | null): string {
  return content === null ? '' : `<meta ${kind}="${name}"${attribute('content', content)}>\n`
}

function headerMarkup(article: Article, publisher: string | null): string {
  const place = publisher ?? article.source ?? URL.parse(article.url ?? '')?.hostname
  return [
    place ? `<p class="place">${escaped(place)}</p>\n` : '',
    article.title === null ? '' : `<h1 itemprop="headline">${escaped(article.title)}</h1>\n`,
    article.publishedAt === null ? '' : `<p>${timeMarkup(article)}</p>\n`,
    article.dateline === null ? '' : `<p class="dateline">${escaped(article.dateline)}</p>\n`,
    article.byline === null ? '' : `<p class="byline">${escaped(article.byline)}</p>\n`,
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

function timeMarkup(article: Article): string {
  const { publishedAt, publishedPrecision, language } = article
  const written = dateIn(language, publishedAt ?? '', publishedPrecision)
  const datetime =
    attribute('datetime', publishedMark(article)) + attribute('data-precision', publishedPrecision)
  return `<time itemprop="datePublished"${datetime}${attribute('data-at', publishedAt)}>${escaped(written)}</time>`
}

/** A date alone where the page gives no more: midnight would be an invention. */
export function publishedMark({
  publishedAt,
  publishedPrecision,
}: Pick<Article, 'publishedAt' | 'publishedPrecision'>): string | null {
  return publishedPrecision === 'day' ? (publishedAt?.slice(0, 10) ?? null) : publishedAt
}

/** @returns the values of schema.org's articleSection */
export function sectionsOf({ section, channels }: Article): string[] {
  return section === null ? channels : [section, ...channels]
}

function footerMarkup(article: Article, labels: Labels, others: readonly OtherForm[]): string {
  const tags = article.tags.map((tag) => {
    return `<li><a rel="tag"${attribute('href', tagPath(tag))}>${escaped(tag)}</a></li>\n`
  })
  const address = webAddress(article.url)
  return [
    tags.length === 0
      ? ''
      : `<ul class="tags"${attribute('aria-label', labels.tags)}>\n${tags.join('')}</ul>\n`,
    address === null
      ? ''
      : `<p>${labels.original} <a rel="external nofollow noreferrer"${attribute('href', address)}>${escaped(readable(address))}</a></p>\n`,
    `<nav${attribute('aria-label', labels.forms)}><p>${others
      .map(({ label, href }) => `<a${attribute('href', href)}>${label ?? labels.text}</a>`)
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
