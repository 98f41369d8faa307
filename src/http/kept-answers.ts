import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Store } from '../store/store.ts'
import { answer, type Representation } from './answer.ts'

/** An answer that holds as long as nothing is written. */
export type KeptAnswer = {
  /** The id of the operation that gave it. */
  operation: string
  /** The store's generation before the answer was read. */
  generation: number
  representation: Representation
  /** Its Link header, where it has a next page. */
  link: string | undefined
}

/** What an answer takes beside its bytes and its address. */
const overhead = 1000

/** Answers by address, those asked for last, within a number of bytes. */
export class KeptAnswers {
  readonly #size: number
  readonly #kept = new Map<string, KeptAnswer>()
  #used = 0

  constructor(size: number) {
    this.#size = size
  }

  /** @returns the answer to this address, whether or not it still holds */
  get(address: string): KeptAnswer | undefined {
    const answer = this.#kept.get(address)
    if (answer === undefined) return undefined
    // A Map keeps the order in which its keys came: the first is the one not asked for the longest.
    this.#kept.delete(address)
    this.#kept.set(address, answer)
    return answer
  }

  /**
   * Answers with what is kept, as long as it holds, else with what `handle` answers, and keeps that.
   * @param operation its id
   */
  async answer(
    store: Pick<Store, 'generation'>,
    operation: string,
    request: FastifyRequest,
    reply: FastifyReply,
    handle: () => unknown,
  ): Promise<unknown> {
    // Read before the answer is: what is written meanwhile makes the answer an old one, never a wrong one.
    const generation = await store.generation()
    const known = this.get(request.url)
    if (known?.generation === generation) {
      if (known.link !== undefined) reply.header('link', known.link)
      return answer(request, reply, known.representation)
    }
    request.keepAnswer = (representation, { statusCode }) => {
      if (statusCode !== 200) return
      const link = reply.getHeader('link')?.toString()
      this.keep(request.url, { operation, generation, representation, link })
    }
    return handle()
  }

  keep(address: string, answer: KeptAnswer): void {
    this.#forget(address)
    this.#kept.set(address, answer)
    this.#used += sizeOf(address, answer)
    while (this.#used > this.#size) {
      const oldest = this.#kept.keys().next()
      if (oldest.done === true) return
      this.#forget(oldest.value)
    }
  }

  #forget(address: string): void {
    const answer = this.#kept.get(address)
    if (answer === undefined) return
    this.#kept.delete(address)
    this.#used -= sizeOf(address, answer)
  }
}

const sizeOf = (address: string, { representation }: KeptAnswer): number =>
  representation.body.length + address.length * 2 + overhead
