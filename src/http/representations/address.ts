/**
 * @param address as a page gave it: absolute, or relative to the page's own
 * @param base the page's own address
 * @returns an http or https address; null for anything else (`javascript:`, `data:`, a path without its page)
 */
export function webAddress(address: string | null, base: string | null = null): string | null {
  if (address === null) return null
  const known = base === null ? null : webAddress(base)
  const url = URL.parse(address, known ?? (address.startsWith('//') ? 'https://unknown.invalid' : undefined))
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') ? url.href : null
}

/**
 * @returns where a reader's browser fetches an image: over https whatever the page said, as browsers do on secure
 *   pages. Hostile pages name addresses within the reader's own network, and those answer to http.
 */
export function imageAddress(address: string, base: string | null): string | null {
  return webAddress(address, base)?.replace(/^http:/, 'https:') ?? null
}

/** @returns where the Wayback Machine shows the original page, as it was closest to its publication */
export function waybackAddress({ url, publishedAt, ingestedAt }: WhereAndWhen): string | null {
  const address = webAddress(url)
  const day = (publishedAt ?? ingestedAt).slice(0, 10).replaceAll('-', '')
  return address === null ? null : `https://web.archive.org/web/${day}/${address}`
}

type WhereAndWhen = { url: string | null; publishedAt: string | null; ingestedAt: string }
