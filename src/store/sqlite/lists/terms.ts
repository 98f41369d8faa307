import type { Term, TermKind, TermName } from '../../rules/terms.ts'
import type { Connection } from '../connection.ts'

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
