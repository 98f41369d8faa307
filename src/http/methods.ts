import type { Operation } from './operation.ts'

/** Addresses besides those of the operations: the reference and its files. */
const reference = /^\/docs(?:\/.*)?$/

const inOrder = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']

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
    return inOrder.filter((method) => methods.has(method) || method === 'OPTIONS')
  }
}
