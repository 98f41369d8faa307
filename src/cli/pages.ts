import { fileItems, filesOf } from '../ingest/containers/folder.ts'
import { ndjsonItems } from '../ingest/containers/ndjson.ts'
import type { ContainerOptions } from '../ingest/containers/page-message.ts'
import type { Item, ItemLabel } from '../page.ts'

/** The argument that means standard input. */
const standardInput = '-'

export type PagesOptions = ContainerOptions & {
  /** Called with the number of bytes after each read. */
  onBytes?: (bytes: number) => void
  /** Once aborted, no further item is yielded. */
  signal?: AbortSignal
}

/** @yields the items of all paths in order: folders, files, containers, and NDJSON on standard input (`-`) */
export async function* itemsOf(
  paths: readonly string[],
  options: PagesOptions,
): AsyncGenerator<Item, void, void> {
  const items = allItems(paths, options)
  const { signal } = options
  if (signal === undefined) return yield* items
  let stop = () => {}
  signal.addEventListener('abort', () => stop(), { once: true })
  while (!signal.aborted) {
    // Promise.race with one long-lived promise would keep every item in memory.
    const next = await new Promise<IteratorResult<Item, void> | undefined>((resolve, reject) => {
      stop = () => resolve(undefined)
      items.next().then(resolve, reject)
    })
    if (next === undefined || next.done === true) break
    yield next.value
  }
  if (signal.aborted) process.stdin.destroy()
}

async function* allItems(paths: readonly string[], options: PagesOptions): AsyncGenerator<Item, void, void> {
  for (const path of paths) {
    if (path === standardInput) yield* ndjsonItems(counted(process.stdin, options), options)
    else for (const found of filesOf([path])) yield* fileItems(found, options)
  }
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  { onBytes }: PagesOptions,
): AsyncGenerator<Uint8Array, void, void> {
  for await (const chunk of chunks) {
    onBytes?.(chunk.length)
    yield chunk
  }
}

/** @returns the size of all files in bytes; null with standard input, whose size is unknown */
export function sizeOf(paths: readonly string[]): number | null {
  if (paths.includes(standardInput)) return null
  let size = 0
  for (const found of filesOf(paths)) if ('size' in found) size += found.size
  return size
}

/** @returns the name of an item in messages: its path, its line, or `path:line` */
export function nameOf(label: ItemLabel & { path?: string; line?: number }): string {
  const { path, line } = label
  if (path === undefined) return `line ${line}`
  return line === undefined ? path : `${path}:${line}`
}
