import type { Operation } from '../operation.ts'

/** What lies beside the operations: the reference and its files. */
const reference = /^\/docs(?:\/.*)?$/

const inOrder = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']

/**
 * @returns for a path the methods that it has, as Allow names them; none where there is nothing at it. Read off the
 *   operations, because the router knows a path only together with a method.
 */
export function addressesOf(operations: readonly Operation[]): (path: string) => string[] {
  const templates = operations.map(({ method, path }) => ({
    method: method.toUpperCase(),
    pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  }))
  return (path) => {
    const own = templates.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method)
    const methods = new Set(reference.test(path) ? ['GET'] : own)
    if (methods.size === 0) return []
    if (methods.has('GET')) methods.add('HEAD')
    return inOrder.filter((method) => methods.has(method) || method === 'OPTIONS')
  }
}
