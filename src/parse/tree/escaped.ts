import { lineBreak } from './white-space.ts'

/** `&lt;a href=”…”&gt;`: tags that a page escaped by mistake. */
const escapedTag =
  /<\/?(?:a(?:href)?|b|br|div|em|h[1-6]|i|img|li|ok|p|span|strong|ul)(?=[\s=/>])[^<>]{0,1000}>/gi

/** @returns text without the tags in it; those that part lines or paragraphs leave breaks */
export function withoutTags(raw: string): string {
  return raw.replace(escapedTag, (tag) =>
    /^<(?:\/?p|br|\/?div|\/?h|\/?li)\b/i.test(tag) ? lineBreak.repeat(/^<br/i.test(tag) ? 1 : 2) : '',
  )
}
