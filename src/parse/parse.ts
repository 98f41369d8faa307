import type { Document } from 'domhandler'
import type { ParsedArticle, WarnedField, Warning } from '../article.ts'
import type { Page } from '../page.ts'
import { Problem } from '../problem.ts'
import { traceOf } from './explain.ts'
import { type Fields, sharedVersion, type TraceStep } from './fields.ts'
import { finish } from './finish.ts'
import type { Refusal } from './generic/body/refusal.ts'
import { type GenericReading, readGeneric, readMetadata } from './generic/generic.ts'
import { isPlainMarkdown, pageOfMarkdown, readMarkdown } from './markdown.ts'
import { type Mirror, unwrapMirror } from './mirror.ts'
import { withProvenance } from './provenance.ts'
import { readSource } from './read.ts'
import { readReadingPage } from './reading-page.ts'
import { type NamedSource, sourceBySigns, sourceNamed, sourceOfAddress } from './registry.ts'
import { readSavedPage, type SavedPage, unwrapArchived } from './saved.ts'
import { isListOfLinks, refusalOf } from './text-refusal.ts'
import { characterInPlace, decode, repairDoubleEncoding } from './tree/decode.ts'
import { parseHtml, parseShownHtml } from './tree/html.ts'
import { declaredAddress } from './tree/selector.ts'

/** An article, or the reason why the page holds none. */
export type ParseOutcome =
  | {
      article: ParsedArticle
      trace: TraceStep[]
      /** When the copy was saved from its site, where the page says so: RFC 3339, UTC. */
      capturedAt: string | null
    }
  | { problem: Problem; trace: TraceStep[] }

/** Who reads a page that no source claims. Its version goes up when the output for any such page may change. */
const genericParser = { name: 'generic', version: 12 }

/**
 * Reads a page. The same page and hints always give the same outcome: no clock, no I/O.
 * Never throws, whatever the bytes.
 *
 * @param isExplained whether the trace is asked for; else it is empty
 */
export function parsePage(page: Page, isExplained = false): ParseOutcome {
  const decoded = decode(page.bytes, page.contentType).text
  const isClean = !unreadable.test(decoded)
  if (!isClean && isBinary(decoded))
    return { problem: new Problem('no-article', 'The page is no text.'), trace: [] }
  const repaired = repairDoubleEncoding(decoded)
  // Nearly every page is clean: it is looked through once.
  const text = isClean && repaired === decoded ? decoded : repaired.replace(controls, characterInPlace)
  const mirror = unwrapMirror(text)
  if ((mirror === null || isBare(mirror)) && isListOfLinks(text)) return { problem: refused(text), trace: [] }
  const headed = mirror === null ? pageOfMarkdown(text, page.contentType) : null
  const body = mirror === null ? parseShownHtml(headed ?? text) : parseHtml(mirror.body)
  const sent = page.hints.url === undefined ? null : unwrapArchived(page.hints.url)
  const hints = sent === null ? page.hints : { ...page.hints, url: sent.url }
  const saved = mirror === null ? readSavedPage(body, text) : null
  const address =
    hints.url ?? (mirror === null ? originalAddress(declaredAddress(body), saved) : mirror.address)
  const capturedAt = sent?.capturedAt ?? saved?.capturedAt ?? null
  const source = sourceOf(page, address, mirror)

  const reading =
    (mirror === null && headed === null ? readPlain(text, page.contentType) : null) ??
    (mirror === null ? readOwnPage(body) : null) ??
    (source === null ? readUnknown(body, mirror, address) : readKnown(source, body, mirror, address))
  const fields = withProvenance(withOriginal(reading.fields, address, saved), hints, mirror, source)
  const trace = isExplained ? [...traceOf(fields), ...reading.removed(), ...(saved?.removed ?? [])] : []
  if (fields.title === null && fields.body.every(({ value }) => value.type === 'image'))
    return { problem: refused(text, reading.refusal?.message), trace }
  const name = source?.name ?? page.hints.source ?? null
  const { name: parserName, version } = source ?? genericParser
  const parser = { name: parserName, version: version + sharedVersion }
  return {
    article: finish(fields, reading.warnings, { source, name, parser }, page),
    capturedAt,
    trace,
  }
}

/** The page's own word for its address, unless that is an archive's; else what the saved copy says. */
function originalAddress(declared: string | null, saved: SavedPage | null): string | null {
  return declared === null || isArchives(declared, saved) ? (saved?.url ?? declared) : declared
}

