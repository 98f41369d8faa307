import { textOf } from '../../tree/outline.ts'
import { folded } from '../words.ts'
import { isObject, textsOf } from './json-ld.ts'
import type { Metadata } from './metadata.ts'

/** What a page calls its site: names, host and handles, folded for comparison. */
export type SiteNames = {
  /** As the page writes them, longest first. */
  readonly names: readonly string[]
  /** Whether a text is the site's name rather than a person's. */
  readonly includes: (name: string) => boolean
  /** Whether a text is the site's name by the page's own word, not only by its address. */
  readonly isNamed: (name: string) => boolean
  /** Whether a text stands beside the headline in `<title>`: there a site puts its name, and rarely a writer's. */
  readonly isBesideHeadline: (name: string) => boolean
}

const longestName = 60

/** @returns the names under which the page's site goes */
export function siteNamesOf(metadata: Metadata): SiteNames {
  const { metas, linked, url } = metadata
  const publisher = linked.article?.publisher
  const publisherId = isObject(publisher) ? publisher['@id'] : undefined
  const byId = typeof publisherId === 'string' ? linked.byId.get(publisherId) : undefined
  const names = [
    ...(metas.get('og:site_name') ?? []),
    ...(metas.get('application-name') ?? []),
    ...(metas.get('apple-mobile-web-app-title') ?? []),
    ...(metas.get('dc.publisher') ?? []),
    ...(metas.get('publisher') ?? []),
    ...(metas.get('sitename') ?? []),
    ...textsOf(publisher),
    ...(byId === undefined ? [] : textsOf(byId.name)),
    ...linked.objects.filter(isSite).flatMap((object) => textsOf(object.name)),
  ].filter((name) => name.length < longestName && !/^https?:/.test(name))
  const host = url?.hostname.replace(/^(?:www\d?|m|amp|mobile|edition|news|rss)\./, '') ?? ''
  const handles = [...(metas.get('twitter:site') ?? [])].map((handle) => handle.replace(/^.*[@/]/, ''))
  const keys = new Set(
    [...names, host, host.split('.')[0] ?? '', ...handles].map(folded).filter((key) => key.length > 1),
  )
  // A bar that stays on the screen can hold the headline in the link to the front page.
  const links = metadata.homeLinks.filter((name) => name.length < longestName)
  const named = new Set([...names, ...links].map(folded))
  const beside = new Set(besideHeadline(metadata).map(folded))
  return {
    isNamed: (name) => named.has(folded(name)),
    isBesideHeadline: (name) => beside.has(folded(name)),
    names: [...new Set(names)].sort((a, b) => b.length - a.length),
    includes: (name) => {
      const key = folded(name)
      return (
        keys.has(key) ||
        keys.has(key.replace(/^(?:the|team)/, '').replace(/(?:team|blog|ltd|limited|inc|llc|gmbh)$/, '')) ||
        keys.has(key.replace(/^the|(?:redaktion|staff|newsroom|editors?|online|digital|news|com)$/g, ''))
      )
    },
  }
}

/** Between a headline and the site's name in `<title>`. */
const parting = /[|–—_·»]|\s-{1,3}\s/
/** A shorter heading can be a part of another title. */
const shortestHeadline = 8

/** @returns what `<title>` says first or last, where all else in it is the headline that the page shows */
function besideHeadline({ title, metas, headings }: Metadata): string[] {
  if (title === null) return []
  const headlines = new Set(
    [metas.get('og:title')?.[0] ?? '', ...headings.map(({ element }) => textOf(element))].map(folded),
  )
  const parts = title.split(parting).filter((part) => part !== '')
  const isHeadline = (text: string) => text.length >= shortestHeadline && headlines.has(folded(text))
  return [
    ...(isHeadline(parts.slice(0, -1).join('')) || isHeadline(parts[0] ?? '') ? parts.slice(-1) : []),
    ...(isHeadline(parts.slice(1).join('')) || isHeadline(parts.at(-1) ?? '') ? parts.slice(0, 1) : []),
  ]
}

function isSite(object: { readonly [member: string]: unknown }): boolean {
  return textsOf(object['@type']).some((type) =>
    /^(?:WebSite|NewsMediaOrganization|Organization)$/.test(type),
  )
}
