import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { Problem } from '../problem.ts'
import type { Access } from './operation.ts'

const scopes = ['read', 'write', 'admin'] as const
type Scope = (typeof scopes)[number]
type Key = { hash: Buffer; scope: Scope }

const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest()

/** A key, with its scope before a colon where it is not to open everything. */
function keyOf(text: string): Key {
  const [, scope, key] = /^(read|write|admin):(.+)$/.exec(text) ?? []
  return { hash: hashOf(key ?? text), scope: (scope as Scope | undefined) ?? 'admin' }
}

/**
 * @returns a check of who may do what, which throws Problem unauthorized or forbidden. Only the keys' hashes are
 *   held, and each is compared, so that the time it takes says nothing.
 */
export function createGate({
  API_KEYS,
  READ_ONLY,
}: Pick<Config, 'API_KEYS' | 'READ_ONLY'>): (access: Access, request: FastifyRequest) => void {
  const keys = API_KEYS.map(keyOf)
  return (access, request) => {
    if (access === 'open') return
    if (READ_ONLY) throw new Problem('forbidden', 'The service is read-only.')
    if (keys.length === 0) return
    const [, given] = /^Bearer +([!-~]+) *$/i.exec(request.headers.authorization ?? '') ?? []
    if (given === undefined)
      throw new Problem('unauthorized', 'The request needs a key: Authorization: Bearer KEY.')
    const hash = hashOf(given)
    let found: Scope | null = null
    for (const key of keys) if (timingSafeEqual(key.hash, hash)) found = key.scope
    if (found === null) throw new Problem('unauthorized', 'The key is not one of the service.')
    if (scopes.indexOf(found) < scopes.indexOf(access))
      throw new Problem('forbidden', `The key's scope is ${found}; the request needs ${access}.`)
  }
}
