import type { Item, Page } from '../../page.ts'
import { Problem } from '../../problem.ts'
import type { Member, MemberOptions } from './member.ts'
import { holdFreely, isPageType, isWebAddress, tooLarge } from './page-message.ts'
import { cutOff, whole, withoutLoss } from './pieces.ts'

/** Bytes of the largest archive that is read; it holds the page's images. */
const mostBytes = 64 * 1024 * 1024

/**
 * The page of a Safari web archive: a property list in which `WebMainResource` has the page's bytes, address, media type
 * and encoding.
 */
export async function* webarchiveItems(
  { path, pieces }: Member,
  { maxPageSize, hold = holdFreely }: MemberOptions,
): AsyncGenerator<Item, void, void> {
  const label = { path }
  try {
    const bytes = await whole(withoutLoss(pieces), mostBytes, hold)
    const page = pageOf(new PropertyList(bytes))
    if (page instanceof Problem || 'passedOver' in page) {
      yield page instanceof Problem ? { label, problem: page } : { label, ...page }
    } else yield page.bytes.length > maxPageSize ? { label, problem: tooLarge(maxPageSize) } : { label, page }
    hold(-bytes.length)
  } catch (cause) {
    yield { label, problem: cause instanceof RangeError ? damaged(cause) : cutOff(cause) }
  }
}

const inXml = () =>
  new Problem(
    'unsupported-media-type',
    'It is a web archive in XML; the binary form is read, which plutil -convert binary1 makes of it.',
  )
const damaged = (cause?: unknown) =>
  new Problem('malformed-request', 'It is no web archive, or a damaged one.', {}, cause)

function pageOf(list: PropertyList): Page | { passedOver: string } | Problem {
  const main = list.member(list.top, 'WebMainResource')
  const text = (name: string) => {
    const at = main === undefined ? undefined : list.member(main, name)
    const value = at === undefined ? undefined : list.value(at)
    return typeof value === 'string' ? value : undefined
  }
  const data = main === undefined ? undefined : list.member(main, 'WebResourceData')
  const bytes = data === undefined ? undefined : list.value(data)
  if (!(bytes instanceof Uint8Array)) return damaged()
  const mediaType = text('WebResourceMIMEType') ?? 'text/html'
  if (!isPageType(mediaType)) return { passedOver: mediaType.slice(0, 100) }
  const charset = text('WebResourceTextEncodingName')
  const address = text('WebResourceURL')
  const isCharset = charset !== undefined && /^[\w:.-]{2,40}$/.test(charset)
  return {
    bytes,
    contentType: isCharset ? `${mediaType}; charset=${charset}` : mediaType,
    hints: address !== undefined && isWebAddress(address) ? { url: address } : {},
  }
}

/**
 * A binary property list (Apple's CFBinaryPList.c), of which only what is asked for is read. Libraries make all of it at
 * once, every reference followed: a kilobyte of lists that hold each other twice takes them for ever.
 */
class PropertyList {
  readonly #bytes: Buffer
  readonly #offsetSize: number
  readonly #referenceSize: number
  readonly #table: number
  /** The number of the object that holds all others. */
  readonly top: number

  /** @throws Problem malformed-request; this and all else here RangeError for what points outside of the list */
  constructor(bytes: Buffer) {
    if (/^\s*<\?xml[^>]*>[^<]*<!DOCTYPE plist/.test(bytes.toString('latin1', 0, 200))) throw inXml()
    if (bytes.toString('latin1', 0, 8) !== 'bplist00' || bytes.length < 40) throw damaged()
    const trailer = bytes.length - 32
    this.#bytes = bytes
    this.#offsetSize = bytes.readUInt8(trailer + 6)
    this.#referenceSize = bytes.readUInt8(trailer + 7)
    this.top = Number(bytes.readBigUInt64BE(trailer + 16))
    this.#table = Number(bytes.readBigUInt64BE(trailer + 24))
  }

  /** @returns the number of a dictionary's member */
  member(dictionary: number, name: string): number | undefined {
    const { type, count, start } = this.#header(dictionary)
    if (type !== 0xd) return undefined
    const reference = (index: number) =>
      this.#bytes.readUIntBE(start + index * this.#referenceSize, this.#referenceSize)
    for (let index = 0; index < count; index++)
      if (this.#isText(reference(index), name)) return reference(count + index)
    return undefined
  }

  #isText(object: number, text: string): boolean {
    const { type, count, start } = this.#header(object)
    return type === 0x5 && count === text.length && this.#slice(start, count).toString('latin1') === text
  }

  /** @returns a string or data; undefined for anything else */
  value(object: number): string | Buffer | undefined {
    const { type, count, start } = this.#header(object)
    if (type === 0x4) return this.#slice(start, count)
    if (type === 0x5) return this.#slice(start, count).toString('latin1')
    if (type === 0x6)
      return Buffer.from(this.#slice(start, count * 2))
        .swap16()
        .toString('utf16le')
    return undefined
  }

  #slice(start: number, size: number): Buffer {
    if (start + size > this.#table) throw new RangeError('an object reaches into the table of offsets')
    return this.#bytes.subarray(start, start + size)
  }

  #header(object: number): { type: number; count: number; start: number } {
    const at = this.#bytes.readUIntBE(this.#table + object * this.#offsetSize, this.#offsetSize)
    const marker = this.#bytes.readUInt8(at)
    if ((marker & 0xf) !== 0xf) return { type: marker >> 4, count: marker & 0xf, start: at + 1 }
    // A count of fifteen or more stands behind as an integer.
    const size = 1 << (this.#bytes.readUInt8(at + 1) & 0xf)
    return { type: marker >> 4, count: this.#bytes.readUIntBE(at + 2, size), start: at + 2 + size }
  }
}
