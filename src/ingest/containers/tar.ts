import { pipeline } from 'node:stream/promises'
import { extract, type Header } from 'tar-stream'
import type { Item } from '../../page.ts'
import { Problem } from '../../problem.ts'
import { pageFile } from './file-name.ts'
import { Gathered } from './gathered.ts'
import { cutOff } from './ndjson.ts'
import { type ContainerOptions, holdFreely, tooLarge } from './page-message.ts'

export type TarOptions = ContainerOptions & {
  /** What the tar itself is called where it, and no member of it, is what cannot be read. */
  name?: string
  /** What to do with files that are no pages. */
  others?: 'refuse' | 'skip'
}

type Member = AsyncIterable<unknown> & { header: Header }

/**
 * Pages out of a tar, one a member. Nothing is ever written to a file: a member's path only names it. A member that
 * is no page, or whose path leads out of the tar, is an item that says why, and the next is read; so is the place
 * where the tar breaks off. At most one page is held. Folders and hidden files give nothing.
 */
export async function* tarItems(
  chunks: AsyncIterable<Uint8Array>,
  { maxPageSize, name = '.', others = 'refuse', hold = holdFreely }: TarOptions,
): AsyncGenerator<Item, void, void> {
  const members = extract()
  const end = { marked: false }
  // Its failure comes out of the members, too; this only keeps it from being nobody's.
  const feeding = pipeline(watchEnd(chunks, end), members).catch(() => {})
  let path = name
  try {
    for await (const member of members) {
      path = member.header.name
      const item = await itemOf(member, { maxPageSize, others, hold })
      member.resume()
      if (item === undefined) continue
      yield item
      if ('page' in item) hold(-item.page.bytes.length)
    }
    await feeding
  } catch (cause) {
    yield { label: { path }, problem: brokenOff(cause) }
    return
  }
  if (!end.marked)
    yield {
      label: { path: name },
      problem: new Problem('malformed-request', 'The tar has no end mark: it was cut off.'),
    }
}

async function itemOf(
  member: Member,
  { maxPageSize, others, hold }: Required<Omit<TarOptions, 'name'>>,
): Promise<Item | undefined> {
  const { name: path, type, size } = member.header
  if (type === 'directory') return undefined
  const refused = (problem: Problem) => ({ label: { path }, problem })
  const unsafe = unsafePath(path)
  if (unsafe !== undefined) return refused(new Problem('malformed-request', unsafe))
  const file = pageFile(path)
  if (file === 'hidden') return undefined
  if (file instanceof Problem) return others === 'skip' ? undefined : refused(file)
  if (type !== 'file' && type !== 'contiguous-file')
    return refused(
      new Problem('malformed-request', `The member is no file but a ${type ?? 'thing of unknown kind'}.`),
    )
  if (size > maxPageSize) return refused(tooLarge(maxPageSize))
  hold(size)
  const pieces = new Gathered()
  for await (const piece of member) pieces.add(piece as Uint8Array)
  return { label: { path }, page: { bytes: pieces.take(), ...file } }
}

/** Why a member's path is not taken: no tar of pages has such a one. */
function unsafePath(path: string): string | undefined {
  if (path.includes('\0')) return 'The path has a null character in it.'
  if (/^(?:[/\\]|[A-Za-z]:)/.test(path)) return 'The path is absolute.'
  if (path.split(/[/\\]/).includes('..')) return 'The path leads out of the tar.'
  return undefined
}

function brokenOff(cause: unknown): Problem {
  const isHeader = cause instanceof Error && /header/i.test(cause.message)
  if (!isHeader) return cutOff(cause)
  return new Problem(
    'malformed-request',
    'Here is no tar, or a damaged one: what follows is lost.',
    {},
    cause,
  )
}

/** A tar ends with blocks of zeros (POSIX); without them one that was cut off between two members would seem whole. */
async function* watchEnd(
  chunks: AsyncIterable<Uint8Array>,
  end: { marked: boolean },
): AsyncGenerator<Uint8Array, void, void> {
  let zeros = 0
  for await (const chunk of chunks) {
    let at = chunk.length
    while (at > 0 && chunk[at - 1] === 0) at--
    zeros = at === 0 ? zeros + chunk.length : chunk.length - at
    yield chunk
  }
  end.marked = zeros >= 512
}
