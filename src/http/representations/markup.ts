/** What XML 1.0 cannot hold even as a reference (section 2.2) and HTML calls an error: controls, halves of characters. */
const unwritable = /[^\t\n\P{Cc}]|[\p{Cs}\p{Noncharacter_Code_Point}]/gu

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** @returns the text without control characters, which could steer a terminal, and without halves of characters */
export function withoutControls(text: string): string {
  return text.replace(unwritable, '')
}

/** @returns the text as it stands between tags and in quoted attributes, in HTML and in XML alike */
export function escaped(text: string): string {
  return withoutControls(text).replace(/[&<>"']/g, (character) => references[character] ?? character)
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
