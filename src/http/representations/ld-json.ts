import type { Article, Credit, Image } from '../../article.ts'
import { withoutControls } from '../../html-text.ts'
import { webAddress } from './address.ts'
import type { ArticleFacts } from './facts.ts'
import { creditProperties, isOrganization, publishedMark, sectionsOf } from './labels.ts'

type Thing = { '@type': string; [property: string]: unknown }

/** The article as a schema.org NewsArticle in JSON-LD. What the page does not say is left out. */
export function ldJson(article: Article, facts: ArticleFacts): string {
  return JSON.stringify(thingOf(article, facts))
}

/** The same without its text, which the page has already, as an element of a page's head. */
export function ldJsonElement(article: Article, facts: ArticleFacts): string {
  const { articleBody: _, ...thing } = thingOf(article, facts)
  // No text can end the element, nor begin a comment in it.
  const json = withoutControls(JSON.stringify(thing)).replace(
    /[<>&]/g,
    (character) => unicode[character] ?? '',
  )
  return `<script type="application/ld+json">${json}</script>\n`
}

const unicode: Readonly<Record<string, string>> = { '<': '\\u003c', '>': '\\u003e', '&': '\\u0026' }

function thingOf(article: Article, { publisher, origin }: ArticleFacts): Thing {
  const { url, image, credits } = article
  const address = webAddress(url)
  const pictures = [
    ...(image === null ? [] : [image]),
    ...article.body.filter(({ type }) => type === 'image'),
  ]
  const outlets = credits.filter(({ role }) => role === 'source').map(({ name }) => name)
  const sections = sectionsOf(article)
  const name = publisher ?? article.source
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    '@id': origin + article.href,
    identifier: article.id,
    url: address ?? origin + article.href,
    mainEntityOfPage: address ?? undefined,
    headline: article.title ?? undefined,
    dateline: article.dateline ?? undefined,
    datePublished: publishedMark(article) ?? undefined,
    inLanguage: article.language ?? undefined,
    publisher: name === null ? undefined : organization(name, address),
    ...people(credits),
    sourceOrganization:
      outlets.length === 0 ? undefined : outlets.map((outlet) => organization(outlet, null)),
    creditText: article.byline ?? undefined,
    keywords: article.tags.length === 0 ? undefined : article.tags,
    image:
      pictures.length === 0 ? undefined : pictures.flatMap((picture) => imageObject(picture as Image, url)),
    articleSection: sections.length === 0 ? undefined : sections,
    articleBody: article.paragraphs.length === 0 ? undefined : article.paragraphs.join('\n\n'),
    archivedAt: origin + article.links.raw,
    sdDatePublished: article.updatedAt,
  }
}

function people(credits: readonly Credit[]): Record<string, Thing[]> {
  const found: Record<string, Thing[]> = {}
  for (const { role, name } of credits) {
    if (role === 'source') continue
    const property = creditProperties[role]
    const others = found[property] ?? []
    if (others.some((person) => person.name === name)) continue
    found[property] = [...others, { '@type': isOrganization(name) ? 'Organization' : 'Person', name }]
  }
  return found
}

function organization(name: string, address: string | null): Thing {
  const site = address === null ? undefined : `${new URL(address).origin}/`
  return { '@type': 'Organization', name, ...(site === undefined ? {} : { url: site }) }
}

function imageObject({ src, alt, caption }: Image, base: string | null): Thing[] {
  const address = webAddress(src, base)
  if (address === null) return []
  return [
    {
      '@type': 'ImageObject',
      url: address,
      contentUrl: address,
      ...(caption === null ? {} : { caption }),
      ...(alt === null || alt === '' ? {} : { description: alt }),
    },
  ]
}
