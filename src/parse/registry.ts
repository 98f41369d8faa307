import { readdirSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { hostOf } from '../address.ts'
import type { Source } from './source.ts'

/** A source with its name: that of its file. */
export type NamedSource = Source & { readonly name: string }

/** Compiled to JavaScript or not, the sources' files end as this one does. */
const extension = extname(import.meta.filename)
const folder = join(import.meta.dirname, 'sources')

const files = readdirSync(folder)
  .filter((file) => extname(file) === extension && !file.endsWith('.d.ts'))
  .sort()

/** Every source, in the order of their names. */
export const sources: readonly NamedSource[] = await Promise.all(
  files.map(async (file) => {
    const { default: source }: { default: Source } = await import(pathToFileURL(join(folder, file)).href)
    return { name: basename(file, extension), ...source }
  }),
)

const byHost = hostTable(sources)
const byName = new Map(sources.map((source) => [source.name, source]))

/** Throws where two sources claim one host. */
export function hostTable(all: readonly NamedSource[]): ReadonlyMap<string, NamedSource> {
  const table = new Map<string, NamedSource>()
  for (const source of all) {
    for (const host of source.hosts) {
      const other = table.get(host)
      if (other !== undefined) throw new Error(`${other.name} and ${source.name} both claim ${host}`)
      table.set(host, source)
    }
  }
  return table
}

export function sourceNamed(name: string): NamedSource | null {
  return byName.get(name) ?? null
}

/** @returns the source that answers for the address's host or for a host above it; null where none does */
export function sourceOfAddress(address: string): NamedSource | null {
  let host = hostOf(address)
  while (host !== null) {
    const source = byHost.get(host)
    if (source !== undefined) return source
    const dot = host.indexOf('.')
    host = dot < 0 ? null : host.slice(dot + 1)
  }
  return null
}

/** @returns the one source whose signs the HTML bears; null where none or several do */
export function sourceBySigns(html: string): NamedSource | null {
  const found = sources.filter((source) => source.signs.test(html))
  return found.length === 1 ? (found[0] ?? null) : null
}
