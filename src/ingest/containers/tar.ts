import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { extract } from 'tar-stream'
import type { Item } from '../../page.ts'
import { Problem } from '../../problem.ts'
import { mediaTypeOf, pathHint } from './media-type.ts'
import type { ContainerOptions } from './ndjson.ts'

/** `others`: what to do with files that are no pages. */
export type TarOptions = ContainerOptions & { others?: 'refuse' | 'skip' }

/** Names that would leave a folder that the tar were unpacked into. Nothing is, but they are no honest names. */
const leavesFolder = (name: string) =>
  /^(?:[\\/]|[A-Za-z]:)|(?:^|[\\/])\.\.(?:[\\/]|$)/.test(name) || name.includes('\0')

/**
 * @returns the files of a tar as items, in order. A link, a name that leaves the folder, a file over the limit or
 *   (`others: 'refuse'`) one that is no page is an item with its problem; so is the end of a tar that is cut off.
 */
export async function* tarItems(
  chunks: AsyncIterable<Uint8Array>,
  { maxPageSize, others = 'refuse' }: TarOptions,
): AsyncGenerator<Item, void, void> {
  const archive = extract()
  let path = ''
  const reading = pipeline(Readable.from(chunks, { objectMode: false }), archive)
  // Its failure is the iteration's failure too, which is where it is answered.
  reading.catch(() => {})
  try {
    for await (const entry of archive) {
      const { name, type, size } = entry.header
      path = name
      const label = { path: name }
      const problem = refusalOf(name, type ?? 'file', size, maxPageSize)
      const mediaType = mediaTypeOf(name)
      if (type === 'directory') entry.resume()
      else if (problem !== null) {
        entry.resume()
        yield { label, problem }
      } else if (mediaType === null) {
        entry.resume()
        if (others === 'skip') continue
        yield {
          label,
          problem: new Problem(
            'unsupported-media-type',
            'The name ends in none of .md, .html, .htm, .xhtml.',
          ),
        }
      } else {
        const parts: Uint8Array[] = []
        for await (const part of entry) parts.push(part as Uint8Array)
        yield {
          label,
          page: { bytes: Buffer.concat(parts), contentType: mediaType, hints: { path: pathHint(name) } },
        }
      }
    }
  } catch (error) {
    if (error instanceof Problem) yield { label: { path }, problem: error }
    else
      yield {
        label: { path },
        problem: new Problem(
          'malformed-request',
          `The tar cannot be read on: ${reasonOf(error)}.`,
          {},
          error,
        ),
      }
  } finally {
    archive.destroy()
  }
}

function refusalOf(name: string, type: string, size: number, maxPageSize: number): Problem | null {
  if (leavesFolder(name)) return new Problem('malformed-request', 'The name leaves the folder.')
  if (type !== 'file' && type !== 'contiguous-file' && type !== 'directory') {
    return new Problem('malformed-request', `The entry is a ${type}, no file.`)
  }
  if (size > maxPageSize)
    return new Problem('too-large', `The page has ${size} bytes; the limit is ${maxPageSize}.`)
  return null
}

const reasonOf = (error: unknown) =>
  error instanceof Error ? error.message.replace(/\.$/, '') : String(error)
