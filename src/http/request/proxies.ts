import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'
import type { Config } from '../../config.ts'
import { type PublicUrl, plainPath } from '../../public-url.ts'

/** Whether the forwarding fields of a machine are believed. `hop`: 0 for the one that is connected. */
export type Trust = (address: string, hop: number) => boolean

/**
 * A number of proxies trusts so many addresses from this machine on, and takes the one before them for the client's.
 *
 * @returns null where no proxy is trusted
 */
export function trustOf({ TRUST_PROXY }: Pick<Config, 'TRUST_PROXY'>): Trust | null {
  if (TRUST_PROXY === false) return null
  if (typeof TRUST_PROXY === 'number') return (_address, hop) => hop < TRUST_PROXY
  const trusted = new BlockList()
  for (const one of TRUST_PROXY.split(',')) {
    const [address = '', bits] = one.split('/', 2)
    const family = isIP(address) === 4 ? 'ipv4' : 'ipv6'
    if (bits === undefined) trusted.addAddress(address, family)
    else trusted.addSubnet(address, Number(bits), family)
  }
  return (address) => trusted.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6')
}

/** A host as an address has it: a name or an IP address, with a port or without. */
export const hostPattern = /^(?:[A-Za-z0-9._-]{1,255}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/

/** Where the client of a request reaches the service. */
export type AddressOf = (request: IncomingMessage) => PublicUrl

/**
 * @returns PUBLIC_URL; else what the request says, and a trusted proxy's X-Forwarded-Proto, -Host and -Prefix. Values that
 *   are no scheme, host or plain path are passed over
 */
export function addressReader({ PUBLIC_URL }: Pick<Config, 'PUBLIC_URL'>, trust: Trust | null): AddressOf {
  return ({ headers, socket }) => {
    if (PUBLIC_URL !== null) return PUBLIC_URL
    const own = { origin: `http://${headers.host ?? ''}`, prefix: '' }
    if (trust === null || !trust(socket.remoteAddress ?? '', 0)) return own
    const scheme = lastOf(headers['x-forwarded-proto'])?.toLowerCase()
    const given = lastOf(headers['x-forwarded-host'])
    const name = given !== undefined && hostPattern.test(given) ? given : headers.host
    // Each proxy that takes a path off appends it.
    const prefix = (headers['x-forwarded-prefix']?.toString() ?? '')
      .split(',')
      .map((path) => path.trim().replace(/\/$/, ''))
      .join('')
    return {
      origin: `${scheme === 'https' ? 'https' : 'http'}://${name ?? ''}`,
      prefix: plainPath.test(prefix) ? prefix : '',
    }
  }
}

/** Proxies append: the last value is that of the one which is connected. */
const lastOf = (field: string | string[] | undefined): string | undefined =>
  field?.toString().split(',').at(-1)?.trim()

/**
 * Writes a trusted proxy's Forwarded (RFC 7239) as the X-Forwarded fields that it stands for. Where the proxy sends
 * X-Forwarded-For, Forwarded is what the client sent, and is passed over.
 */
export function readForwarded({ headers, socket }: IncomingMessage, trust: Trust | null): void {
  const { forwarded, 'x-forwarded-for': others } = headers
  if (forwarded === undefined || others !== undefined) return
  if (trust === null || !trust(socket.remoteAddress ?? '', 0)) return
  const hops = hopsIn(forwarded)
  let outermost = hops.length - 1
  // A hop names the machine before it: where that is a proxy to be trusted, so is what it says.
  while (outermost > 0 && trust(addressIn(hops[outermost]?.get('for')), hops.length - outermost)) outermost--
  const fields: IncomingHttpHeaders = {
    'x-forwarded-for': hops.map((hop) => addressIn(hop.get('for'))).join(', '),
    'x-forwarded-proto': hops[outermost]?.get('proto'),
    'x-forwarded-host': hops[outermost]?.get('host'),
  }
  for (const [name, value] of Object.entries(fields)) if (value) headers[name] = value
}

const pair = /^([!#$%&'*+.^_`|~\w-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s"]*))$/

/** Hops that are read: no chain of proxies is as long. */
const mostHops = 20

/** @returns the parameters of each hop, in lower case, the client's own first */
function hopsIn(forwarded: string): Map<string, string>[] {
  return partsOf(forwarded, ',')
    .slice(-mostHops)
    .map((hop) => {
      const pairs = partsOf(hop, ';').flatMap((text): [string, string][] => {
        const [, name, quoted, token] = pair.exec(text.trim()) ?? []
        return name === undefined
          ? []
          : [[name.toLowerCase(), quoted?.replaceAll(/\\(.)/g, '$1') ?? token ?? '']]
      })
      return new Map(pairs)
    })
}

/** @returns the parts of a text between separators that stand outside of quotation marks */
function partsOf(text: string, separator: string): string[] {
  const parts: string[] = []
  let isQuoted = false
  let begin = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\' && isQuoted) at++
    else if (text[at] === '"') isQuoted = !isQuoted
    else if (text[at] === separator && !isQuoted) {
      parts.push(text.slice(begin, at))
      begin = at + 1
    }
  }
  return [...parts, text.slice(begin)]
}

/** @returns the address without brackets and port; the name of a client that hides its address as it is */
const addressIn = (node = 'unknown'): string =>
  /^\[([0-9A-Fa-f:.]+)\](?::\w+)?$/.exec(node)?.[1] ??
  node.replace(/^([\d.]+):\w+$/, '$1').replaceAll(',', '')
