import {
  closeSync,
  createReadStream,
  type Dirent,
  openSync,
  readdirSync,
  readSync,
  type Stats,
  statSync,
} from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Item } from '../../page.ts'
import { Problem } from '../../problem.ts'
import { uncompressed } from './compression.ts'
import { itemsOf, partOfSavedPage, unreadable } from './items.ts'
import { kindOfName, pageTypeOf, placeOf } from './kinds.ts'
import { dated, type Member, type MemberOptions } from './member.ts'
import { encodingOfNames, nameOfBytes } from './names.ts'
import { tooLarge } from './page-message.ts'

export type FoundPlace = {
  path: string
  /** The name in bytes, where they are no UTF-8. */
  file?: Buffer
  /** It was asked for by itself. */
  isNamed?: boolean
}

/** A file that may hold pages, what it is passed over for, or why it cannot be read. */
export type Found = FoundPlace &
  ({ size: number; modified: number } | { passedOver: string } | { problem: Problem })

/** A path as people see it and as the system knows it. */
type Place = { path: string; file: Buffer }

/**
 * Every file below these paths, in the order of names; hidden ones are left out. Links within folders are not followed.
 * Reads synchronously: a local disk answers sooner than a round through Node's threads, and parsing goes on meanwhile on
 * its own.
 */
export function* filesOf(paths: readonly string[]): Generator<Found, void, void> {
  for (const path of paths) for (const place of placesOf(path)) yield* filesAt(place, true)
}

/** Node.js hands on arguments as text, in which bytes that are no UTF-8 are lost: the files that may be meant. */
function placesOf(path: string): Place[] {
  const asGiven = { path, file: Buffer.from(path) }
  if (!path.includes('\ufffd')) return [asGiven]
  try {
    const folder = path.includes('/') ? { path: dirname(path), file: Buffer.from(dirname(path)) } : undefined
    const meant = placesIn(folder, readdirSync(folder?.file ?? '.', { encoding: 'buffer' }), (name) => name)
    const found = meant.filter(({ file }) => file.toString() === path)
    return found.length > 0 ? found : [asGiven]
  } catch {
    return [asGiven]
  }
}

/** Things in a folder with their places, in the order of their names. */
function placesIn<T>(
  folder: Place | undefined,
  things: readonly T[],
  nameOf: (thing: T) => Buffer,
): (Place & { thing: T })[] {
  const inOrder = things.toSorted((a, b) => Buffer.compare(nameOf(a), nameOf(b)))
  const encoding = encodingOfNames(inOrder.map(nameOf))
  return inOrder.map((thing) => {
    const name = nameOf(thing)
    const text = nameOfBytes(name, encoding)
    if (folder === undefined) return { thing, path: text, file: name }
    const slash = folder.path.endsWith('/') ? '' : '/'
    return {
      thing,
      path: `${folder.path}${slash}${text}`,
      file: Buffer.concat([folder.file, Buffer.from(slash), name]),
    }
  })
}

/** A file that was found before, as it is now. */
export function foundAgain({ path, file = Buffer.from(path), isNamed = false }: FoundPlace): Found {
  const [found] = filesAt({ path, file }, isNamed)
  return found ?? { path, problem: noFile('folder') }
}

function* filesAt({ path, file }: Place, isNamed: boolean): Generator<Found, void, void> {
  const found = { path, isNamed, ...(file.toString() !== path && { file }) }
  try {
    const stats = statSync(file)
    if (stats.isDirectory()) yield* filesBelow({ path, file })
    else if (stats.isFile()) yield { ...found, size: stats.size, modified: stats.mtimeMs }
    else yield { ...found, problem: noFile(kindOf(stats)) }
  } catch (cause) {
    yield { ...found, problem: unreadable(cause) }
  }
}

