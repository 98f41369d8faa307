import Database from 'better-sqlite3'

type Value = string | number | bigint | null | Uint8Array

/** A prepared statement. Rows come as arrays where `Row` is one, as objects where it is not. */
export type Statement<Row> = {
  get(...values: Value[]): Row | undefined
  all(...values: Value[]): Row[]
  iterate(...values: Value[]): IterableIterator<Row>
  run(...values: Value[]): { changes: number; lastInsertRowid: number | bigint }
}

const statementsKept = 500
const mebibyte = 1024 * 1024

/** One connection to the database file, with its prepared statements. */
export class Connection {
  readonly database: Database.Database
  readonly #rows = new Map<string, Statement<unknown>>()
  readonly #values = new Map<string, Statement<unknown>>()

  /** @param path an SQLite file; made where there is none, unless it is opened to read */
  constructor(path: string, options: { readOnly?: boolean; cache?: number } = {}) {
    this.database = new Database(path, { readonly: options.readOnly ?? false, timeout: 1000 })
    this.database.pragma(`cache_size = -${Math.round((options.cache ?? 16 * mebibyte) / 1024)}`)
    this.database.pragma('temp_store = MEMORY')
  }

  /** @returns the statement, prepared once; its rows are objects */
  rows<Row extends object>(sql: string): Statement<Row> {
    return this.#kept(this.#rows, sql, () => this.database.prepare(sql)) as Statement<Row>
  }

  /** @returns the statement, prepared once; its rows are arrays of their columns, which costs less */
  values<Row extends unknown[]>(sql: string): Statement<Row> {
    return this.#kept(this.#values, sql, () => this.database.prepare(sql).raw()) as Statement<Row>
  }

  /** Runs a statement that answers nothing, or whose answer does not matter. */
  run(sql: string, ...values: Value[]): number {
    return this.#kept(this.#rows, sql, () => this.database.prepare(sql)).run(...values).changes
  }

  #kept(from: Map<string, Statement<unknown>>, sql: string, prepare: () => unknown): Statement<unknown> {
    let statement = from.get(sql)
    if (statement === undefined) {
      if (from.size >= statementsKept) from.clear()
      statement = prepare() as Statement<unknown>
      from.set(sql, statement)
    }
    return statement
  }

  close(): void {
    this.database.close()
  }
}
