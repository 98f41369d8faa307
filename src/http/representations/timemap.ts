import { articlePath, publicPath } from '../public-address.ts'

/** @returns the address of an article as it stood at a time: a Memento (RFC 7089, 2.1) */
export const mementoHref = (id: string, at: string): string => `${articlePath(id)}?at=${at}`

const timeMapHref = (url: string): string => publicPath(`/timemap?url=${encodeURIComponent(url)}`)

/** Dates as HTTP writes them, to the second (RFC 7089, 2.1.1.1). */
export const httpDate = (time: string): string => new Date(time).toUTCString()

/** @returns the address as a link may hold it; null for what is no address */
const linkable = (url: string | null): string | null => (url === null ? null : (URL.parse(url)?.href ?? null))

const timeMapType = 'type="application/link-format"'

/** @returns the Link field of a Memento (RFC 7089, 2.2): the original, its TimeGate and its TimeMap */
export function mementoLinks({ id, url }: { id: string; url: string | null }): string {
  const original = linkable(url)
  const links = [`<${original ?? articlePath(id)}>; rel="original"`, `<${articlePath(id)}>; rel="timegate"`]
  if (original !== null) links.push(`<${timeMapHref(original)}>; rel="timemap"; ${timeMapType}`)
  return links.join(', ')
}

/**
 * @param times of an article's captures, oldest first: at least one
 * @returns the TimeMap of an address in link format (RFC 7089, 5; RFC 6690)
 */
export function timeMapOf(url: string, id: string, times: readonly string[]): string {
  const [first = '', last = ''] = [times[0], times.at(-1)]
  const mementos = times.map((at, index) => {
    const rel = [
      ...(index === 0 ? ['first'] : []),
      ...(index === times.length - 1 ? ['last'] : []),
      'memento',
    ].join(' ')
    return `<${mementoHref(id, at)}>; rel="${rel}"; datetime="${httpDate(at)}"`
  })
  const span = `from="${httpDate(first)}"; until="${httpDate(last)}"`
  return `${[
    `<${linkable(url)}>; rel="original"`,
    `<${timeMapHref(url)}>; rel="self"; ${timeMapType}; ${span}`,
    `<${articlePath(id)}>; rel="timegate"`,
    ...mementos,
  ].join(',\n')}\n`
}
