import { Readable, type Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type MimeNode, Splitter, type SplitterChunk } from '@zone-eu/mailsplit'
import type { Item, Page } from '../../page.ts'
import { Problem } from '../../problem.ts'
import { Gathered } from './gathered.ts'
import type { Member, MemberOptions } from './member.ts'
import { captureHint, holdFreely, isPageType, isWebAddress, tooLarge } from './page-message.ts'
import { cutOff, withoutLoss } from './pieces.ts'

/**
 * The page that a browser saved as MHTML (RFC 2557): the first part that is HTML, or the one that `start` names, with
 * its Content-Location as address and the Date of the whole as time of capture. Images and frames are not read on.
 */
export async function* mhtmlItems(
  { path, pieces }: Member,
  { maxPageSize, hold = holdFreely }: MemberOptions,
): AsyncGenerator<Item, void, void> {
  const label = { path }
  try {
    const page = await rootOf(withoutLoss(pieces), maxPageSize)
    const size = page?.bytes.length ?? 0
    hold(size)
    yield page === undefined ? { label, passedOver: 'message without HTML' } : { label, page }
    hold(-size)
  } catch (cause) {
    yield { label, problem: limitOf(cause) ?? cutOff(cause) }
  }
}

/** @returns why a message is not read on that has a longer header, or more parts before its page, than any */
function limitOf(cause: unknown): Problem | undefined {
  const { code, message } = cause as NodeJS.ErrnoException
  if (code !== 'EMAXLEN') return undefined
  return new Problem('malformed-request', `The message cannot be read here: ${message}.`, {}, cause)
}

/** @returns undefined where no part is HTML */
async function rootOf(chunks: AsyncIterable<Uint8Array>, maxPageSize: number): Promise<Page | undefined> {
  const splitter = new Splitter()
  // Its failure comes out of the parts, too.
  const feeding = pipeline(Readable.from(chunks, { objectMode: false }), splitter).catch(() => {})
  let top: MimeNode | undefined
  let root: MimeNode | undefined
  let content: Content | undefined
  let isWhole = false
  try {
    for await (const part of splitter as AsyncIterable<SplitterChunk>) {
      if (part.type === 'node') {
        isWhole = root !== undefined
        if (isWhole) break
        top ??= part
        if (isRoot(part, top)) {
          root = part
          content = new Content(part.getDecoder() as unknown as Transform, maxPageSize)
        }
      } else if (part.type === 'body' && part.node === root) await content?.add(part.value)
      // The boundary behind it.
      else if (root !== undefined && root !== top) isWhole = true
    }
  } finally {
    splitter.destroy()
    await feeding
  }
  if (top === undefined || root === undefined || content === undefined) return undefined
  if (!isWhole && root !== top) throw new Problem('malformed-request', 'The stream breaks off in the page.')
  return { bytes: await content.end(), ...about(top, root) }
}

function isRoot(node: MimeNode, top: MimeNode): boolean {
  if (node.multipart !== false || !isPageType(node.contentType || 'text/plain')) return false
  const start = /\bstart\s*=\s*"?(<[^"<>]+>)/i.exec(fieldOf(top, 'content-type'))?.[1]
  return start === undefined || fieldOf(node, 'content-id') === start
}

const fieldOf = ({ headers }: MimeNode, name: string): string =>
  (headers === false ? '' : headers.getFirst(name)).replace(/\r?\n\s+/g, ' ').trim()

function about(top: MimeNode, root: MimeNode): Pick<Page, 'contentType' | 'hints'> {
  const address = [
    fieldOf(root, 'content-location'),
    fieldOf(top, 'snapshot-content-location'),
    fieldOf(top, 'content-location'),
  ].find(isWebAddress)
  const type = root.contentType || 'text/html'
  return {
    contentType: root.charset ? `${type}; charset=${root.charset}` : type,
    hints: {
      ...(address !== undefined && { url: address }),
      ...captureHint(fieldOf(top, 'date')),
    },
  }
}

/** Bytes that a byte of a page takes at most in a transfer encoding: three and its share of soft line breaks (RFC 2045, 6.7). */
const mostEncoded = 4

/** A part's bytes without their transfer encoding. */
class Content {
  readonly #decoder: Transform
  readonly #maxPageSize: number
  readonly #pieces = new Gathered()
  readonly #done: Promise<void>
  #size = 0
  #encodedSize = 0

  constructor(decoder: Transform, maxPageSize: number) {
    this.#decoder = decoder
    this.#maxPageSize = maxPageSize
    this.#done = this.#gather(maxPageSize)
    this.#done.catch(() => {})
  }

  async #gather(maxPageSize: number): Promise<void> {
    for await (const piece of this.#decoder as AsyncIterable<Uint8Array>) {
      this.#size += piece.length
      if (this.#size > maxPageSize) throw tooLarge(maxPageSize)
      this.#pieces.add(piece)
    }
  }

  /** @throws Problem too-large */
  async add(bytes: Uint8Array): Promise<void> {
    if (this.#decoder.destroyed) return this.#done
    // The decoder of quoted-printable keeps all until the end.
    this.#encodedSize += bytes.length
    if (this.#encodedSize > mostEncoded * this.#maxPageSize) throw tooLarge(this.#maxPageSize)
    const isTaken = new Promise<void>((resolve) => this.#decoder.write(bytes, () => resolve()))
    await Promise.race([isTaken, this.#done])
  }

  async end(): Promise<Buffer> {
    this.#decoder.end()
    await this.#done
    return this.#pieces.take()
  }
}
