/** What windows-1252 puts in the place of Latin-1's control characters 0x80 to 0x9F. */
const windows1252 = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ'
const windows1252Bytes = [
  0x80, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8e, 0x91, 0x92, 0x93, 0x94, 0x95,
  0x96, 0x97, 0x98, 0x99, 0x9a, 0x9b, 0x9c, 0x9e, 0x9f,
]
const byteOf = new Map([...windows1252].map((character, i) => [character, windows1252Bytes[i]!]))

const characterOf = new Map(windows1252Bytes.map((byte, i) => [byte, windows1252[i]!]))

/** @returns what browsers show for a C1 control character (HTML, numeric character references); '' for other controls */
export function characterInPlace(control: string): string {
  return characterOf.get(control.charCodeAt(0)) ?? ''
}

const continuation = `[\\u0080-\\u00bf${windows1252}]`
const sequence = `[\\u00c2-\\u00df]${continuation}|[\\u00e0-\\u00ef]${continuation}{2}|[\\u00f0-\\u00f4]${continuation}{3}`
const suspicious = new RegExp(`[\\u00c2-\\u00f4]${continuation}`)
/** No sequence has one character. */
const run = new RegExp(`[\\u0080-\\u00ff${windows1252}]{2,}`, 'g')
const one = new RegExp(sequence, 'g')
const several = new RegExp(`(?:${sequence}){1,1024}`, 'g')
const onlyLong = new RegExp(`^(?:[\\u00e0-\\u00ef]${continuation}{2}){1,1024}$`)
/** C1 controls are the surest sign: no text holds them. */
const control = /[\u0080-\u009f]/
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Undoes UTF-8 that was read as Latin-1 or windows-1252 (`åçé¡¿`), wherever in the text it stands,
 * where that is certain and loses nothing; everything else comes back as it was.
 */
export function repairDoubleEncoding(text: string): string {
  if (!suspicious.test(text)) return text
  const once = repairRuns(text)
  // Some text went through the mill twice.
  return once !== text && suspicious.test(once) ? repairRuns(once) : once
}

function repairRuns(text: string): string {
  // Where some is proved, a word of three-byte sequences between digits (2018å¹´9æ) needs no proof of its own.
  const proved = control.test(text)
  return text.replace(run, (characters, offset: number) => {
    const around = `${text[offset - 1] ?? ''}${text[offset + characters.length] ?? ''}`
    const certain = (proved && onlyLong.test(characters)) || isCertain(characters, around)
    return certain ? characters.replace(several, decoded) : characters
  })
}

/**
 * `CAFÉ»` is French and also the two bytes of ɻ: one short sequence proves nothing. Proof is a control character, a
 * `€` inside a sequence (â€™, ã€‚), an Ã inside a word (cafÃ©s), or sequences only: three of two or two of three.
 */
function isCertain(characters: string, around: string): boolean {
  let covered = 0
  let found = 0
  let long = 0
  let inWord = false
  for (const [match] of characters.matchAll(one)) {
    if (control.test(match) || (match.length > 2 && match[1] === '€')) return true
    covered += match.length
    found++
    if (match.length > 2) long++
    if (match[0] === 'Ã') inWord = true
    if (long >= 4) return true
  }
  if (found === 0 || covered < characters.length) return false
  return long >= 2 || found >= 3 || (inWord && /[a-z]/.test(around))
}

function decoded(sequences: string): string {
  const bytes = Uint8Array.from(sequences, (character) => byteOf.get(character) ?? character.charCodeAt(0))
  try {
    return strict.decode(bytes)
  } catch {
    return sequences
  }
}
