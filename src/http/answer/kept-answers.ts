import type { FastifyReply, FastifyRequest } from 'fastify'
import { alone } from '../../alone.ts'
import { Recent } from '../../recent.ts'
import type { Store } from '../../store/store.ts'
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
  readonly #kept: Recent<KeptAnswer>

  /** @param size bytes that are kept */
  constructor(size: number) {
    this.#kept = new Recent(size, sizeOf)
  }

  /** @returns the answer to this address, whether or not it still holds */
  get(address: string): KeptAnswer | undefined {
    return this.#kept.get(address)
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
      const own = { ...representation, body: alone(representation.body) }
      this.#kept.keep(request.url, { operation, generation, representation: own, link })
    }
    return handle()
  }
}

const sizeOf = ({ representation }: KeptAnswer, address: string): number =>
  representation.body.length + address.length * 2 + overhead
