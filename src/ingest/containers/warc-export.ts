import { WARC_1_1, WARCRecord, WARCSerializer } from 'warcio'
import type { ArchivedItem, RawPage } from '../../page.ts'
import { isWebAddress } from './page-message.ts'
import { hintsField } from './warc.ts'

/**
 * A WARC (ISO 28500, 1.1) of every stored page: a resource record each with its address, the time of its newest capture
 * (of its arrival, where that is not known), its digest, and the hints that it came with. Importing it gives the same
 * articles and pages.
 *
 * @param gzip each record becomes a gzip member of its own, as in a .warc.gz
 */
export async function* warcOf(
  articles: AsyncIterable<ArchivedItem>,
  { gzip }: { gzip: boolean },
): AsyncGenerator<Buffer, void, void> {
  const info = { software: 'Broadsheet', format: 'WARC File Format 1.1' }
  yield await serialized(WARCRecord.createWARCInfo({ warcVersion: WARC_1_1 }, info), gzip)
  for await (const item of articles) {
    // WARC has no record for a deletion.
    if (!('pages' in item)) continue
    for (const page of item.pages) yield await serialized(recordOf(page, item.article), gzip)
  }
}

async function serialized(record: WARCRecord, gzip: boolean): Promise<Buffer> {
  const { buffer, byteOffset, length } = await WARCSerializer.serialize(record, { gzip })
  return Buffer.from(buffer, byteOffset, length)
}

function recordOf(page: RawPage, { id, url }: { id: string; url: string | null }): WARCRecord {
  const { hints, contentType, receivedAt, captures, bytes } = page
  const address = hints.url ?? url
  return WARCRecord.create(
    {
      type: 'resource',
      warcVersion: WARC_1_1,
      // Pages without an address are named as what they are: articles of an archive.
      url: address !== null && isWebAddress(address) ? address : `urn:broadsheet:${encodeURIComponent(id)}`,
      date: captures.at(-1)?.at ?? receivedAt,
      warcHeaders: { 'Content-Type': contentType, [hintsField]: asciiJson(hints) },
    },
    [bytes],
  )
}

/** Header fields are ASCII for many readers. */
const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
