import type { PageHints } from '../page.ts'
import type { Fields, Found } from './fields.ts'
import type { Mirror } from './mirror.ts'
import type { NamedSource } from './registry.ts'

/** pages/<channel>/<id>.md, the last three segments of the path that a page lay at */
const pagePath = /(?:^|\/)pages\/([^/]+)\/([^/]+)\.(?:md|html?)$/i

/** The sender's word about a page, then the mirror's, before what the page itself says. */
export function withProvenance(
  fields: Fields,
  hints: PageHints,
  mirror: Mirror | null,
  source: NamedSource | null,
): Fields {
  const url = hinted(hints.url, 'sender') ?? said(mirror?.address, 'original address') ?? fields.url
  return {
    ...fields,
    url,
    channel:
      hinted(hints.channel, 'sender') ??
      said(mirror?.channel, 'share block') ??
      (mirror === null ? null : fromPath(hints.path, 1)) ??
      fields.channel,
    title: said(mirror?.title, "mirror's title line") ?? fields.title,
    nativeId:
      fromAddress(url?.value, source) ??
      (source === null ? null : (said(mirror?.fileName, 'share block') ?? fromPath(hints.path, 2))) ??
      fields.nativeId,
  }
}

function hinted(value: string | undefined, rule: string): Found<string> | null {
  return value === undefined || value === '' ? null : { value, rule, where: value }
}

function said(value: string | null | undefined, rule: string): Found<string> | null {
  return value === null || value === undefined || value === '' ? null : { value, rule, where: value }
}

function fromAddress(url: string | undefined, source: NamedSource | null): Found<string> | null {
  const value = url === undefined ? undefined : source?.nativeId.exec(url)?.groups?.id
  return value === undefined ? null : { value, rule: 'address', where: url ?? '' }
}

/** @param group 1: the folder, 2: the file's name */
function fromPath(path: string | undefined, group: 1 | 2): Found<string> | null {
  const value = path === undefined ? undefined : pagePath.exec(path)?.[group]
  return value === undefined ? null : { value, rule: 'path', where: path ?? '' }
}
