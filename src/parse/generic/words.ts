/** White space and the most frequent punctuation: a pattern without Unicode properties is several times as fast. */
const frequentMarks = /[\s!-/:-@[-`{-~\u2010-\u2027\u3001-\u3004\u3008-\u3020\uff00-\uff0f]+/g
/** One is looked for: a pattern of all the letters of a text without end would keep a place to go back to for each. */
const otherMark = /[^\p{L}\p{N}]/u
const beyondAscii = /[^\0-\x7f]/

/** Letters and digits of a text, lower case, for comparing what differs in punctuation, quotes and spaces only. */
export function folded(text: string): string {
  if (!beyondAscii.test(text)) return text.toLowerCase().replace(/[^a-z\d]+/g, '')
  const bare = text.normalize('NFKC').toLowerCase().replace(frequentMarks, '')
  return otherMark.test(bare) ? bare.replace(/[^\p{L}\p{N}]+/gu, '') : bare
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  laquo: '«',
  raquo: '»',
  szlig: 'ß',
}

/** &ouml; is o with a combining diaeresis. */
const accents: Readonly<Record<string, string>> = {
  uml: '\u0308',
  acute: '\u0301',
  grave: '\u0300',
  circ: '\u0302',
  tilde: '\u0303',
  cedil: '\u0327',
  caron: '\u030c',
  ring: '\u030a',
}

/** Character references that a template escaped once too often; JSON-LD holds them as well (`zerst&ouml;ren`, `&#039;`). */
export function unescaped(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name === undefined) {
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
      return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
        ? String.fromCodePoint(code)
        : whole
    }
    const known = named[name.toLowerCase()]
    if (known !== undefined) return known
    const accent = accents[name.slice(1).toLowerCase()]
    return accent === undefined ? whole : `${name[0]}${accent}`.normalize('NFC')
  })
}

/** @returns the part of the shorter text's words, or pairs of Han characters, that the other holds as well */
export function likeness(one: string, other: string): number {
  const [a, b] = [wordsOf(one), wordsOf(other)]
  const least = Math.min(a.size, b.size)
  if (least === 0) return 0
  let shared = 0
  for (const word of a) if (b.has(word)) shared++
  return shared / least
}

function wordsOf(text: string): Set<string> {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return new Set(
    words.flatMap((word) =>
      /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(word) && word.length > 1
        ? Array.from({ length: word.length - 1 }, (_, i) => word.slice(i, i + 2))
        : [word],
    ),
  )
}
