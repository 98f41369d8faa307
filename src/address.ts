/** Query parameters that track readers and do not identify the page. */
const trackingParameter = /^(?:utm_\w*|spm|from)$/i

/**
 * Normalises the address of an article for comparison: https, no user, no fragment, no `utm_*`, `spm`, `from`.
 *
 * @returns null if the text is no http or https address
 */
export function canonicalUrl(url: string): string | null {
  const address = URL.parse(url)
  if (address === null || (address.protocol !== 'https:' && address.protocol !== 'http:')) return null
  // Each assignment serialises the whole address again, and most addresses need none.
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

/**
 * @returns the canonical address with its escapes in one spelling (RFC 3986, 6.2.2), by which an article is known again:
 *   capital digits, and none of what needs no escape. Ids are made of the canonical address, which stays as it is
 */
export function comparableUrl(url: string): string | null {
  const canonical = canonicalUrl(url)
  if (canonical === null || !canonical.includes('%')) return canonical
  return canonical.replaceAll(/%([0-9a-f]{2})/gi, (code, digits: string) => {
    const character = String.fromCharCode(Number.parseInt(digits, 16))
    return /[\w.~-]/.test(character) ? character : code.toUpperCase()
  })
}

function nameOf(pair: string): string {
  const name = pair.split('=', 1)[0] ?? ''
  return name.includes('%') ? decoded(name) : name
}

/** @returns the text with percent-encoding decoded; unchanged if it is malformed */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** @returns the host of an address in lower case, without `www.`; null if it has none */
export function hostOf(url: string): string | null {
  const host = URL.parse(url)
    ?.hostname.replace(/^www\./, '')
    .replace(/\.$/, '')
  return host === undefined || host === '' ? null : host
}
