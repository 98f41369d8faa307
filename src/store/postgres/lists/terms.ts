import { hash } from 'node:crypto'
import type { Term, TermName } from '../../rules/terms.ts'
import type { Connection } from '../connection.ts'

/** An index takes values of up to 2,700 bytes: of a longer one its beginning and its digest are stored. */
const longestValue = 600
const kept = 500

/** @returns the value as it is stored and compared */
export const storedValue = (value: string): string =>
  value.length <= longestValue ? value : `${value.slice(0, kept)}…${hash('sha256', value)}`

const termsKept = 100_000

/**
 * The terms of articles, those used last kept in memory. A term is made in a transaction of its own, so that nobody waits
 * for it; one that is used by no article in the end counts none.
 */
export class Terms {
  readonly #connection: Connection
  readonly #byName = new Map<string, Term>()
  readonly #byNumber = new Map<number, Term>()
  #version: number | undefined

  /** @param connection of no transaction */
  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** @returns the terms, made where they are not there yet */
  async named(names: readonly TermName[]): Promise<Term[]> {
    const missing = () => names.filter((name) => !this.#byName.has(keyOf(name)))
    if (missing().length > 0) await this.#find(missing())
    if (missing().length > 0) {
      await this.#make(missing())
      await this.#find(missing())
    }
    return names.map((name) => {
      const term = this.#byName.get(keyOf(name))
      if (term === undefined) throw new Error(`there is no term ${name.kind} ${name.value}`)
      return term
    })
  }

  async #find(names: readonly TermName[]): Promise<void> {
    const sql = `SELECT asked.number::integer AS number, terms.term, terms.root FROM terms
      JOIN unnest($1::text[], $2::text[]) WITH ORDINALITY AS asked (kind, value, number) USING (kind, value)`
    const values = names.map(({ value }) => storedValue(value))
    const found = await this.#connection.rows<{ number: number; term: number; root: number | null }>(
      sql,
      names.map(({ kind }) => kind),
      values,
    )
    for (const { number, term, root } of found) {
      const name = names[number - 1] as TermName
      this.#keep(keyOf(name), { term, kind: name.kind, root: root ?? term })
    }
  }

  /** In the order of their values, so that nodes that make the same terms do not wait for each other in a circle. */
  async #make(names: readonly TermName[]): Promise<void> {
    const sorted = names.map((name) => ({ ...name, value: storedValue(name.value) }))
    sorted.sort((a, b) => (a.kind + a.value < b.kind + b.value ? -1 : 1))
    await this.#connection.run(
      `INSERT INTO terms (kind, value, name) SELECT * FROM unnest($1::text[], $2::text[], $3::text[])
       ON CONFLICT (kind, value) DO NOTHING`,
      sorted.map(({ kind }) => kind),
      sorted.map(({ value }) => value),
      sorted.map(({ name }) => name),
    )
  }

  /** @returns the terms of numbers that were given to some */
  async numbered(numbers: readonly number[]): Promise<Term[]> {
    const missing = numbers.filter((number) => !this.#byNumber.has(number))
    if (missing.length > 0) {
      const sql = 'SELECT term, kind, coalesce(root, term) AS root FROM terms WHERE term = ANY($1)'
      for (const term of await this.#connection.rows<Term>(sql, missing)) this.#byNumber.set(term.term, term)
    }
    return numbers.flatMap((number) => this.#byNumber.get(number) ?? [])
  }

  #keep(key: string, term: Term): void {
    this.#byName.set(key, term)
    this.#byNumber.set(term.term, term)
  }

  /** @param version of the terms, where a transaction begins: another one forgets what was merged or parted since */
  refresh(version: number): void {
    if (version !== this.#version || this.#byName.size > termsKept) this.forget()
    this.#version = version
  }

  forget(): void {
    this.#version = undefined
    this.#byName.clear()
    this.#byNumber.clear()
  }
}

const keyOf = ({ kind, value }: TermName): string => `${kind}\n${value}`
