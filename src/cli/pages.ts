import { type Found, fileItems, filesOf, longestLine } from '../ingest/containers/folder.ts'
import { itemsOf as itemsOfMember, nameless } from '../ingest/containers/items.ts'
import type { MemberOptions } from '../ingest/containers/member.ts'
import type { Item, ItemLabel } from '../page.ts'

export type PagesOptions = MemberOptions & {
  /** Once aborted, no further item is yielded. */
  signal?: AbortSignal
  /** Wraps the items of a file: those that are to be taken. */
  ofFile?: (found: Found, items: AsyncIterable<Item>) => AsyncIterable<Item>
}

/** @yields the items of all paths in order: folders, files, containers, and standard input (`-`) */
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
  const { ofFile = (_found, items) => items } = options
  for (const path of paths) {
    if (path === nameless) {
      const pieces = counted(process.stdin, options)
      yield* itemsOfMember({ path, pieces, isNamed: true }, { ...options, maxLineSize: longestLine })
    } else for (const found of filesOf([path])) yield* ofFile(found, fileItems(found, options))
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
  if (paths.includes(nameless)) return null
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
