import { gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'
import type { Item } from '../../src/page.ts'

/** Bytes as they come off a wire: in pieces of one size, whatever stands in them. */
export async function* inPieces(bytes: string | Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  const whole = Buffer.from(bytes)
  for (let start = 0; start < whole.length; start += size) yield whole.subarray(start, start + size)
}

/** The same, then a failure in place of the rest. */
export async function* brokenOff(bytes: string | Uint8Array, error: Error): AsyncGenerator<Uint8Array> {
  yield* inPieces(bytes)
  throw error
}

/** A member of a tar: a file where only its text is given. */
export type Member = { name: string; text?: string; type?: 'symlink' | 'link' | 'directory' | 'fifo' }

/** A tar of these members, in order, with its end mark. */
export async function tarOf(members: readonly Member[]): Promise<Buffer> {
  const tar = pack()
  for (const { name, text = '', type } of members) {
    if (type === undefined) tar.entry({ name }, text)
    else tar.entry({ name, type, linkname: '/etc/passwd', size: 0 })
  }
  tar.finalize()
  const pieces: Uint8Array[] = []
  for await (const piece of tar) pieces.push(piece as Uint8Array)
  return Buffer.concat(pieces)
}

export const gzipped = (bytes: string | Uint8Array) => gzipSync(bytes)

/** Items in short: the label with the text of the page, the id of an archived article, or the problem's name. */
export async function shortly(items: AsyncIterable<Item>): Promise<[string | number, string][]> {
  const short: [string | number, string][] = []
  for await (const item of items) {
    const label = 'path' in item.label ? item.label.path : item.label.line
    if ('page' in item) short.push([label, Buffer.from(item.page.bytes).toString()])
    else if ('archived' in item)
      short.push([
        label,
        'article' in item.archived ? `archived ${item.archived.article.id}` : `deleted ${item.archived.id}`,
      ])
    else if ('passedOver' in item) short.push([label, `passed over: ${item.passedOver}`])
    else short.push([label, item.problem.problem])
  }
  return short
}

/** The one page among the items. */
export async function onlyPage(items: AsyncIterable<Item>) {
  for await (const item of items) if ('page' in item) return item.page
  throw new Error('no page')
}
