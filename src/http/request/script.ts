import type { IncomingHttpHeaders } from 'node:http'
import { type Script, scripts } from '../representations/scripts.ts'
import { cookieOf } from './language.ts'

/** The cookie that remembers the script which a reader chose. */
const cookieName = 'script'

const isScript = (name: string | null | undefined): name is Script => scripts.includes(name as Script)

/** @returns the script that an address names by `script`; undefined where it names none */
export function scriptInAddress(url: string): Script | undefined {
  if (!url.includes('script=')) return undefined
  const name = new URLSearchParams(url.split('?')[1] ?? '').get('script')
  return isScript(name) ? name : undefined
}

/** @returns the script for a request: that of its address, else of its cookie */
export function scriptWanted({ url, headers }: { url: string; headers: IncomingHttpHeaders }): Script {
  const remembered = cookieOf(headers, cookieName)
  return scriptInAddress(url) ?? (isScript(remembered) ? remembered : 'original')
}

/** @returns a Set-Cookie field (RFC 6265) that remembers a script for a year */
export const scriptCookie = (script: Script): string =>
  `${cookieName}=${script}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly`
