import { pipeline } from 'node:stream/promises'
import { extract, type Header } from 'tar-stream'
import type { Item } from '../../page.ts'
import { Problem } from '../../problem.ts'
import { isHidden } from './kinds.ts'
import { type Member, unsafePath } from './member.ts'
import { Names } from './names.ts'
import { cutOff, withoutLoss } from './pieces.ts'

/**
 * Members of a tar, in order. Nothing is ever written to a file: a member's path only names it. A member whose path leads
 * out of the tar, or that is no file, is an item that says why; so is the place where the tar breaks off. Folders and
 * hidden files give nothing.
 */
export async function* tarMembers({ path, pieces }: Member): AsyncGenerator<Member | Item, void, void> {
  const members = extract(namesInBytes)
  const end = { marked: false }
  const state = { isCutOff: false }
  const names = new Names()
  // Its failure comes out of the members, too; this only keeps it from being nobody's.
  const feeding = pipeline(watchEnd(withoutLoss(pieces), end), members).catch(() => {})
  let at = path
  try {
    for await (const member of members) {
      at = nameOf(member.header, names)
      const found = memberOf(at, member.header, contentOf(member as AsyncIterable<Uint8Array>, state))
      if (found !== undefined) yield found
      member.resume()
    }
    await feeding
  } catch (cause) {
    if (state.isCutOff) return
    yield { label: { path: at }, problem: brokenOff(cause) }
    return
  }
  if (!end.marked)
    yield {
      label: { path },
      problem: new Problem('malformed-request', 'The tar has no end mark: it was cut off.'),
    }
}

/** A member that is cut off says so, and with it the tar has. */
async function* contentOf(
  member: AsyncIterable<Uint8Array>,
  state: { isCutOff: boolean },
): AsyncGenerator<Uint8Array, void, void> {
  try {
    yield* member
  } catch (cause) {
    state.isCutOff = true
    throw cutOff(cause)
  }
}

/** An option of tar-stream that its types lack. */
const namesInBytes = { filenameEncoding: 'latin1' } as object

/** Names are bytes in whatever encoding; those in pax headers are UTF-8 (POSIX). */
function nameOf({ name, pax }: Header, names: Names): string {
  return (pax as { path?: string } | null | undefined)?.path ?? names.textOf(Buffer.from(name, 'latin1'))
}

function memberOf(
  path: string,
  { type, size, mtime }: Header,
  pieces: AsyncIterable<Uint8Array>,
): Member | Item | undefined {
  if (type === 'directory' || isHidden(path)) return undefined
  const refused = (message: string) => ({
    label: { path },
    problem: new Problem('malformed-request', message),
  })
  const unsafe = unsafePath(path)
  if (unsafe !== undefined) return refused(unsafe)
  if (type !== 'file' && type !== 'contiguous-file')
    return refused(`The member is no file but a ${type ?? 'thing of unknown kind'}.`)
  return { path, pieces, size: size ?? 0, modified: mtime?.getTime() }
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
