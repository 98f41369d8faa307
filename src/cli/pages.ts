import { fileItems, filesOf } from '../ingest/containers/folder.ts'
import { ndjsonItems } from '../ingest/containers/ndjson.ts'
import type { ContainerOptions } from '../ingest/containers/page-message.ts'
import type { Item, ItemLabel } from '../page.ts'

/** The path that stands for standard input. */
const standardInput = '-'

export type PagesOptions = ContainerOptions & {
  /** Is told of bytes as they are read. */
  onBytes?: (bytes: number) => void
  /** Once aborted there is no further item, though the source may have more. */
  signal?: AbortSignal
}

/** The items of all paths, in order: folders, files, tars, NDJSON files, and NDJSON on standard input (`-`). */
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
    // Not a race with one promise for all items: it would hold on to every item that it was raced against.
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

/** @returns bytes that the paths hold on disk; null where that cannot be known beforehand */
export function sizeOf(paths: readonly string[]): number | null {
  if (paths.includes(standardInput)) return null
  let size = 0
  for (const found of filesOf(paths)) if ('size' in found) size += found.size
  return size
}

/** How an item is called on a line for people. */
export function nameOf(label: ItemLabel & { path?: string; line?: number }): string {
  const { path, line } = label
  if (path === undefined) return `line ${line}`
  return line === undefined ? path : `${path}:${line}`
}
