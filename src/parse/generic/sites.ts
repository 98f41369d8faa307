import { isObject, textsOf } from './json-ld.ts'
import type { Metadata } from './metadata.ts'
import { folded } from './words.ts'

/** What a page calls its site: names, host and handles, folded for comparison. */
export type SiteNames = {
  /** As the page writes them, longest first. */
  readonly names: readonly string[]
  /** Whether a text is the site's name rather than a person's. */
  readonly includes: (name: string) => boolean
  /** Whether a text is the site's name by the page's own word, not only by its address. */
  readonly isNamed: (name: string) => boolean
}

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
  ].filter((name) => name.length < 60 && !/^https?:/.test(name))
  const host = url?.hostname.replace(/^(?:www\d?|m|amp|mobile|edition|news|rss)\./, '') ?? ''
  const handles = [...(metas.get('twitter:site') ?? [])].map((handle) => handle.replace(/^.*[@/]/, ''))
  const keys = new Set(
    [...names, host, host.split('.')[0] ?? '', ...handles].map(folded).filter((key) => key.length > 1),
  )
  const named = new Set([...names, ...metadata.homeLinks].map(folded))
  return {
    isNamed: (name) => named.has(folded(name)),
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

function isSite(object: { readonly [member: string]: unknown }): boolean {
  return textsOf(object['@type']).some((type) =>
    /^(?:WebSite|NewsMediaOrganization|Organization)$/.test(type),
  )
}
