/** Query parameters that tell where a reader came from, not which page it is. */
const trackingParameter = /^(?:utm_\w*|spm|from)$/i

/**
 * The form of an address under which an article is known again: https, no fragment, no `utm_*`, `spm`, `from`.
 *
 * @returns null for what is no http or https address
 */
export function canonicalUrl(url: string): string | null {
  if (!URL.canParse(url)) return null
  const address = new URL(url)
  if (address.protocol !== 'https:' && address.protocol !== 'http:') return null
  address.protocol = 'https:'
  address.username = ''
  address.password = ''
  address.hash = ''
  if (address.search !== '') {
    const kept = address.search
      .slice(1)
      .split('&')
      .filter((pair) => pair !== '' && !trackingParameter.test(nameOf(pair)))
    address.search = kept.join('&')
  }
  return address.href
}

function nameOf(pair: string): string {
  const name = pair.split('=', 1)[0] ?? ''
  return name.includes('%') ? decoded(name) : name
}

/** @returns the text with its percent-encoding undone; as it is where that is malformed */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** @returns the host of an address in lower case, without `www.`; null where it has none */
export function hostOf(url: string): string | null {
  if (!URL.canParse(url)) return null
  const host = new URL(url).hostname.replace(/^www\./, '').replace(/\.$/, '')
  return host === '' ? null : host
}
