/** What XML 1.0 cannot hold even as a reference (section 2.2), lone surrogates included. HTML does without as well. */
const unwritable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** @returns the text as it stands between tags and in quoted attributes, in HTML and in XML alike */
export function escaped(text: string): string {
  return text.replace(unwritable, '').replace(/[&<>"']/g, (character) => references[character] ?? character)
}

/**
 * @param value null leaves the attribute out
 * @returns ` name="value"`
 */
export function attribute(name: string, value: string | null | undefined): string {
  return value === null || value === undefined ? '' : ` ${name}="${escaped(value)}"`
}

/** One element with escaped text in it; nothing where there is no text. */
export function element(name: string, text: string | null | undefined): string {
  return text === null || text === undefined ? '' : `<${name}>${escaped(text)}</${name}>\n`
}
