import { statSync } from 'node:fs'
import { Problem } from '../../problem.ts'
import type { Connection } from './connection.ts'

const mebibyte = 1024 * 1024

/** Bytes that the file of the write-ahead log keeps once the log is written back. */
export const longestLog = 64 * mebibyte
/** Bytes that a log longer than that may grow by while a borrower does not come for more. */
const patience = 32 * mebibyte
/** Bytes of the log beyond which borrowers who read on have to give back as well. */
const logAtMost = 1024 * mebibyte
/** Milliseconds between two looks at the log. */
const lookEvery = 200

/**
 * A snapshot that is lent to somebody who comes for what is in it at a pace of his own. It is called in where that
 * would make the log grow without end: what is written behind a snapshot cannot be written back while it is held.
 */
export class Loan {
  readonly connection: Connection
  readonly #end: () => void
  #isRead = true
  #isEnded = false
  #isCalledIn = false
  /** Bytes of the log at the first look behind the lending, and behind what the borrower last had. */
  #lentAt: number | undefined
  #leftAt: number | undefined

  /** @param end gives the snapshot back */
  constructor(connection: Connection, end: () => void) {
    this.connection = connection
    this.#end = end
  }

  /** The borrower reads. Throws Problem `unavailable` where the snapshot was called in. */
  read(): void {
    this.#isRead = true
    this.#check()
  }

  /** The borrower has what he came for. Throws as `read` does. */
  leave(): void {
    this.#isRead = false
    this.#leftAt = undefined
    this.#check()
  }

  /** Calls the snapshot in where it holds back too much of a log of this size. */
  look(logSize: number): void {
    this.#lentAt = Math.min(this.#lentAt ?? logSize, logSize)
    this.#leftAt = Math.min(this.#leftAt ?? logSize, logSize)
    const isStalled = !this.#isRead && logSize > longestLog && logSize - this.#leftAt > patience
    const isTooLong = logSize > logAtMost && logSize - this.#lentAt > patience
    if (!isStalled && !isTooLong) return
    this.#isCalledIn = true
    // Who is reading finds it out when he is done: a statement under way cannot be ended here.
    if (!this.#isRead) this.end()
  }

  end(): void {
    if (this.#isEnded) return
    this.#isEnded = true
    this.#end()
  }

  #check(): void {
    if (!this.#isCalledIn) return
    this.end()
    const detail = 'The answer was read too slowly for how much was written meanwhile.'
    throw new Problem('unavailable', detail, { retryAfter: 1 })
  }
}

/** The snapshots that are lent. While there is one, the log is looked at, whichever process writes it. */
export class Loans {
  readonly #log: string
  readonly #loans = new Set<Loan>()
  #timer: NodeJS.Timeout | undefined

  /** @param path of the database */
  constructor(path: string) {
    this.#log = `${path}-wal`
  }

  /** @param release gives the connection back when the loan ends */
  lend(connection: Connection, release: () => void): Loan {
    const loan = new Loan(connection, () => {
      this.#loans.delete(loan)
      if (this.#loans.size === 0) this.close()
      release()
    })
    this.#loans.add(loan)
    this.#timer ??= setInterval(() => this.#look(), lookEvery).unref()
    return loan
  }

  #look(): void {
    const size = this.#logSize()
    for (const loan of this.#loans) loan.look(size)
  }

  #logSize(): number {
    try {
      return statSync(this.#log, { throwIfNoEntry: false })?.size ?? 0
    } catch {
      // What a disk that fails does not tell is asked for again; who reads and writes hears of the failure.
      return 0
    }
  }

  /** Looks no more. */
  close(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }
}
