import { BlockList, isIP } from 'node:net'
import { type Config, ConfigError } from './config.ts'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

const shortestKey = 16
const scopedKey = /^(?:(?:read|write|admin):)?(.*)$/s

/**
 * Checks the keys of a service before it starts: a variable that is unset must not make a key of its scope alone.
 *
 * @throws ConfigError for a key that is empty, that cannot be sent in a header field, or that is easily guessed
 */
export function checkKeys({ API_KEYS }: Pick<Config, 'API_KEYS'>): void {
  for (const [index, given] of API_KEYS.entries()) {
    const key = scopedKey.exec(given)?.[1] ?? ''
    const refuse = (fault: string) => {
      throw new ConfigError(`API_KEYS: key ${index + 1} ${fault}`)
    }
    if (key === '') refuse('is empty behind its scope')
    if (!/^[!-~]+$/.test(key)) refuse('cannot be sent: a key is printable ASCII without spaces')
    if (key.length < shortestKey) refuse(`is shorter than ${shortestKey} characters`)
  }
}

/** Whether the address to listen on is one of this machine alone. */
export function isLoopback(host: string): boolean {
  const family = isIP(host)
  return family === 0 ? host === 'localhost' : loopback.check(host, family === 4 ? 'ipv4' : 'ipv6')
}

/**
 * Checks that a service which other machines can reach has keys or is read-only: without keys every client may write.
 *
 * @throws ConfigError
 */
export function checkReach({ HOST, API_KEYS, READ_ONLY }: Config): void {
  if (isLoopback(HOST) || READ_ONLY || API_KEYS.length > 0) return
  throw new ConfigError(
    `HOST: ${HOST} can be reached from other machines, and without keys anybody could write: set API_KEYS, or READ_ONLY=1`,
  )
}
