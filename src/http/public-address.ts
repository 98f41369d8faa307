import { AsyncLocalStorage } from 'node:async_hooks'
import { hash } from 'node:crypto'
import { type Article, hrefOf } from '../article.ts'
import type { Problem } from '../problem.ts'
import type { PublicUrl } from '../public-url.ts'
import type { AddressOf } from './request/proxies.ts'

declare module 'fastify' {
  interface FastifyInstance {
    addressOf: AddressOf
  }
}

/**
 * The address at which the client of the request under way reaches the service (request/proxies.ts). Every address that
 * an answer holds is made here: a proxy may serve the service under a path.
 */
const current = new AsyncLocalStorage<PublicUrl>()

const nowhere: PublicUrl = { origin: 'http://localhost', prefix: '' }

/** Answers a request: addresses that are made meanwhile are the ones that its client can reach. */
export const answeringAt = <T>(address: PublicUrl, answer: () => T): T => current.run(address, answer)

/** @returns the address of the service for the client; whoever makes an answer later takes it along */
export const publicAddress = (): PublicUrl => current.getStore() ?? nowhere

/**
 * @param path of this service, with its query: `/articles?q=x`
 * @returns the same as the client reaches it: `/news/articles?q=x`
 */
export const publicPath = (path: string): string => publicAddress().prefix + path

/** @returns the article's path as the client reaches it */
export const articlePath = (id: string): string => publicPath(hrefOf(id))

/**
 * Names that a path cannot carry: proxies undo the escape of a slash, and `.` and `..` are steps in the path even when
 * they are escaped.
 */
const noSegment = /[/\\]|^\.{1,2}$/

/** @returns the tag's path as the client reaches it */
export function tagPath(tag: string): string {
  const name = encodeURIComponent(tag.toWellFormed())
  return publicPath(noSegment.test(tag) ? `/tags?name=${name}` : `/tags/${name}`)
}

type Linked = Partial<Pick<Article, 'href' | 'links'>>

/** @returns an article or a summary with its addresses as the client reaches them; as stored, they are this service's */
export function withPublicPaths<T extends Linked>(stored: T): T {
  if (publicAddress().prefix === '') return stored
  const { href, links } = stored
  const own = links && Object.entries(links).map(([name, path]) => [name, publicPath(path)])
  return {
    ...stored,
    ...(href !== undefined && { href: publicPath(href) }),
    ...(own !== undefined && { links: Object.fromEntries(own) }),
  }
}

/** The same for JSON as it is stored. */
export const withPublicPathsIn = (json: Buffer): Buffer =>
  publicAddress().prefix === ''
    ? json
    : Buffer.from(JSON.stringify(withPublicPaths(JSON.parse(json.toString()) as Linked)))

/** @returns the opaque part of the ETag of an article's JSON: under another path its addresses are other ones */
export function publicEtag(etag: string): string {
  const { prefix } = publicAddress()
  return prefix === '' ? etag : `${etag}-${hash('sha256', prefix, 'base64url').slice(0, 8)}`
}

/** @returns the problem as an answer holds it */
export function problemJson(problem: Problem): object {
  const json = problem.toJSON()
  return { ...json, type: publicPath(json.type) }
}
