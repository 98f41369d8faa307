/** Query parameters that tell where a reader came from, not which page it is. */
const trackingParameter = /^(?:utm_\w*|spm|from)$/i

/**
 * The form of an address under which an article is known again: https, no fragment, no `utm_*`, `spm`, `from`.
 *
 * @returns null for what is no http or https address
 */
export function canonicalUrl(url: string): string | null {
  const address = URL.parse(url)
  if (address === null || (address.protocol !== 'https:' && address.protocol !== 'http:')) return null
  // Each of these puts the whole address together again: most need none.
  if (address.protocol !== 'https:') address.protocol = 'https:'
  if (address.username !== '') address.username = ''
  if (address.password !== '') address.password = ''
  if (address.href.includes('#')) address.hash = ''
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
  const host = URL.parse(url)
    ?.hostname.replace(/^www\./, '')
    .replace(/\.$/, '')
  return host === undefined || host === '' ? null : host
}
