import { spawn } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { opendir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Duplex, Readable } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import type { Item } from '../../page.ts'
import { Problem } from '../../problem.ts'
import { mediaTypeOf, pathHint } from './media-type.ts'
import { type ContainerOptions, ndjsonItems } from './ndjson.ts'
import { tarItems } from './tar.ts'

/** A file on the way in, with its size in bytes, so that progress can be told. */
export type FoundFile = { path: string; size: number }
export type FileOptions = ContainerOptions & { onBytes?: (bytes: number) => void }

const archive = /\.(?:tar|ndjson)(?:\.(?:gz|zst|xz))?$|\.(?:tgz|txz)$/i

/** Whether a file is one that pages can be read from. */
const holdsPages = (path: string) => mediaTypeOf(path) !== null || archive.test(path)

/**
 * @returns every file below the paths that pages can be read from, sorted by name within each folder; a file that
 *   is named itself is always among them. Links are not followed.
 * @throws Error (ENOENT) for a path that does not exist
 */
export async function* filesBelow(paths: readonly string[]): AsyncGenerator<FoundFile, void, void> {
  for (const path of paths) {
    const found = await stat(path)
    if (!found.isDirectory()) yield { path, size: found.size }
    else yield* filesOfFolder(path)
  }
}

async function* filesOfFolder(folder: string): AsyncGenerator<FoundFile, void, void> {
  const entries = []
  for await (const entry of await opendir(folder)) entries.push(entry)
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* filesOfFolder(path)
    else if (entry.isFile() && holdsPages(path)) yield { path, size: (await stat(path)).size }
  }
}

/** @returns the pages of a file: itself one, or a tar or NDJSON of them, compressed or not */
export async function* fileItems(path: string, options: FileOptions): AsyncGenerator<Item, void, void> {
  const label = { path }
  const mediaType = mediaTypeOf(path)
  try {
    if (mediaType !== null) {
      const { size } = await stat(path)
      if (size > options.maxPageSize) {
        throw new Problem('too-large', `The page has ${size} bytes; the limit is ${options.maxPageSize}.`)
      }
      const bytes = await readFile(path)
      options.onBytes?.(bytes.length)
      yield { label, page: { bytes, contentType: mediaType, hints: { path: pathHint(path) } } }
    } else if (!archive.test(path)) {
      throw new Problem(
        'unsupported-media-type',
        'The file is neither a page (.md, .html, .htm, .xhtml) nor a .tar or .ndjson.',
      )
    } else {
      const chunks = decompressed(path, options.onBytes)
      const items = /\.ndjson/i.test(path)
        ? ndjsonItems(chunks, options)
        : tarItems(chunks, { ...options, others: 'skip' })
      for await (const item of items) yield { ...item, label: { path: within(path, item.label) } }
    }
  } catch (error) {
    yield {
      label,
      problem:
        error instanceof Problem
          ? error
          : new Problem(
              'malformed-request',
              `The file cannot be read: ${(error as Error).message}.`,
              {},
              error,
            ),
    }
  }
}

const within = (path: string, label: Item['label']) => `${path}:${'line' in label ? label.line : label.path}`

/** A file's bytes without their compression. xz is the system's own program: Node has none. */
async function* decompressed(
  path: string,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void, void> {
  const file = Readable.from(counted(path, onBytes), { objectMode: false })
  if (/(?:\.gz|\.tgz)$/i.test(path)) yield* through(file, createGunzip())
  else if (/\.zst$/i.test(path)) yield* through(file, createZstdDecompress())
  else if (/(?:\.xz|\.txz)$/i.test(path)) yield* throughProgram(file, 'xz', ['-dc'])
  else yield* file as AsyncIterable<Uint8Array>
}

async function* counted(path: string, onBytes?: (bytes: number) => void): AsyncGenerator<Buffer, void, void> {
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) {
    onBytes?.((chunk as Buffer).length)
    yield chunk as Buffer
  }
}

async function* through(from: Readable, to: Duplex): AsyncGenerator<Uint8Array, void, void> {
  from.on('error', (error) => to.destroy(error))
  yield* from.pipe(to) as AsyncIterable<Uint8Array>
}

async function* throughProgram(
  from: Readable,
  program: string,
  args: readonly string[],
): AsyncGenerator<Uint8Array, void, void> {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'] })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('close', resolve)
    child.on('error', () => reject(new Error(`${program} is not installed on this system`)))
  })
  ended.catch(() => {})
  // The program's end says what went wrong; a pipe that it closed says nothing more.
  child.stdin.on('error', () => {})
  from.pipe(child.stdin)
  yield* child.stdout as AsyncIterable<Uint8Array>
  if ((await ended) !== 0) throw new Error(`${program} found the file damaged`)
}
