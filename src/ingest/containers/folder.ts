import { createReadStream, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Item } from '../../page.ts'
import { Problem } from '../../problem.ts'
import { uncompressed } from './compression.ts'
import { pageFile } from './file-name.ts'
import { Gathered } from './gathered.ts'
import { ndjsonItems } from './ndjson.ts'
import { type ContainerOptions, tooLarge } from './page-message.ts'
import { tarItems } from './tar.ts'

export type FileOptions = ContainerOptions & {
  /** Is told of bytes as they are read from disk. */
  onBytes?: (bytes: number) => void
}

/** A file that pages may be in, or the reason why a path gives none. */
export type Found = { path: string; size: number } | { path: string; problem: Problem }

const isContainer = (path: string) => /\.(?:ndjson|tar)$/i.test(uncompressed(path).name)
const isPage = (path: string) => !('problem' in asPage(uncompressed(path).name))
const asPage = (name: string) => {
  const file = pageFile(name)
  return file === 'hidden' || file instanceof Problem ? { problem: file } : file
}

/**
 * Every file that pages can be in, in the order of names; a path that names a file itself is always given. Links
 * within folders are not followed. Reads synchronously: a local disk answers sooner than a round through Node's
 * threads, and parsing goes on meanwhile on its own.
 */
export function* filesOf(paths: readonly string[]): Generator<Found, void, void> {
  for (const path of paths) {
    try {
      const found = statSync(path)
      if (found.isDirectory()) yield* filesBelow(path)
      else yield { path, size: found.size }
    } catch (cause) {
      yield { path, problem: unreadable(cause) }
    }
  }
}

function* filesBelow(folder: string): Generator<Found, void, void> {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.name.startsWith('.')) continue
    if (entry.isDirectory()) yield* filesOf([path])
    else if (!isPage(path) && !isContainer(path)) continue
    else if (entry.isFile()) yield* filesOf([path])
    else yield { path, problem: new Problem('malformed-request', 'It is a link, or no file at all.') }
  }
}

/** The pages of one file: itself one, or a tar or NDJSON of them. What cannot be read is an item that says why. */
export async function* fileItems(found: Found, options: FileOptions): AsyncGenerator<Item, void, void> {
  const { path } = found
  if ('problem' in found) {
    yield { label: { path }, problem: found.problem }
    return
  }
  const { name, decompress } = uncompressed(path)
  const chunks = () => decompress(bytesOf(path, options))
  if (/\.ndjson$/i.test(name)) {
    for await (const item of ndjsonItems(chunks(), { ...options, maxLineSize: longestLine }))
      yield { ...item, label: { path, ...item.label } }
  } else if (/\.tar$/i.test(name)) yield* tarItems(chunks(), { ...options, name: path, others: 'skip' })
  else yield await pageOf(path, found.size, name === path ? undefined : chunks, options)
}

/** A line of an export holds every version of a page. V8 makes no longer text of it. */
const longestLine = 512 * 1024 * 1024 - 1024

async function pageOf(
  path: string,
  size: number,
  chunks: (() => AsyncIterable<Uint8Array>) | undefined,
  { maxPageSize, onBytes }: FileOptions,
): Promise<Item> {
  const label = { path }
  const file = pageFile(uncompressed(resolve(path)).name)
  if (file === 'hidden' || file instanceof Problem)
    return {
      label,
      problem: new Problem(
        'unsupported-media-type',
        'It is neither a page (.md, .html, .htm, .xhtml) nor a .tar or .ndjson.',
      ),
    }
  try {
    if (size > maxPageSize) throw tooLarge(maxPageSize)
    const bytes = chunks === undefined ? readFileSync(path) : await atMost(maxPageSize, chunks())
    if (chunks === undefined) onBytes?.(bytes.length)
    return { label, page: { bytes, ...file } }
  } catch (cause) {
    return { label, problem: unreadable(cause) }
  }
}

async function atMost(maxPageSize: number, chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces = new Gathered()
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.length
    if (size > maxPageSize) throw tooLarge(maxPageSize)
    pieces.add(chunk)
  }
  return pieces.take()
}

async function* bytesOf(path: string, { onBytes }: FileOptions): AsyncGenerator<Uint8Array, void, void> {
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    onBytes?.((chunk as Buffer).length)
    yield chunk as Buffer
  }
}

function unreadable(cause: unknown): Problem {
  if (cause instanceof Problem) return cause
  const { code, message } = cause as NodeJS.ErrnoException
  if (code === 'ENOENT') return new Problem('not-found', 'There is no such file.', {}, cause)
  return new Problem('malformed-request', `It cannot be read: ${code ?? message}.`, {}, cause)
}
