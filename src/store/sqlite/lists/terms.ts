import type { Article } from '../../../article.ts'
import { foldTag } from '../../../fold.ts'
import type { Connection } from '../connection.ts'

/** The instant of an article without a date: before every date that can be written. */
export const undated = -1e11

/** What lists filter by (it has postings), and what is only counted. */
export type TermKind =
  | 'all'
  | 'tag'
  | 'source'
  | 'channel'
  | 'credit'
  | 'missing'
  | 'language'
  | 'month'
  | 'source channel'

const counted: readonly TermKind[] = ['month', 'source channel']

/** A value that articles share. `root`: the term whose postings its articles stand in. */
export type Term = { term: number; kind: TermKind; root: number }

/** How an article names a term. */
export type TermName = { kind: TermKind; value: string; name: string }

/** When an article was published: seconds since 1970, and the day on the page's own clock since 1970. */
export type Published = { instant: number; day: number | null }

const secondsADay = 86_400

/** @returns the days since 1970 of a date, YYYY-MM-DD; NaN for what is no date */
export function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 1000 / secondsADay
}

export function publishedOf(publishedAt: string | null): Published {
  const milliseconds = publishedAt === null ? Number.NaN : Date.parse(publishedAt)
  if (publishedAt === null || Number.isNaN(milliseconds)) return { instant: undated, day: null }
  return { instant: Math.floor(milliseconds / 1000), day: dayOf(publishedAt.slice(0, 10)) }
}

/** A language and what it is a kind of: zh-Hans is zh, so that a filter by zh finds it (RFC 4647). */
function rangesOf(language: string): string[] {
  const parts = language.toLowerCase().split('-')
  return parts.map((_, index) => parts.slice(0, index + 1).join('-'))
}

/** The pair that counts a source's channel. */
export const sourceChannel = (source: string, channel: string): string => `${source}\n${channel}`

/** @returns all that an article is found by or counted under, each once */
export function termNamesOf(article: Article): TermName[] {
  const { source, channels, credits, missing, language, tags, publishedAt } = article
  const plain = (kind: TermKind, values: readonly string[]) =>
    values.map((value) => ({ kind, value, name: value }))
  const folded = (kind: TermKind, names: readonly string[]) =>
    names.map((name) => ({ kind, value: foldTag(name), name }))
  const names = [
    ...plain('all', ['']),
    ...folded('tag', tags).filter(({ value }) => value !== ''),
    ...folded(
      'credit',
      credits.map(({ name }) => name),
    ),
    ...plain('source', source === null ? [] : [source]),
    ...plain('channel', channels),
    ...plain(
      'source channel',
      channels.map((channel) => sourceChannel(source ?? '', channel)),
    ),
    ...plain('missing', missing),
    ...plain('language', language === null ? [] : rangesOf(language)),
    ...plain('month', publishedOf(publishedAt).day === null ? [] : [publishedAt?.slice(0, 7) ?? '']),
  ]
  const seen = new Set<string>()
  return names.filter(({ kind, value }) => {
    const key = `${kind}\n${value}`
    return !seen.has(key) && seen.add(key)
  })
}

/** @returns the lists that articles of these terms stand in */
export function listsOf(terms: readonly Term[]): Set<number> {
  return new Set(terms.filter(({ kind }) => !counted.includes(kind)).map(({ root }) => root))
}

/** @returns what is to be counted of these terms: their lists, and those that are only counted */
export function countsOf(terms: readonly Term[]): Set<number> {
  return new Set(terms.map(({ root }) => root))
}

export function packTerms(terms: readonly Term[]): Buffer {
  const packed = Buffer.allocUnsafe(terms.length * 4)
  terms.forEach(({ term }, index) => {
    packed.writeUInt32LE(term, index * 4)
  })
  return packed
}

export function unpackTerms(packed: Buffer): number[] {
  const terms: number[] = []
  for (let at = 0; at < packed.length; at += 4) terms.push(packed.readUInt32LE(at))
  return terms
}

/** @returns the terms that an article itself names; none for one that is not there */
export function termsOfKey(connection: Connection, key: number): number[] {
  const packed = connection.values<Buffer>('SELECT terms FROM facts WHERE key = ?').get(key)
  return packed === undefined ? [] : unpackTerms(packed)
}

type TermRow = { term: number; kind: TermKind; root: number | null }

const termsKept = 100_000

/** The terms of one connection, those used last kept in memory. */
export class Terms {
  readonly #connection: Connection
  readonly #byName = new Map<string, Term>()
  readonly #byNumber = new Map<number, Term>()
  #version: number | undefined

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** @returns the term, made where it is not there yet */
  term({ kind, value, name }: TermName): Term {
    const key = `${kind}\n${value}`
    const kept = this.#byName.get(key)
    if (kept !== undefined) return kept
    let term = this.find(kind, value)
    if (term === undefined) {
      const sql = 'INSERT INTO terms (kind, value, name) VALUES (?, ?, ?)'
      const { key: number } = this.#connection.run(sql, kind, value, name)
      term = { term: number, kind, root: number }
    }
    this.#keep(key, term)
    return term
  }

  find(kind: TermKind, value: string): Term | undefined {
    const sql = 'SELECT term, kind, root FROM terms WHERE kind = ? AND value = ?'
    return termOf(this.#connection.rows<TermRow>(sql).get(kind, value))
  }

  /** @returns the term of a number that was given to one */
  numbered(number: number): Term {
    const kept = this.#byNumber.get(number)
    if (kept !== undefined) return kept
    const sql = 'SELECT term, kind, root FROM terms WHERE term = ?'
    const term = termOf(this.#connection.rows<TermRow>(sql).get(number))
    if (term === undefined) throw new Error(`there is no term ${number}`)
    this.#byNumber.set(number, term)
    return term
  }

  #keep(key: string, term: Term): void {
    if (this.#byName.size >= termsKept) this.forget()
    this.#byName.set(key, term)
    this.#byNumber.set(term.term, term)
  }

  /** Forgets what another connection may have changed since the last call. */
  refresh(): void {
    const version = this.#connection.dataVersion()
    if (version !== this.#version) this.forget()
    this.#version = version
  }

  forget(): void {
    this.#byName.clear()
    this.#byNumber.clear()
  }
}

function termOf(row: TermRow | undefined): Term | undefined {
  return row === undefined ? undefined : { term: row.term, kind: row.kind, root: row.root ?? row.term }
}
