import type { IncomingHttpHeaders } from 'node:http'
import { LRUCache } from 'lru-cache'
import { publicPath } from '../public-address.ts'
import { type Script, scripts } from '../representations/other-script.ts'
import { type Language, languageNames } from '../representations/words/words.ts'

/** Ranges of an Accept-Language field that are read: no client has as many. */
const mostRanges = 50

/** A language range (RFC 4647) of Chinese that is written in Traditional characters, by its script or its region. */
const traditional = /^zh-(?:[a-z-]*-)?(?:hant|tw|hk|mo)\b/i

function languageOfRange(range: string): Language | undefined {
  if (/^en\b/i.test(range)) return 'en'
  if (!/^zh\b/i.test(range)) return undefined
  return traditional.test(range) && !/-hans\b/i.test(range) ? 'zh-Hant' : 'zh-Hans'
}

/** @returns the language of the interface that an Accept-Language field (RFC 9110, 12.5.4) wants most, else English */
function languageAccepted(field: string): Language {
  let best: Language = 'en'
  let highest = 0
  for (const part of field.split(',', mostRanges)) {
    const [range = '', ...parameters] = part.split(';').map((piece) => piece.trim())
    const weight = parameters.find((parameter) => /^q=/i.test(parameter))?.slice(2)
    const quality = weight === undefined ? 1 : Number(weight) || 0
    const language = languageOfRange(range)
    if (language !== undefined && quality > highest) [best, highest] = [language, quality]
  }
  return best
}

/** Accept-Language fields are few and come again and again. */
const accepted = new LRUCache<string, Language>({ max: 200, memoMethod: languageAccepted })

/** The cookies that remember which language and which script a reader chose, a year long (RFC 6265). */
const cookies = { language: 'lang', script: 'script' }
const lasting = 'Max-Age=31536000; SameSite=Lax; HttpOnly'

const isLanguage = (name: string | null | undefined): name is Language =>
  languageNames.includes(name as Language)

/** @returns the value of a cookie that a request brings; undefined where it brings none of this name */
function cookieOf({ cookie }: IncomingHttpHeaders, wanted: string): string | undefined {
  return cookie
    ?.split(';')
    .map((pair) => pair.trim().split('='))
    .find(([name]) => name === wanted)?.[1]
}

/** @returns the language that an address names by `lang`; undefined where it names none of the interface's */
export function languageInAddress(url: string): Language | undefined {
  if (!url.includes('lang=')) return undefined
  const name = new URLSearchParams(url.split('?')[1] ?? '').get('lang')
  return isLanguage(name) ? name : undefined
}

/** @returns the language of the interface for a request: that of its address, else of its cookie, else of Accept-Language */
export function languageWanted({ url, headers }: { url: string; headers: IncomingHttpHeaders }): Language {
  const inAddress = languageInAddress(url)
  if (inAddress !== undefined) return inAddress
  const { 'accept-language': field } = headers
  const remembered = cookieOf(headers, cookies.language)
  if (isLanguage(remembered)) return remembered
  return field === undefined ? 'en' : accepted.memo(field)
}

/** @returns a Set-Cookie field that remembers a language */
export const languageCookie = (language: Language): string =>
  `${cookies.language}=${language}; Path=${publicPath('/')}; ${lasting}`

const isScript = (name: string | null | undefined): name is Script => scripts.includes(name as Script)

/** @returns the script that an address names by `script`; undefined where it names none */
export function scriptInAddress(url: string): Script | undefined {
  if (!url.includes('script=')) return undefined
  const name = new URLSearchParams(url.split('?')[1] ?? '').get('script')
  return isScript(name) ? name : undefined
}

/** @returns the script for a request: that of its address, else of its cookie */
export function scriptWanted({ url, headers }: { url: string; headers: IncomingHttpHeaders }): Script {
  const remembered = cookieOf(headers, cookies.script)
  return scriptInAddress(url) ?? (isScript(remembered) ? remembered : 'original')
}

/** @returns a Set-Cookie field that remembers a script */
export const scriptCookie = (script: Script): string => `${cookies.script}=${script}; Path=/; ${lasting}`
