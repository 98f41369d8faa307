import type { z } from 'zod'

/** The address of a service. `origin`: scheme and host; `prefix`: its path, without the slash at the end. */
export type PublicUrl = { origin: string; prefix: string }

/** A path of plain segments, which no reader takes for a host or for steps in the path. */
export const plainPath = /^(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._~-]{1,100}){0,8}\/?$/

/** @returns the address that the text is; null and an issue for none */
export function publicUrlOf(text: string, context: z.RefinementCtx): PublicUrl | null {
  const url = URL.parse(text)
  const isAddress =
    (url?.protocol === 'https:' || url?.protocol === 'http:') &&
    url.href.replace(/\/$/, '') === url.origin + url.pathname.replace(/\/$/, '') &&
    plainPath.test(url.pathname)
  if (!isAddress) context.addIssue('must be an http or https address without user, query and fragment')
  return url === null ? null : { origin: url.origin, prefix: url.pathname.replace(/\/$/, '') }
}