function* filesBelow(folder: Place): Generator<Found, void, void> {
  const entries = readdirSync(folder.file, { withFileTypes: true, encoding: 'buffer' })
  const names = new Set(entries.map(({ name }) => name.toString('latin1').toLowerCase()))
  for (const { path, file, thing } of placesIn(folder, entries, ({ name }) => name)) {
    if (thing.name[0] === 0x2e) continue
    if (thing.isFile()) yield* filesAt({ path, file }, false)
    else if (!thing.isDirectory()) yield noFileIn(path, kindOf(thing))
    else if (!isOfSavedPage(thing, names)) yield* filesAt({ path, file }, false)
    else
      for (const part of filesAt({ path, file }, false))
        yield { path: part.path, passedOver: partOfSavedPage }
  }
}

/** Whether a folder is the one that a browser saved beside a page of the same folder. */
function isOfSavedPage({ name }: Dirent<Buffer>, names: ReadonlySet<string>): boolean {
  const title = /^(.+)_files$/.exec(name.toString('latin1').toLowerCase())?.[1]
  return title !== undefined && ['.html', '.htm', '.xhtml'].some((suffix) => names.has(title + suffix))
}

function kindOf(entry: Stats | Dirent<Buffer>): string {
  if (entry.isSymbolicLink()) return 'link'
  if (entry.isFIFO()) return 'named pipe'
  return entry.isSocket() ? 'socket' : 'device'
}

const noFile = (kind: string) => new Problem('malformed-request', `It is no file but a ${kind}.`)

/** One that bears the name of a page was meant to be read. */
function noFileIn(path: string, kind: string): Found {
  const byName = kindOfName(uncompressed(path).name)
  return byName === undefined || byName === 'other'
    ? { path, passedOver: kind }
    : { path, problem: noFile(kind) }
}

/** The pages of one file. What cannot be read, and what is no page, is an item that says so. */
export async function* fileItems(found: Found, options: MemberOptions): AsyncGenerator<Item, void, void> {
  const { path, isNamed = false } = found
  const label = { path }
  if ('problem' in found) yield { label, problem: found.problem }
  else if ('passedOver' in found) yield { label, passedOver: found.passedOver }
  else {
    const { file = path, size, modified } = found
    const place = resolve(path)
    const { name, compression } = uncompressed(place)
    if (kindOfName(name) === 'page' && compression === undefined) {
      yield pageOf({ path, place, file, size, modified }, options)
      return
    }
    const member = { path, place, file, size, modified, isNamed, pieces: bytesOf(file, options) }
    yield* itemsOf(member, { ...options, maxLineSize: longestLine })
  }
}

/** A line of an export holds every version of a page. V8 makes no longer text of it. */
export const longestLine = 512 * 1024 * 1024 - 1024

function pageOf(
  { path, place, file, size, modified }: Required<Omit<Member, 'pieces' | 'kind' | 'isNamed'>>,
  options: MemberOptions,
): Item {
  const { maxPageSize, onBytes } = options
  const label = { path }
  try {
    if (size > maxPageSize) throw tooLarge(maxPageSize)
    const bytes = read(file, size, maxPageSize)
    onBytes?.(bytes.length)
    const page = { bytes, contentType: pageTypeOf(place), hints: { path: placeOf(place) } }
    return dated({ label, page }, { modified }, options)
  } catch (cause) {
    return { label, problem: unreadable(cause) }
  }
}

/** Reads a file whose size may be another than the system says: it grows, or is made by the system as it is read. */
function read(file: string | Buffer, size: number, most: number): Buffer {
  const handle = openSync(file, 'r')
  try {
    const pieces: Buffer[] = []
    let total = 0
    for (let room = size + 1; ; room = 65_536) {
      const piece = Buffer.allocUnsafe(room)
      const length = readSync(handle, piece)
      if (length === 0) return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)
      total += length
      if (total > most) throw tooLarge(most)
      pieces.push(piece.subarray(0, length))
    }
  } finally {
    closeSync(handle)
  }
}

async function* bytesOf(
  file: string | Buffer,
  { onBytes }: MemberOptions,
): AsyncGenerator<Uint8Array, void, void> {
  for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 })) {
    onBytes?.((chunk as Buffer).length)
    yield chunk as Buffer
  }
}
