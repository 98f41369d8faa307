import { type ByteRing, cacheRing, type InRing } from '../../../byte-ring.ts'
import { Popularity } from '../../../popularity.ts'
import type { AnswerAtOnce, Validators } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { KnownKeys } from '../known-keys.ts'
import type { Reader } from '../reader.ts'
import { absence, answerOfId, rowOf } from './articles.ts'

/**
 * Times that an answer was asked for more often than the one whose place it takes. Of answers that are as popular as
 * each other, none is worth the change: of requests by Zipf's law over two million articles as many find a kept answer
 * as without this, and a quarter as many change what is kept.
 */
const clearly = 4

/** Milliseconds for which kept answers are believed before another process's writing is asked for. */
const believedFor = 5

/** Stands between the two in what is kept with an answer. */
const between = ' '
const textOf = ({ etag, updatedAt }: Validators): string => etag + between + updatedAt

export class AnswerInRing implements AnswerAtOnce {
  readonly #kept: InRing
  readonly length: number
  readonly number: number

  constructor(kept: InRing) {
    this.#kept = kept
    this.length = kept.length
    this.number = kept.number
  }

  get validators(): Validators {
    const { about } = this.#kept
    const end = about.indexOf(between)
    return { etag: about.slice(0, end), updatedAt: about.slice(end + between.length) }
  }

  copyTo(target: Buffer, at: number): void {
    this.#kept.copyTo(target, at)
  }
}

/** The answers to GET of an article: read from the database, and those kept that are asked for most often. */
export class Answers {
  readonly #reader: Reader
  readonly #writing: Connection | null
  readonly #kept: ByteRing
  readonly #popularity = new Popularity()
  readonly #keys: KnownKeys
  #version: number | undefined
  #versionAsked = 0
  #generation = 0

  /**
   * @param writing the connection that writes; null for a store that is only read
   * @param size bytes of answers that are kept
   * @throws ConfigError where there is no memory for them
   */
  constructor(reader: Reader, writing: Connection | null, size: number) {
    this.#reader = reader
    this.#writing = writing
    this.#kept = cacheRing(size)
    this.#keys = new KnownKeys(reader)
  }

  /** Throws Problem `not-found`, `gone`. */
  get(id: string): AnswerAtOnce {
    this.#believe()
    const times = this.#popularity.asked(id)
    const kept = this.#kept.get(id)
    if (kept !== undefined) return new AnswerInRing(kept)
    const answer = this.#read(id)
    // What is asked for once passes through. What is clearly more popular than others takes the place of one of them.
    const isMore = times > clearly && ((other: string) => times > this.#popularity.of(other) + clearly)
    if (times > 1) this.#kept.keep(id, textOf(answer.validators), answer, isMore)
    return answer
  }

  #read(id: string): AnswerAtOnce {
    return this.#reader.read((connection) => {
      const read = answerOfId(connection, id, this.#keys.get(id))
      if (read === undefined) throw absence(id, rowOf(connection, id))
      return read
    })
  }

  /** A number that is another one when something was written that lists or answers may show. */
  generation(): number {
    this.#believe()
    return this.#generation
  }

  /** Takes notice of what was committed here, `ids` being the articles that changed. */
  changed(ids: Iterable<string>): void {
    this.#generation++
    for (const id of ids) this.#kept.forget(id)
  }

  /** Forgets kept answers where another process has written. */
  #believe(): void {
    const now = performance.now()
    if (now - this.#versionAsked < believedFor) return
    this.#versionAsked = now
    // To the connection that writes, what it wrote itself is no news.
    const version = this.#reader.read((connection) => (this.#writing ?? connection).dataVersion())
    if (version === this.#version) return
    this.#version = version
    // What is read from now on must not be older than the news of it.
    this.#reader.refresh()
    this.#generation++
    this.#kept.clear()
  }

  close(): void {
    this.#keys.close()
  }
}
