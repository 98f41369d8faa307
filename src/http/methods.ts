import type { Operation } from './operation.ts'

/** Addresses besides those of the operations: the reference and its files. */
const reference = /^\/docs(?:\/.*)?$/

export const allMethods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']

/**
 * @returns a function that gives the methods of a path, as Allow lists them; none for an unknown path. They are read off
 *   the operations, because the router knows a path only together with a method.
 */
export function methodsOf(operations: readonly Operation[]): (path: string) => string[] {
  const templates = operations.map(({ method, path }) => ({
    method: method.toUpperCase(),
    pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  }))
  return (path) => {
    const own = templates.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method)
    const methods = new Set(reference.test(path) ? ['GET'] : own)
    if (methods.size === 0) return []
    if (methods.has('GET')) methods.add('HEAD')
    return allMethods.filter((method) => methods.has(method) || method === 'OPTIONS')
  }
}

/**
 * @param url path and query of a request
 * @returns the same without the slashes that its path ends with, where the service has that address and not the one with
 *   them; else undefined
 */
export function withoutSlash(url: string, methodsAt: (path: string) => string[]): string | undefined {
  if (!url.endsWith('/') && !url.includes('/?')) return undefined
  const queryAt = url.indexOf('?')
  const query = queryAt === -1 ? '' : url.slice(queryAt)
  let end = url.length - query.length
  while (end > 0 && url[end - 1] === '/') end--
  const path = url.slice(0, end)
  return path !== '' &&
    path.length < url.length - query.length &&
    !reference.test(path) &&
    methodsAt(path).length > 0
    ? path + query
    : undefined
}

/**
 * @returns the url of a request without the path that clients reach the service under, for a proxy that leaves it there;
 *   as it is where the service has that address itself
 */
export function withoutPrefix(url: string, prefix: string, methodsAt: (path: string) => string[]): string {
  if (prefix === '' || !url.startsWith(prefix)) return url
  const rest = url.slice(prefix.length)
  if (rest !== '' && !/^[/?]/.test(rest)) return url
  return methodsAt(url.split('?', 1)[0] ?? '').length > 0 ? url : rest.replace(/^(?!\/)/, '/')
}
