import { isUtf8 } from 'node:buffer'
import { crc32 } from 'node:zlib'
import { type Entry, getFileNameLowLevel, openPromise, type ZipFile } from 'yauzl'
import type { Item } from '../../page.ts'
import { Problem } from '../../problem.ts'
import { isHidden } from './kinds.ts'
import { type Member, type MemberOptions, unsafePath } from './member.ts'
import { encodingOfNames, nameOfBytes } from './names.ts'
import { withoutBomb, withoutLoss } from './pieces.ts'
import { spooled } from './spool.ts'

/**
 * Members of a zip (APPNOTE, zip64 included), in the order of its directory; of a WACZ the WARCs in `archive/`. The
 * directory stands at the end: what comes as a stream is put on disk first. A member that is encrypted, damaged or
 * leads out of the zip is an item that says why.
 */
export async function* zipMembers(member: Member, options: MemberOptions): AsyncGenerator<Member | Item> {
  if (member.file !== undefined) yield* membersOf(member.file, member.path, options)
  else yield* spooled(withoutLoss(member.pieces), (file) => membersOf(file, member.path, {}))
}

async function* membersOf(
  file: string | Buffer,
  path: string,
  { onBytes }: Pick<MemberOptions, 'onBytes'>,
): AsyncGenerator<Member | Item> {
  let at = path
  try {
    const { isWacz, encoding } = await surveyed(file)
    const zip = await opened(file)
    try {
      for await (const entry of zip.eachEntry()) {
        at = nameOf(entry, encoding)
        onBytes?.(entry.compressedSize)
        if (isWacz && !at.startsWith('archive/')) continue
        const found = memberOf(zip, entry, at)
        if (found !== undefined) yield found
      }
    } finally {
      zip.close()
    }
  } catch (cause) {
    yield { label: { path: at }, problem: unreadable(cause) }
  }
}

/** Names stay bytes. The file stays open until it is closed, entries that are still to be read or not. */
const opened = (file: string | Buffer): Promise<ZipFile> =>
  // The types know paths as text only; fs.open, to which it is handed on, takes bytes as well.
  openPromise(file as string, { autoClose: false, decodeStrings: false })

/**
 * What the directory tells: whether it is a WACZ, and the encoding of names that say none.
 * @throws Problem malformed-request where members share their bytes: a small zip of them unpacks for days
 */
async function surveyed(file: string | Buffer): Promise<{ isWacz: boolean; encoding: string }> {
  const zip = await opened(file)
  const names: Buffer[] = []
  let isWacz = false
  let size = 0
  try {
    for await (const entry of zip.eachEntry()) {
      size += entry.compressedSize
      if (size > zip.fileSize) throw new Problem('malformed-request', 'The members of the zip overlap.')
      const name = rawName(entry)
      if (name.toString() === 'datapackage.json') isWacz = true
      if (!isMarked(entry) && names.length < namesSampled) names.push(name)
    }
  } finally {
    zip.close()
  }
  return { isWacz, encoding: encodingOfNames(names) }
}
const namesSampled = 1000

/** Without `decodeStrings` the name is bytes, whatever the types say. */
const rawName = (entry: Entry): Buffer => entry.fileName as unknown as Buffer

const utf8Flag = 0x800
const unicodePath = 0x7075
/** Whether an entry says in which encoding its name is; some writers set the flag on names of any. */
const isMarked = (entry: Entry): boolean =>
  ((entry.generalPurposeBitFlag & utf8Flag) !== 0 && isUtf8(rawName(entry))) ||
  entry.extraFields.some(({ id }) => id === unicodePath)

function nameOf(entry: Entry, encoding: string): string {
  const name = isMarked(entry)
    ? getFileNameLowLevel(entry.generalPurposeBitFlag, rawName(entry), entry.extraFields, false)
    : nameOfBytes(rawName(entry), encoding)
  return name.replaceAll('\\', '/')
}

function memberOf(zip: ZipFile, entry: Entry, path: string): Member | Item | undefined {
  if (path.endsWith('/') || isHidden(path)) return undefined
  const refused = (message: string) => ({
    label: { path },
    problem: new Problem('malformed-request', message),
  })
  const unsafe = unsafePath(path)
  if (unsafe !== undefined) return refused(unsafe)
  if (isLink(entry)) return refused('The member is no file but a link.')
  if (entry.isEncrypted()) return refused('The member is encrypted.')
  return {
    path,
    pieces: contentOf(zip, entry),
    size: entry.uncompressedSize,
    modified: entry.getLastModDate().getTime(),
  }
}

/** The type of a file in the attributes that Unix writes. */
const isLink = ({ versionMadeBy, externalFileAttributes }: Entry): boolean =>
  versionMadeBy >> 8 === 3 && ((externalFileAttributes >>> 16) & 0o170000) === 0o120000

async function* contentOf(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array, void, void> {
  let sum = 0
  try {
    const stream = await zip.openReadStreamPromise(entry)
    for await (const piece of withoutBomb(stream as AsyncIterable<Buffer>, () => entry.compressedSize)) {
      sum = crc32(piece, sum)
      yield piece
    }
  } catch (cause) {
    throw unreadable(cause)
  }
  if (sum !== entry.crc32) throw new Problem('malformed-request', 'The member differs from its checksum.')
}

function unreadable(cause: unknown): Problem {
  if (cause instanceof Problem) return cause
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new Problem('malformed-request', `The zip cannot be read here: ${reason}`, {}, cause)
}
