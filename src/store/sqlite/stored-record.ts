import { type Article, excerptOf } from '../../article.ts'
import type { Answer } from '../store.ts'
import { type Decoder, longestPiece } from './codebook.ts'
import { blocksFrom, codesAt, digestAt, imageMark, isText, lengthAt, openings } from './record.ts'
import type { SearchableText } from './search.ts'
import { Slab, type Slabs } from './slabs.ts'

const piece = (text: string): Buffer => Buffer.from(text)
const openingBytes = openings.map(piece)
const bodyOpens = piece(',"body":[')
const paragraphsOpen = piece('],"paragraphs":[')
const paragraphsClose = piece('],')
const links = [piece(',"links":{"raw":"'), piece('/raw","revisions":"'), piece('/revisions","similar":"')]
const linksClose = piece('/similar"}}')
const idOpens = '"id":"'
const updatedOpens = '"updatedAt":"'
const hrefOpens = '"href":"'
const [quote, comma, opens, closes] = [34, 44, 123, 125] as const

/** Excerpts need no more UTF-16 units than this. */
const excerptUnits = 240

/** Where text is put before it is known how long it is. */
let scratch = Buffer.alloc(2 ** 16)
let scratchView = new DataView(scratch.buffer)

/** What is kept of an answer (record.ts), ready to be read. */
export class StoredRecord {
  readonly #packed: Buffer
  readonly #codes: Uint16Array
  readonly #decoder: Decoder

  /** @param decoderOf gives the decoder of a codebook */
  constructor(packed: Buffer, decoderOf: (number: number) => Decoder) {
    const aligned = (packed.byteOffset + codesAt) % 2 === 0 ? packed : Buffer.from(packed)
    this.#packed = aligned
    this.#codes = new Uint16Array(
      aligned.buffer,
      aligned.byteOffset + codesAt,
      (aligned.length - codesAt) >> 1,
    )
    this.#decoder = decoderOf(packed.readUInt16LE())
    const longest = (this.#codes.length + 2) * longestPiece
    if (scratch.length < longest) {
      scratch = Buffer.alloc(longest * 2)
      scratchView = new DataView(scratch.buffer, scratch.byteOffset, scratch.length)
    }
  }

