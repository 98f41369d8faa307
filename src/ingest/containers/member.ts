import type { Item } from '../../page.ts'
import type { Kind } from './kinds.ts'
import { type ContainerOptions, captureHint } from './page-message.ts'
import type { Pieces } from './pieces.ts'

/** A file, a member of a container, a body: bytes with a name, which may be one page or a container of pages. */
export type Member = {
  /** Its name as people see it, its folders included. */
  path: string
  pieces: Pieces
  /** The whole path, where `path` is a part of it: what it says of a page. */
  place?: string
  /** Bytes, where they are known before they are read. */
  size?: number
  /** The same on disk, for containers that are not read from their beginning to their end. */
  file?: string | Buffer
  /** What it is, where something better than its name says it. */
  kind?: Kind
  /** The date of its file: milliseconds since 1970. */
  modified?: number | undefined
  /** It was asked for by itself: that it is no page is then an error. */
  isNamed?: boolean
}

export type MemberOptions = ContainerOptions & {
  /** Bytes of the longest NDJSON line that is taken. */
  maxLineSize?: number
  /** Whether the date of a page's file is taken for the time of its capture. */
  fileDates?: boolean
  /** Is told of bytes as they are read from disk. */
  onBytes?: (bytes: number) => void
}

/** Takes a container apart: members, which are read before the next is asked for, and what is known of others. */
export type Container = (member: Member, options: MemberOptions) => AsyncIterable<Member | Item>

/** What writers of tar and zip put where they know no date: the first day of Unix, and that of DOS. */
const noDate = Date.UTC(1980, 0, 2)

/** @returns the item, which is the whole of a member, with the date of its file as a hint where the import asks for it */
export function dated(
  item: Item,
  { modified }: Pick<Member, 'modified'>,
  { fileDates }: Pick<MemberOptions, 'fileDates'>,
): Item {
  if (!fileDates || !('page' in item) || modified === undefined || !(modified >= noDate)) return item
  const { capturedAt } = captureHint(modified)
  if (capturedAt === undefined || item.page.hints.capturedAt !== undefined) return item
  return { ...item, page: { ...item.page, hints: { ...item.page.hints, modifiedAt: capturedAt } } }
}

/** Why a member's path is not taken: no container of pages has such a one. */
export function unsafePath(path: string): string | undefined {
  if (path.includes('\0')) return 'The path has a null character in it.'
  if (/^(?:[/\\]|[A-Za-z]:)/.test(path)) return 'The path is absolute.'
  if (path.split(/[/\\]/).includes('..')) return 'The path leads out of the container.'
  return undefined
}
