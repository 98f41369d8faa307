import type { IncomingMessage } from 'node:http'
import type { Config } from '../../config.ts'
import { isLoopback } from '../../reach.ts'

type Reach = Pick<Config, 'HOST' | 'API_KEYS' | 'TRUST_PROXY' | 'PUBLIC_URL'>

/** Names of this machine for itself, as Host has them. */
export const loopbackHost = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i

/** Whether the service is there for this machine alone, and for proxies on it: it has no keys and listens on loopback. */
const isForThisMachine = ({ HOST, API_KEYS, TRUST_PROXY }: Reach): boolean =>
  API_KEYS.length === 0 && isLoopback(HOST) && TRUST_PROXY === false

/** Whether pages of other origins may read what browsers on this machine can: not an archive that nobody published. */
export const mayOthersRead = (config: Reach): boolean =>
  !isForThisMachine(config) || config.PUBLIC_URL !== null

/**
 * @returns whether a request has a Host by which the service is not known. A web page can have its own name lead to this
 *   machine (DNS rebinding), and would read the service as a part of itself; only Host tells
 */
export function hostCheck(config: Reach): (request: IncomingMessage) => boolean {
  if (!isForThisMachine(config)) return () => false
  const published = config.PUBLIC_URL === null ? null : new URL(config.PUBLIC_URL.origin).host
  return ({ headers: { host } }) =>
    host !== undefined && !loopbackHost.test(host) && host.toLowerCase() !== published
}
