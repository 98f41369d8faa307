import type { Item } from '../../page.ts'
import { Problem } from '../../problem.ts'
import { decompressed, uncompressed } from './compression.ts'
import {
  compressionOfBytes,
  compressionSize,
  headSize,
  isPartOfSavedPage,
  type Kind,
  kindOfBytes,
  kindOfName,
  pageTypeOf,
  placeOf,
  suffixOf,
  takenSuffixes,
} from './kinds.ts'
import { type Container, dated, type Member, type MemberOptions } from './member.ts'
import { holdFreely, tooLarge } from './page-message.ts'
import { cutOff, peeked, whole, withoutLoss } from './pieces.ts'

/** Loaded when the first of its kind comes: most processes meet few. */
const containers: Readonly<Record<Exclude<Kind, 'page'>, () => Promise<Container>>> = {
  ndjson: async () => {
    const { ndjsonItems } = await import('./ndjson.ts')
    return ({ path, pieces }, options) => namedBy(path, ndjsonItems(withoutLoss(pieces), options))
  },
  tar: async () => (await import('./tar.ts')).tarMembers,
  zip: async () => (await import('./zip.ts')).zipMembers,
  warc: async () => {
    const { warcItems } = await import('./warc.ts')
    return ({ path, pieces }, options) => warcItems(pieces, { ...options, path })
  },
  mhtml: async () => (await import('./mhtml.ts')).mhtmlItems,
  webarchive: async () => (await import('./webarchive.ts')).webarchiveItems,
}

/** The path that says nothing: of standard input, and of a body. */
export const nameless = '-'

async function* namedBy(path: string, items: AsyncIterable<Item>): AsyncGenerator<Item, void, void> {
  for await (const item of items) yield path === nameless ? item : { ...item, label: { path, ...item.label } }
}

/** What lies in the folder that a browser saves beside a page. */
export const partOfSavedPage = 'part of a saved page'

/** Containers that a browser makes of one page. */
const ofOnePage: ReadonlySet<Kind> = new Set(['mhtml', 'webarchive'])

/** A zip in a tar in a zip; what lies deeper was made to be unpacked for ever. */
const deepest = 3

/**
 * All pages of a file, of a body or of a container's member: itself one, or a container, compressed or not, of what is
 * taken in the same way. What it is, its media type says, else its name, else its first bytes. What cannot be read, and
 * what is no page, is an item that says so.
 */
export async function* itemsOf(
  member: Member,
  options: MemberOptions,
  depth = 0,
): AsyncGenerator<Item, void, void> {
  const label = { path: member.path }
  try {
    const { kind, ...opened } = await recognised(member)
    if (kind === undefined) yield refusal(member)
    else if (kind === 'page')
      for await (const item of pageItems(opened, options)) yield dated(item, member, options)
    else if (depth >= deepest)
      yield { label, problem: new Problem('too-large', `Containers lie more than ${deepest} deep.`) }
    else {
      const piecesOf = await containers[kind]()
      for await (const piece of piecesOf(opened, options)) {
        if (!('pieces' in piece)) yield ofOnePage.has(kind) ? dated(piece, member, options) : piece
        else if (!isPartOfSavedPage(piece.path)) yield* itemsOf(piece, options, depth + 1)
        else yield { label: { path: piece.path }, passedOver: partOfSavedPage }
      }
    }
  } catch (cause) {
    yield { label, problem: unreadable(cause) }
  }
}

/** What a member is, once it is decompressed; undefined for what is neither a page nor a container. */
async function recognised(member: Member): Promise<Member & { kind: Kind | undefined }> {
  const { name, compression } = uncompressed(member.path)
  const byName = member.kind ?? kindOfName(name)
  const isPlainPage = byName === 'page' && compression === undefined
  if (isPlainPage || (byName === 'other' && member.isNamed !== true))
    return { ...member, kind: isPlainPage ? 'page' : undefined }
  const isKnown = byName !== undefined
  const first = await peeked(
    member.pieces,
    isKnown && compression === undefined ? compressionSize : headSize,
    (head) => kindOfBytes(head) !== undefined,
  )
  // What a browser or a program decompressed as it came keeps the ending of its name.
  const byEnding = kindOfBytes(first.head) === undefined ? compression : undefined
  const compressed = compressionOfBytes(first.head) ?? byEnding
  if (compressed === undefined) {
    const kind = byName === 'other' ? undefined : (byName ?? kindOfBytes(first.head))
    return { ...member, pieces: first.pieces, kind }
  }
  const inside = await peeked(
    decompressed(first.pieces, compressed),
    isKnown ? 0 : headSize,
    (head) => kindOfBytes(head) !== undefined,
  )
  const kind = byName === 'other' ? undefined : (byName ?? kindOfBytes(inside.head))
  const { file: _compressed, size: _compressedSize, ...rest } = member
  return { ...rest, pieces: inside.pieces, kind }
}

function refusal(member: Member): Item {
  const label = { path: member.path }
  if (member.isNamed === true)
    return {
      label,
      problem: new Problem(
        'unsupported-media-type',
        `It is neither a page nor a container of pages (${takenSuffixes}, also compressed: .gz, .zst, .xz, .bz2).`,
      ),
    }
  const suffix = suffixOf(member.path)
  return { label, passedOver: suffix === '' ? 'file without suffix' : `.${suffix}` }
}

async function* pageItems(
  { path, place = path, pieces, size }: Member,
  { maxPageSize, hold = holdFreely }: MemberOptions,
): AsyncGenerator<Item, void, void> {
  if (size !== undefined && size > maxPageSize) throw tooLarge(maxPageSize)
  const bytes = await whole(withoutLoss(pieces), maxPageSize, hold)
  const { name } = uncompressed(place)
  yield {
    label: { path },
    page: { bytes, contentType: pageTypeOf(name), hints: { path: placeOf(name) } },
  }
  hold(-bytes.length)
}

/** Why a file or member cannot be read. */
export function unreadable(cause: unknown): Problem {
  if (cause instanceof Problem) return cause
  const { code, message } = cause as NodeJS.ErrnoException
  if (code === 'ENOENT') return new Problem('not-found', 'There is no such file.', {}, cause)
  if (code?.startsWith('E') === true)
    return new Problem('malformed-request', `It cannot be read: ${code}.`, {}, cause)
  if (code !== undefined || /^(?:xz|bzip2) ended/.test(message)) return cutOff(cause)
  return new Problem('malformed-request', `It cannot be read: ${message}.`, {}, cause)
}
