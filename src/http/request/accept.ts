/** How specific a media range is that covers the type (RFC 9110, 12.5.1); 0 where it does not. */
function specificity(range: string, type: string): number {
  if (range === type) return 3
  if (range === `${type.split('/', 1)[0]}/*`) return 2
  return range === '*/*' ? 1 : 0
}

/** Ranges of an Accept field that are read: no client has as many. */
const mostRanges = 50

/**
 * @param accept the Accept field of a request
 * @param offered media types, the service's own preference first
 * @returns the media type that the client wants most; null where it wants none of them
 */
export function mediaTypeWanted<T extends string>(
  accept: string | undefined,
  offered: readonly T[],
): T | null {
  const [preferred] = offered
  if (accept === undefined || accept.trim() === '' || accept === '*/*') return preferred ?? null
  const ranges = accept.split(',', mostRanges).map((part) => {
    const [range = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase())
    const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
    return { range, quality: quality === undefined ? 1 : Number(quality) || 0 }
  })
  let best: T | null = null
  let highest = 0
  for (const type of offered) {
    let quality = 0
    let closest = 0
    for (const range of ranges) {
      const match = specificity(range.range, type)
      if (match > closest) [closest, quality] = [match, range.quality]
    }
    if (quality > highest) [best, highest] = [type, quality]
  }
  return best
}
