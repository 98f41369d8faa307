/** Parameters that say how a reader came, not what the address shows. */
const passing = /^(?:utm_.*|spm|from)$/i

/**
 * The address by which a page is known again: https, without fragment and without the parameters utm_*, spm and
 * from.
 * @returns null for what is no address on the web
 */
export function canonicalUrl(url: string): string | null {
  if (!URL.canParse(url)) return null
  const address = new URL(url)
  if (address.protocol !== 'http:' && address.protocol !== 'https:') return null
  address.protocol = 'https:'
  address.hash = ''
  for (const name of [...address.searchParams.keys()]) {
    if (passing.test(name)) address.searchParams.delete(name)
  }
  return address.href
}