function isArchives(address: string, saved: SavedPage | null): boolean {
  return saved?.rule === 'web archive' || unwrapArchived(address) !== null
}

/** A saved copy's `url` is the original's. */
function withOriginal(fields: Fields, address: string | null, saved: SavedPage | null): Fields {
  if (saved === null || address === null) return fields
  if (fields.url !== null && !isArchives(fields.url.value, saved)) return fields
  return { ...fields, url: { value: address, rule: saved.rule, where: address } }
}

function refused(text: string, reason?: string): Problem {
  return new Problem('no-article', reason ?? refusalOf(text))
}

/** A mirror's indexes are wrapped as its pages are, but hold no original's address and nothing but links. */
function isBare({ address, body }: Mirror): boolean {
  return address === null && body.trim() === ''
}

/** What a page of a source, or of none, yields. */
type Reading = {
  fields: Fields
  removed: () => readonly TraceStep[]
  warnings: readonly Warning[]
  refusal: Refusal | null
}

/** Control characters are no text, and XML cannot hold them; some of the upper ones stand for another character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const controls = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g

/** What no text holds, or hardly: no page without any of them is binary, or has control characters to remove. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const unreadable = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const binary = /[\0-\x08\x0e-\x1f\x7f\ufffd]/g

/** In pictures and compressed files one character in ten is a control character; in text hardly one in a thousand. */
function isBinary(text: string): boolean {
  return (text.match(binary)?.length ?? 0) * 50 > text.length
}

/** The sender's word, else the address, else signs in the body of a mirror's page: its address can be a short link. */
function sourceOf(page: Page, address: string | null, mirror: Mirror | null): NamedSource | null {
  if (page.hints.source !== undefined) return sourceNamed(page.hints.source)
  const source = address === null ? null : sourceOfAddress(address)
  return source ?? (mirror === null ? null : sourceBySigns(mirror.body))
}

function readPlain(text: string, contentType: string): Reading | null {
  return isPlainMarkdown(text, contentType) ? wholly(readMarkdown(text), []) : null
}

function readOwnPage(body: Document): Reading | null {
  const page = readReadingPage(body)
  return page === null ? null : wholly(page.fields, page.warnings)
}

/** A reading that leaves nothing out. */
function wholly(fields: Fields, warnings: readonly Warning[]): Reading {
  return { fields, removed: () => [], warnings, refusal: null }
}

/** A page as its publisher serves it says in its head what a mirror's page says around it. */
function readKnown(
  source: NamedSource,
  body: Document,
  mirror: Mirror | null,
  address: string | null,
): Reading {
  if (mirror !== null) {
    const lead = mirror.lead === '' ? null : parseHtml(mirror.lead)
    return { ...readSource(source, { body, lead, address, html: mirror.body }), refusal: null }
  }
  // The text is searched for only where the template does not find it.
  const searched: GenericReading[] = []
  const search = () => {
    const generic = readGeneric(body, { url: address })
    searched.push(generic)
    return generic.blocks
  }
  const { fields, removed, warnings } = readSource(source, { body, lead: body, address, html: '', search })
  const others = searched[0] ?? readMetadata(body, { url: address })
  return {
    fields: filled(fields, others.fields),
    removed: () => [...removed(), ...searched.flatMap((generic) => generic.removed())],
    warnings: [...warnings, ...others.warnings.filter(({ field }) => isTaken(field, fields))],
    refusal: others.refusal,
  }
}

/** Whether a field of the article comes from the search of the page, as the source's template does not give it. */
function isTaken(field: WarnedField, fields: Fields): boolean {
  const own = field === 'publishedAt' ? fields.published : field === 'credits' ? fields.byline : fields[field]
  return field === 'body' || own === null || (Array.isArray(own) && own.length === 0)
}

function readUnknown(body: Document, mirror: Mirror | null, address: string | null): Reading {
  const whole = mirror === null || mirror.lead === '' ? body : parseHtml(mirror.lead + mirror.body)
  return readGeneric(whole, { url: address })
}

/** Fields with those of another reading where they say nothing. A byline's credits go with it. */
function filled(fields: Fields, others: Fields): Fields {
  const given = Object.entries(fields).filter(([, found]) =>
    Array.isArray(found) ? found.length > 0 : found !== null,
  )
  const credits = fields.byline === null ? others.credits : fields.credits
  return { ...others, ...Object.fromEntries(given), credits }
}
