import rateLimit, { type FastifyRateLimitStore } from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { LRUCache } from 'lru-cache'
import { Problem } from '../../problem.ts'

export type Limit = (request: FastifyRequest, reply: FastifyReply) => Promise<void>

const minute = 60

declare module 'fastify' {
  interface FastifyInstance {
    /** For what is parsed to be read, and not to be stored; null for no limit. */
    parseLimit: Limit | null
    /** For searches; null for no limit. */
    searchLimit: Limit | null
  }
}

/** Makes limits possible on this application; none is set by that alone. */
export async function prepareLimits(app: FastifyInstance): Promise<void> {
  await app.register(rateLimit, { global: false, store: SteadyStore })
}

const clientsKnown = 5000

/** Counts by a clock that nobody sets: by the library's own, set back by a day, a client is shut out for a day. */
class SteadyStore implements FastifyRateLimitStore {
  readonly #windows = new LRUCache<string, { began: number; count: number }>({ max: clientsKnown })

  incr(
    key: string,
    callback: (error: Error | null, result?: { current: number; ttl: number }) => void,
    timeWindow: number,
  ): void {
    const now = performance.now()
    let window = this.#windows.get(key)
    if (window === undefined || now >= window.began + timeWindow) {
      window = { began: now, count: 0 }
      this.#windows.set(key, window)
    }
    window.count++
    callback(null, { current: window.count, ttl: Math.ceil(window.began + timeWindow - now) })
  }

  child(): SteadyStore {
    return new SteadyStore()
  }
}

/**
 * @param name of the policy, as the RateLimit fields call it
 * @param rate requests a minute and client; 0 for no limit
 * @returns a check that sets RateLimit and RateLimit-Policy (draft-ietf-httpapi-ratelimit-headers) and throws
 *   Problem too-many-requests
 */
export function createLimit(app: FastifyInstance, name: string, rate: number): Limit | null {
  if (rate === 0) return null
  const check = app.createRateLimit({ max: rate, timeWindow: minute * 1000 })
  return async (request, reply) => {
    const state = await check(request)
    reply.header('ratelimit-policy', `"${name}";q=${rate};w=${minute}`)
    if (state.isAllowed) return
    reply.header('ratelimit', `"${name}";r=${Math.max(0, state.remaining)};t=${state.ttlInSeconds}`)
    if (!state.isExceeded) return
    throw new Problem('too-many-requests', `More than ${rate} requests in a minute.`, {
      retryAfter: Math.max(1, state.ttlInSeconds),
    })
  }
}
