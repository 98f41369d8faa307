import { hash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Config } from '../../config.ts'
import { Problem } from '../../problem.ts'
import type { Access } from '../operation.ts'
import { loopbackHost } from './own-machine.ts'

const scopes = ['read', 'write', 'admin'] as const
export type Scope = (typeof scopes)[number]
declare module 'fastify' {
  interface FastifyRequest {
    /** What the request's key may do at most. */
    scope: Scope
  }
}

type Key = { hash: Buffer; scope: Scope }

const hashOf = (key: string): Buffer => hash('sha256', key, 'buffer')

/** A key opens everything; one with a scope before a colon no more than that, and is given with it or without. */
function keysOf(text: string): Key[] {
  const [, scope, key] = /^(read|write|admin):(.+)$/.exec(text) ?? []
  if (scope === undefined || key === undefined) return [{ hash: hashOf(text), scope: 'admin' }]
  return [text, key].map((given) => ({ hash: hashOf(given), scope: scope as Scope }))
}

/**
 * @returns a check of who may do what, which throws Problem unauthorized or forbidden. Only the keys' hashes are
 *   held, and each is compared, so that the time it takes says nothing.
 */
export function createGate({
  API_KEYS,
  READ_ONLY,
}: Pick<Config, 'API_KEYS' | 'READ_ONLY'>): (access: Access, request: FastifyRequest) => Scope {
  const keys = API_KEYS.flatMap(keysOf)
  return (access, request) => {
    if (access === 'open') return 'read'
    if (READ_ONLY) throw new Problem('forbidden', 'The service is read-only.')
    if (keys.length === 0) {
      refuseOtherMachines(request)
      refuseOtherSites(request)
      return 'admin'
    }
    const [, given] = /^Bearer +([!-~]+) *$/i.exec(request.headers.authorization ?? '') ?? []
    if (given === undefined)
      throw new Problem('unauthorized', 'The request needs a key: Authorization: Bearer KEY.')
    const hash = hashOf(given)
    let found: Scope | null = null
    for (const key of keys) if (timingSafeEqual(key.hash, hash)) found = key.scope
    if (found === null) throw new Problem('unauthorized', 'The key is not one of the service.')
    if (scopes.indexOf(found) < scopes.indexOf(access))
      throw new Problem('forbidden', `The key's scope is ${found}; the request needs ${access}.`)
    return found
  }
}

/** What proxies and balancers add: the names in use for the client's address and for how the request came. */
const forwarding =
  /^(?:via$|forwarded$|x-(?:original-)?forwarded|x-envoy-external-address$)|-(?:client|connecting|real)-ip$/

/** Without keys only this machine writes: not whoever is behind a proxy on it, nor a page under a rebound name. */
function refuseOtherMachines({ headers }: FastifyRequest): void {
  const field = Object.keys(headers).find((name) => forwarding.test(name))
  if (field !== undefined)
    throw new Problem(
      'forbidden',
      `Without API_KEYS nothing is written for requests that were forwarded (${field}).`,
    )
  if (!loopbackHost.test(headers.host ?? ''))
    throw new Problem('forbidden', 'Without API_KEYS only requests to localhost write.')
}

const loopback = /^https?:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i

/**
 * Without keys whoever is on this machine may write, and a browser on it sends what any web page tells it to: a page
 * from elsewhere is known by its Origin. @throws Problem forbidden
 */
export function refuseOtherSites({ headers }: FastifyRequest): void {
  const { origin, 'sec-fetch-site': site } = headers
  if (site === 'cross-site' || (origin !== undefined && !loopback.test(origin)))
    throw new Problem('forbidden', 'Pages of other sites may not do this.')
}
