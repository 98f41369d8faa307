import { load } from 'cheerio/slim'

/** Form controls and the like, written out: a page's code that was escaped once too often. */
const code =
  /<\/?(?:input|label|form|select|option|button|script|style|iframe|figure|figcaption|hr|div|ul|li|svg|meta)(?:\s[^<>]*)?\/?>/i
/** Other tags in running text, and references that were escaped twice: </center>, &ldquo;, &#039 */
const markup = /<\/?[a-z][a-z0-9]{0,10}(?:\s[^<>]*)?\/?>|&(?:[a-z]{2,8};|#\d{2,5})/i

/**
 * Pages of mirrors hold pieces of HTML as text, where something on the way escaped it twice.
 *
 * @returns the text without tags and with its references read; null where it is code and no text
 */
export function withoutMarkup(text: string): string | null {
  if (!/[<&]/.test(text)) return text
  if (code.test(text)) return null
  return markup.test(text) ? load(text, null, false).text().trim() : text
}
