/** Characters that XML 1.0 cannot hold even as a reference (section 2.2) and HTML calls an error: controls, lone surrogates. */
const unwritable = /[^\t\n\P{Cc}]|[\p{Cs}\p{Noncharacter_Code_Point}]/gu

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** @returns the text without control characters, which could steer a terminal, and without lone surrogates */
export function withoutControls(text: string): string {
  return text.replace(unwritable, '')
}

/** @returns the text as it stands between tags and in quoted attributes, in HTML and in XML alike */
export function escaped(text: string): string {
  return withoutControls(text).replace(/[&<>"']/g, (character) => references[character] ?? character)
}

/** @returns a text in one line of no more characters than these */
export function inOneLine(text: string, longest: number): string {
  const line = text
    .slice(0, longest * 4)
    .replace(/\s+/g, ' ')
    .trim()
  const characters = Array.from(line)
  return characters.length > longest || text.length > longest * 4
    ? `${characters.slice(0, longest - 1).join('')}…`
    : line
}
