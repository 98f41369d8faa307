import type { FastifyRequest } from 'fastify'
import { LRUCache } from 'lru-cache'
import type { PublicUrl } from '../../public-url.ts'
import { formWanted } from '../representations/forms.ts'
import { languageWanted, scriptWanted } from '../request/preferences.ts'
import { codingWanted } from './coding.ts'

/** An answer as it is sent again: its bytes, all of its header fields, and those of a 304 in its place. */
export type ReadyAnswer = {
  readonly body: Buffer
  readonly headers: Readonly<Record<string, string>>
  readonly unchanged: Readonly<Record<string, string>>
  /** The opaque part of the ETag, without the suffix of a content coding. */
  readonly etag: string
  /** RFC 3339; what Last-Modified says. */
  readonly updatedAt: string | undefined
}

/** Bytes that an entry takes beside its body and its key. */
const overhead = 1500

/**
 * Answers to GET that are kept ready within a number of bytes, the least recently used leaving first. A key names the
 * address, the representation and the content coding. The owner empties it whenever the archive changes.
 */
export class AnswerCache {
  readonly #kept: LRUCache<string, ReadyAnswer> | null
  #generation = 0

  /** @param size bytes; 0 keeps nothing */
  constructor(size: number) {
    const sizeCalculation = ({ body }: ReadyAnswer, key: string) => body.length + key.length * 2 + overhead
    this.#kept = size === 0 ? null : new LRUCache({ maxSize: size, sizeCalculation })
  }

  get(key: string): ReadyAnswer | undefined {
    return this.#kept?.get(key)
  }

  /**
   * @returns a function that keeps an answer which is read from now on: not, where the archive has changed meanwhile
   */
  keeper(key: string): (answer: ReadyAnswer) => void {
    const generation = this.#generation
    return (answer) => {
      if (generation === this.#generation) this.#kept?.set(key, answer)
    }
  }

  clear(): void {
    this.#generation++
    this.#kept?.clear()
  }
}

/** @returns what a kept answer depends on: the service's own address, form, language, script, content coding and time, the address */
export function cacheKey(request: FastifyRequest, { origin, prefix }: PublicUrl): string {
  const { headers, url } = request
  const form = formWanted(headers.accept)?.name
  return `${origin}${prefix} ${form} ${languageWanted(request)} ${scriptWanted(request)} ${codingWanted(headers)} ${headers['accept-datetime']} ${url}`
}
