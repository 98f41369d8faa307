import type { Found } from '../fields.ts'
import { collapsed, textOf } from '../tree/outline.ts'
import { textsOf } from './json-ld.ts'
import type { Metadata } from './metadata.ts'
import type { SiteNames } from './sites.ts'
import { folded, unescaped } from './words.ts'

/** Between a headline and the site's name: ` - `, ` | `, `｜`, `：`, ` :: `, ` » `, `ㅣ`, `--`, `_`. */
const separated =
  /^(.+?)(?: [-–—|:•·»~/]{1,2} | ?(?:[|｜ㅣ_：]|--|-(?=[\p{Script=Han}\p{Script=Hangul}]))) ?([^|｜ㅣ_：]{1,60})$/su

/**
 * The headline: JSON-LD, then og:title, then h1, then `<title>`, without the site's name behind it.
 * Of a headline that was cut off (`…`) the whole is taken from where the page has it.
 */
export function readTitle(metadata: Metadata, site: SiteNames): Found<string> | null {
  const { linked, metas, headings, properties } = metadata
  const headline =
    metas.get('headline')?.[0] ?? properties.get('headline')?.map(({ element }) => textOf(element, 500))[0]
  const first = headings
    .slice(0, 50)
    .filter(({ element }) => element.name === 'h1')
    .map(({ element }) => textOf(element, 500))
  const candidates: readonly (readonly [rule: string, text: string | undefined | null])[] = [
    ['JSON-LD headline', linked.article === null ? null : textsOf(linked.article.headline)[0]],
    ['og:title', metas.get('og:title')?.[0]],
    ['itemprop headline', headline],
    ['h1', first.find((text) => !site.includes(text) && text.length > 3)],
    ['twitter:title', metas.get('twitter:title')?.[0]],
    ['<title>', metadata.title],
    ['JSON-LD name', linked.article === null ? null : textsOf(linked.article.name)[0]],
  ]
  const all = candidates.flatMap(([rule, text]) => {
    const value = text === undefined || text === null ? '' : collapsed(unescaped(text.slice(0, 2000)))
    return value === '' || site.includes(value) ? [] : [{ rule, value, where: text! }]
  })
  const others = all.map(({ value }) => value)
  for (const { rule, value, where } of all) {
    const bare = withoutSite(value, site, others, metadata)
    const whole = wholeOf(bare, others)
    if (whole.length > 1) return { value: whole, rule, where }
  }
  return null
}

function withoutSite(title: string, site: SiteNames, others: readonly string[], metadata: Metadata): string {
  let bare = title
  for (let i = 0; i < 3; i++) {
    const match = separated.exec(bare)
    if (match === null) break
    const [, stem, tail] = match as unknown as [string, string, string]
    const isSite = site.includes(tail) || site.names.some((name) => folded(name) === folded(tail))
    const isSection = i > 0 && tail.length < 20 && stem.length > 15
    const stemFolded = folded(stem)
    const isHeadline = others.some((other) => other !== title && folded(other) === stemFolded)
    if (!isSite && !isSection && !(isHeadline && hasNameOf(tail, metadata))) break
    bare = stem.trim()
  }
  return bare
}

/** Whether what stands behind the headline shares a word with the host: `- Die Neue Südtiroler Tageszeitung`. */
function hasNameOf(tail: string, { url }: Metadata): boolean {
  if (url === null) return true
  const host = folded(url.hostname.replace(/^www\./, ''))
  return (
    tail.split(/\s+/).length <= 5 ||
    tail.split(/\s+/).some((word) => word.length > 3 && host.includes(folded(word)))
  )
}

function wholeOf(title: string, others: readonly string[]): string {
  const cut = /^(.{15,}?[\p{L}\p{N},])\s*(?:…|\.{3})$/su.exec(title)
  if (cut === null) return title
  const stem = folded(cut[1]!)
  const whole = others.find(
    (other) =>
      folded(other).startsWith(stem) && folded(other).length > stem.length && !/(?:…|\.{3})$/.test(other),
  )
  return whole ?? title
}