  /**
   * What a GET answers.
   * @param slabs where its bytes are to stand until they are released
   */
  answer(slabs: Slabs): Required<Answer> {
    const slab = slabs.withRoom(this.#length)
    const start = slab.used
    const updatedAt = this.#assemble(slab)
    slab.used += this.#length
    slab.leases++
    return {
      json: slab.bytes.subarray(start, slab.used),
      etag: this.etag,
      updatedAt,
      release: () => slabs.giveBack(slab),
    }
  }

  /** Whether it is the record of the article of this id. */
  isOf(id: string): boolean {
    const opening = `${idOpens}${id}"`
    this.#decoder.decode(this.#codes, 0, scratchView, 0)
    return scratch.toString('latin1', 0, opening.length) === opening
  }

  /** The article's JSON. */
  json(): Buffer {
    const slab = new Slab(this.#length)
    this.#assemble(slab)
    return slab.bytes
  }

  /** The opaque part of the answer's ETag: the beginning of its SHA-256. */
  get etag(): string {
    return this.#packed.toString('base64url', digestAt, codesAt)
  }

  get #length(): number {
    return this.#packed.readUInt32LE(lengthAt)
  }

  /**
   * Puts the article's JSON behind what is used of a slab.
   * @returns updatedAt
   * @throws Error where the record is not as long as it was written
   */
  #assemble({ bytes: json, view, used }: Slab): string {
    const codes = this.#codes
    const decoder = this.#decoder
    decoder.prefetch(codes)
    json[used] = opens
    let end = decoder.decode(codes, 0, view, used + 1)
    const tail = this.#tail(decoder.next)
    json.set(bodyOpens, end)
    end += bodyOpens.length
    const bounds: number[] = []
    for (let at = tail.blocks; at < codes.length; at = decoder.next) {
      const mark = codes[at] as number
      const opening = openingBytes[mark - blocksFrom] as Buffer
      if (at > tail.blocks) json[end++] = comma
      json.set(opening, end)
      const start = end + opening.length
      end = decoder.decode(codes, at + 1, view, start)
      if (isText(mark)) bounds.push(start, end)
      if (mark !== imageMark) json[end++] = quote
      json[end++] = closes
    }
    json.set(paragraphsOpen, end)
    end += paragraphsOpen.length
    for (let index = 0; index < bounds.length; index += 2) {
      const [start, behind] = [bounds[index] as number, bounds[index + 1] as number]
      if (index > 0) json[end++] = comma
      json[end++] = quote
      json.copyWithin(end, start, behind)
      end += behind - start
      json[end++] = quote
    }
    json.set(paragraphsClose, end)
    end += paragraphsClose.length
    scratch.copy(json, end, 0, tail.end)
    end += tail.end
    if (end - used !== this.#length) throw new Error('a record is damaged')
    return tail.updatedAt
  }

  /** Puts what stands behind the paragraphs into the scratch. */
  #tail(from: number): { end: number; blocks: number; updatedAt: string } {
    const codes = this.#codes
    const decoder = this.#decoder
    let end = decoder.decode(codes, from + 1, scratchView, 0)
    scratch[end++] = comma
    end = decoder.decode(codes, decoder.next + 1, scratchView, end)
    scratch[end++] = comma
    const times = end
    end = decoder.decode(codes, decoder.next + 1, scratchView, end)
    const updated = scratch.indexOf(updatedOpens, times) + updatedOpens.length
    const href = scratch.indexOf(hrefOpens, updated) + hrefOpens.length
    const hrefEnd = end - 1
    for (const opening of links) {
      scratch.set(opening, end)
      end += opening.length
      scratch.copyWithin(end, href, hrefEnd)
      end += hrefEnd - href
    }
    scratch.set(linksClose, end)
    end += linksClose.length
    const updatedAt = scratch.toString('latin1', updated, scratch.indexOf(quote, updated))
    return { end, blocks: decoder.next, updatedAt }
  }

  /** The JSON of a list's item, with the article's id. */
  summary(): { id: string; json: Buffer } {
    const head = this.#line(0)
    const language = this.#line()
    this.#line()
    const times = this.#line()
    const excerpt = JSON.stringify(excerptOf(this.#texts(excerptUnits)))
    return {
      id: head.slice(idOpens.length, head.indexOf('"', idOpens.length)),
      json: Buffer.from(`{${head},"excerpt":${excerpt},${language},${times}}`),
    }
  }

  article(): Article {
    return JSON.parse(this.json().toString())
  }

  /** What is searched of the article. */
  searchableText(): SearchableText {
    const { title } = JSON.parse(`{${this.#line(0)}}`) as Article
    for (let line = 1; line < blocksFrom; line++) this.#line()
    return { title: title ?? '', text: this.#texts().join('\n') }
  }

  /** The text that the codes stand for, marks included. */
  text(): string {
    let text = this.#line(0)
    while (this.#decoder.next < this.#codes.length) {
      text += String.fromCharCode(this.#codes[this.#decoder.next] as number) + this.#line()
    }
    return text
  }

  /** The text up to the next mark; behind the last one where `from` is not given. */
  #line(from = this.#decoder.next + 1): string {
    return scratch.toString('utf8', 0, this.#decoder.decode(this.#codes, from, scratchView, 0))
  }

  /** The texts of the blocks behind the last line, until they have `enough` UTF-16 units together. */
  #texts(enough = Number.POSITIVE_INFINITY): string[] {
    const texts: string[] = []
    for (let units = 0; units < enough && this.#decoder.next < this.#codes.length; ) {
      const isOfText = isText(this.#codes[this.#decoder.next] as number)
      const line = this.#line()
      if (!isOfText) continue
      const text = JSON.parse(`"${line}"`) as string
      texts.push(text)
      units += text.length + 1
    }
    return texts
  }
}
