import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import { betterEncoding, detectEncoding } from './detection.ts'

export { characterInPlace, repairDoubleEncoding } from './double-encoding.ts'

/** A page's text, and the name of the encoding that it was read in (as the WHATWG Encoding Standard spells it). */
export type Decoded = { text: string; encoding: string }

/** How far into a page a `<meta charset>` is looked for. Browsers stop at 1,024 bytes, real pages do not. */
const prescanLength = 32_768

/** charset=gb2312, in a media type or a meta element. */
const charsetParameter = /charset\s*=[\s"']*([\w:.-]{2,40})/i
const metaElement = /<meta\s[^>]{0,600}/gi
/** <?xml version="1.0" encoding="big5"?> */
const xmlDeclaration = /^\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w:.-]{2,40})/i

/** A share of broken characters that a cut or a careless server explains; above it, the encoding is another one. */
const tolerableDamage = 0.02

/**
 * Bytes to text: byte order mark, then the content type's charset, then `<meta charset>`, then detection.
 * A declaration that the bytes contradict is passed over. Never throws; what cannot be decoded becomes U+FFFD.
 *
 * @param contentType a media type with its parameters: `text/html; charset=gb18030`
 */
export function decode(bytes: Uint8Array, contentType: string): Decoded {
  const marked = encodingOfMark(bytes)
  if (marked !== null) return { text: decodeAs(bytes, marked), encoding: marked }
  const seven = sevenBitJapanese(bytes)
  if (seven !== null) return { text: seven, encoding: 'iso-2022-jp' }
  const utf8 = isUtf8(bytes)
  const header = encodingNamed(charsetParameter.exec(contentType)?.[1])
  if (header !== null) {
    const decoded = decodedIfSound(bytes, header, utf8)
    if (decoded !== null) return decoded
  }
  // Pages are often stored anew as UTF-8 under their old declaration; valid UTF-8 is hardly ever anything else.
  if (utf8 && !looksLikeUtf16(bytes)) return { text: decodeAs(bytes, 'utf-8'), encoding: 'utf-8' }
  const declared = declaredEncoding(bytes)
  if (declared !== null) {
    const decoded = decodedIfSound(bytes, declared, utf8)
    if (decoded !== null) return decoded
  }
  const encoding = looksLikeUtf16(bytes) ?? detectedEncoding(bytes)
  return { text: decodeAs(bytes, encoding), encoding }
}

function encodingOfMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return null
}

/** Escapes that switch between ASCII and the sets of JIS X 0208, and nothing that a text of another encoding holds. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape is what it looks for
const japaneseEscape = /\x1b\$[@B](?:[!-~]{2}){1,4000}\x1b\([BJ]/

/** ISO-2022-JP is 7-bit, and so valid UTF-8. */
function sevenBitJapanese(bytes: Uint8Array): string | null {
  const at = bytes.indexOf(0x1b)
  if (at < 0) return null
  if (
    !japaneseEscape.test(
      Buffer.from(bytes.buffer, bytes.byteOffset + at, Math.min(bytes.length - at, prescanLength)).toString(
        'latin1',
      ),
    )
  )
    return null
  const text = decodeAs(bytes, 'iso-2022-jp')
  return damageOf(text) > tolerableDamage ? null : text
}

/** How far into a page zero bytes are counted. */
const zerosWithin = 65_536
/** The least share of ASCII in a page's text, and the most of characters whose own code ends in a zero byte. */
const leastAscii = 0.05
const mostOddZeros = 0.5

/** UTF-16 without a mark: every second byte of its markup is zero. */
function looksLikeUtf16(bytes: Uint8Array): string | null {
  const pairs = Math.min(bytes.length, zerosWithin) >> 1
  if (pairs < 4 || !bytes.subarray(0, pairs * 2).includes(0)) return null
  let even = 0
  let odd = 0
  for (let i = 0; i < pairs; i++) {
    if (bytes[2 * i] === 0) even++
    if (bytes[2 * i + 1] === 0) odd++
  }
  const encoding = odd > even ? 'utf-16le' : 'utf-16be'
  if (Math.max(odd, even) < pairs * leastAscii || Math.min(odd, even) > Math.max(odd, even) * mostOddZeros)
    return null
  // Other files with zero bytes are no text.
  const text = decodeAs(bytes.subarray(0, pairs * 2), encoding)
  return damageOf(text) <= tolerableDamage && !text.includes('\0') && /[<\s]/.test(text) ? encoding : null
}

/** @returns the standard's name for a label; null for one that it does not know */
function encodingNamed(label: string | undefined): string | null {
  if (label === undefined) return null
  try {
    const { encoding } = new TextDecoder(label)
    // GBK's decoder is GB18030's, and an x-user-defined page is one that gave up.
    if (encoding === 'x-user-defined') return null
    return encoding === 'gbk' ? 'gb18030' : encoding
  } catch {
    return null
  }
}

function declaredEncoding(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, prescanLength)).toString(
    'latin1',
  )
  const xml = encodingNamed(xmlDeclaration.exec(head)?.[1])
  if (xml !== null) return xml
  for (const [element] of head.matchAll(metaElement)) {
    const named = encodingNamed(charsetParameter.exec(element)?.[1])
    // A page whose ASCII spells its own charset cannot be UTF-16: the standard reads it as UTF-8.
    if (named !== null) return named.startsWith('utf-16') ? 'utf-8' : named
  }
  return null
}

function decodedIfSound(bytes: Uint8Array, encoding: string, utf8: boolean): Decoded | null {
  if (encoding === 'utf-8' && utf8) return { text: decodeAs(bytes, encoding), encoding }
  const better = encoding === 'utf-8' ? null : betterEncoding(bytes, encoding)
  if (better !== null) {
    const text = decodeAs(bytes, better)
    if (damageOf(text) <= tolerableDamage) return { text, encoding: better }
  }
  const text = decodeAs(bytes, encoding)
  return damageOf(text) > tolerableDamage ? null : { text, encoding }
}

function detectedEncoding(bytes: Uint8Array): string {
  if (damageOf(decodeAs(bytes, 'utf-8')) <= tolerableDamage) return 'utf-8'
  return detectEncoding(bytes) ?? 'windows-1252'
}

/** The share of characters beyond ASCII that could not be decoded. */
function damageOf(text: string): number {
  let damaged = 0
  let beyond = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x80) continue
    beyond++
    if (code === 0xfffd) damaged++
  }
  // A page cut in the middle of its only foreign word is not damaged beyond trust.
  return damaged < 2 && beyond > damaged ? 0 : damaged / Math.max(1, beyond)
}

/** ICU's Big5 and EUC-KR, which Node uses, lack the extensions (HKSCS, UHC) that the standard and real pages have. */
function decodeAs(bytes: Uint8Array, encoding: string): string {
  if (encoding === 'big5' || encoding === 'euc-kr') return iconv.decode(Buffer.from(bytes), encoding)
  return new TextDecoder(encoding).decode(bytes)
}
