import type { IncomingHttpHeaders } from 'node:http'
import { LRUCache } from 'lru-cache'
import type { PublicUrl } from '../../public-url.ts'
import { formWanted } from '../representations/forms.ts'
import { languageWanted, scriptWanted } from '../request/preferences.ts'
import { codingWanted } from './coding.ts'
import type { SharedFields } from './headers.ts'

/** An answer as it is sent again. Header fields are names and values in one list, as Node.js writes them fastest. */
export type ReadyAnswer = {
  readonly body: Buffer
  /** Those of every answer, in one list for all that are kept. */
  readonly shared: SharedFields
  /** Its own that a 304 says as well. */
  readonly validators: readonly string[]
  /** Its own besides. */
  readonly own: readonly string[]
  /** The opaque part of the ETag, without the suffix of a content coding. */
  readonly etag: string
  /** RFC 3339; what Last-Modified says. */
  readonly updatedAt: string | undefined
}

/** `operation`: the one whose answer it is, for what counts requests. */
export type KeptAnswer = ReadyAnswer & { readonly operation: string }

/** Bytes that an entry takes beside its body and its key. */
const overhead = 1500

/**
 * Answers to GET that are kept ready within a number of bytes, the least recently used leaving first. A key names the
 * address, the representation and the content coding. The owner empties it whenever the archive changes.
 */
export class AnswerCache {
  readonly #kept: LRUCache<string, KeptAnswer> | null
  #generation = 0

  /** @param size bytes; 0 keeps nothing */
  constructor(size: number) {
    const sizeCalculation = ({ body }: KeptAnswer, key: string) => body.length + key.length * 2 + overhead
    this.#kept = size === 0 ? null : new LRUCache({ maxSize: size, sizeCalculation })
  }

  get(key: string): KeptAnswer | undefined {
    return this.#kept?.get(key)
  }

  /**
   * @returns a function that keeps an answer which is read from now on: not, where the archive has changed meanwhile
   */
  keeper(key: string, operation: string): (answer: ReadyAnswer) => void {
    const generation = this.#generation
    return (answer) => {
      if (generation !== this.#generation || this.#kept === null) return
      // A small buffer is a part of a larger one that many share, all of which it would keep (Node.js, Buffer.allocUnsafeSlow).
      const body = Buffer.allocUnsafeSlow(answer.body.length)
      answer.body.copy(body)
      this.#kept.set(key, { ...answer, body, operation })
    }
  }

  clear(): void {
    this.#generation++
    this.#kept?.clear()
  }
}

/** @returns what a kept answer depends on: the service's own address, form, language, script, content coding and time, the address */
export function cacheKey(
  request: { url: string; headers: IncomingHttpHeaders },
  { origin, prefix }: PublicUrl,
): string {
  const { headers, url } = request
  const form = formWanted(headers.accept)?.name
  const choices = [form, languageWanted(request), scriptWanted(request), codingWanted(headers)]
  // Joined, it is one flat string; V8 looks up one that was put together from many in twice the time.
  return [origin, prefix, ...choices, headers['accept-datetime'], url].join(' ')
}
