/** A page's text, and the name of the encoding that it was read in (as the WHATWG Encoding Standard spells it). */
export type Decoded = { text: string; encoding: string }

/**
 * Bytes to text: byte order mark, then the content type's charset, then `<meta charset>`, then detection.
 * Never throws; what cannot be decoded becomes U+FFFD.
 *
 * @param contentType a media type with its parameters: `text/html; charset=gb18030`
 */
export function decode(bytes: Uint8Array, _contentType: string): Decoded {
  return { text: new TextDecoder().decode(bytes), encoding: 'utf-8' }
}

/**
 * Undoes UTF-8 that was read as Latin-1 or windows-1252 (`åçé¡¿`), wherever in the text it stands,
 * where that is certain and loses nothing; everything else comes back as it was.
 */
export function repairDoubleEncoding(text: string): string {
  return text
}
