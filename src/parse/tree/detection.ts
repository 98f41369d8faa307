import chardet from 'chardet'

/** As many bytes as are looked at; the statistics settle long before. */
const sampleLength = 65_536

/** What the detector names and the standard spells otherwise. */
const spellings: Readonly<Record<string, string>> = {
  'ISO-8859-1': 'windows-1252',
  'ISO-8859-9': 'windows-1254',
  ASCII: 'windows-1252',
}

const multiByte = new Set(['gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr', 'iso-2022-jp'])

/** Below this many bytes beyond ASCII the detector's statistics guess. */
const shortSample = 40

/** Text in a two-byte encoding is mostly bytes beyond ASCII, text in a Latin alphabet hardly ever. */
const leastDensity = 0.2

/**
 * Guesses the encoding of a page that names none and is not UTF-8.
 * @returns its name in the WHATWG Encoding Standard; null where nothing speaks for one
 */
export function detectEncoding(bytes: Uint8Array): string | null {
  const { sample, beyond } = withoutMarkup(bytes)
  const dense = beyond >= sample.length * leastDensity
  if (dense && beyond < shortSample) {
    const short = shortEastAsian(sample)
    if (short !== null) return short
  }
  for (const { name } of chardet.analyse(sample)) {
    const encoding = supported(spellings[name] ?? name)
    if (encoding !== null && (dense || !multiByte.has(encoding))) return encoding
  }
  return null
}

/** Encodings of one script that differ in a few characters only: no ground to doubt either. */
const alike: Readonly<Record<string, string>> = {
  'iso-8859-8': 'windows-1255',
  'iso-8859-8-i': 'windows-1255',
  'iso-8859-7': 'windows-1253',
  'koi8-u': 'koi8-r',
}
/** Encodings that the detector knows: of others it can say nothing. */
const judged = new Set([
  ...multiByte,
  ...['windows-1251', 'windows-1252', 'windows-1253', 'windows-1255', 'windows-1256'],
  ...['koi8-r', 'iso-8859-5', 'iso-8859-6'],
])
/** The confidence, and the part of it that is the most for the declared encoding, with which the detector is believed more. */
const conviction = { multiByte: { least: 90, rival: 0.75 }, singleByte: { least: 25, rival: 0.5 } }

/**
 * Whether the bytes speak against the encoding that a page declares: Big5 under `charset=gb2312` decodes without an
 * error to characters that nobody writes in a row. Asked only of text that is mostly beyond ASCII, and enough of it.
 *
 * @param declared a name of the WHATWG Encoding Standard
 * @returns the encoding that they are in; null where nothing speaks against the declared one
 */
export function betterEncoding(bytes: Uint8Array, declared: string): string | null {
  const own = alike[declared] ?? declared
  const { sample, beyond } = withoutMarkup(bytes)
  if (!judged.has(own) || beyond < shortSample || beyond < sample.length * leastDensity) return null
  const found = chardet.analyse(sample).flatMap(({ name, confidence }) => {
    const encoding = supported(spellings[name] ?? name)
    return encoding === null ? [] : [{ encoding: alike[encoding] ?? encoding, confidence }]
  })
  const [best] = found
  if (best === undefined || best.encoding === own || !judged.has(best.encoding)) return null
  const rival = found.find(({ encoding }) => encoding === own)?.confidence ?? 0
  const { least, rival: most } = conviction[multiByte.has(best.encoding) ? 'multiByte' : 'singleByte']
  return best.confidence >= least && rival <= best.confidence * most ? best.encoding : null
}

function supported(name: string): string | null {
  try {
    return new TextDecoder(name).encoding
  } catch {
    return null
  }
}

/** The bytes beyond ASCII with a little of what follows them: scripts and markup say nothing of a language. */
function withoutMarkup(bytes: Uint8Array): { sample: Buffer; beyond: number } {
  const sample = Buffer.allocUnsafe(Math.min(bytes.length, sampleLength))
  let length = 0
  let beyond = 0
  let last = Number.NEGATIVE_INFINITY
  for (let i = 0; i < bytes.length && length < sample.length; i++) {
    const byte = bytes[i]!
    if (byte >= 0x80) {
      last = i
      beyond++
      sample[length++] = byte
    } else if (byte === 0x3c) last = Number.NEGATIVE_INFINITY
    else if (i - last < 24) sample[length++] = byte
  }
  return { sample: sample.subarray(0, length), beyond }
}

/** Which two-byte encoding a short text is in, judged by the rows of each table that everyday words use. */
function shortEastAsian(sample: Uint8Array): string | null {
  const inRows = { gb18030: 0, big5: 0, 'euc-jp': 0, 'euc-kr': 0, shift_jis: 0 }
  let pairs = 0
  for (let i = 0; i < sample.length; i++) {
    const lead = sample[i]!
    if (lead < 0x81) continue
    const trail = sample[i + 1] ?? 0
    // A word of one-byte letters ends anywhere, a pair is never cut.
    if (trail < 0x40) return null
    pairs++
    i++
    const kana = (lead === 0xa4 || lead === 0xa5) && trail >= 0xa1
    const punctuation = (lead === 0xa1 || lead === 0xa3) && trail >= 0xa1
    if ((lead >= 0xb0 && lead <= 0xd7 && trail >= 0xa1) || punctuation) inRows.gb18030++
    if (lead >= 0xa1 && lead <= 0xc6) inRows.big5++
    if (kana || punctuation || (lead >= 0xb0 && lead <= 0xcf && trail >= 0xa1))
      inRows['euc-jp'] += kana ? 1 : 0.9
    if ((lead >= 0xb0 && lead <= 0xc8 && trail >= 0xa1) || punctuation) inRows['euc-kr']++
    if (lead >= 0x81 && lead <= 0x97) inRows.shift_jis++
  }
  if (pairs < 2) return null
  const share = (name: keyof typeof inRows) => inRows[name] / pairs
  if (share('shift_jis') > 0.85) return 'shift_jis'
  if (share('euc-kr') > 0.95 && pairs >= 10) return 'euc-kr'
  if (share('euc-jp') > 0.9 && share('gb18030') < 0.8) return 'euc-jp'
  if (share('gb18030') > 0.85) return 'gb18030'
  if (share('big5') > 0.85) return 'big5'
  return null
}
