import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'

type Locked = {
  dev?: boolean
  devOptional?: boolean
  link?: boolean
  license?: string
  resolved?: string
  integrity?: string
  optional?: boolean
  hasInstallScript?: boolean
}
type Manifest = Record<'dependencies' | 'devDependencies' | 'allowScripts', Record<string, string | boolean>>

const read = (file: string) => JSON.parse(readFileSync(join(import.meta.dirname, '..', file), 'utf8'))
const manifest = read('package.json') as Manifest
const { packages } = read('package-lock.json') as { packages: Record<string, Locked> }
const installed = Object.entries(packages).filter(
  ([path, { link }]) => path.startsWith('node_modules/') && !link,
)

/** Licences that ask for nothing but that their text goes along. */
const permissive =
  /^(?:MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|BlueOak-1\.0\.0|MIT AND (?:Apache-2\.0|Zlib)|\(?MIT OR [\w.+-]+\)?|\(MIT AND Zlib\))$/

t.test('what users install is under licences that let them use it as they like', async (t) => {
  const used = installed.filter(([, { dev, devOptional }]) => dev !== true && devOptional !== true)
  t.ok(used.length > 50)
  for (const [path, { license }] of used) t.match(license ?? '', permissive, path)
})

t.test('versions are exact, and installing runs no script but those that are known', async (t) => {
  for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }))
    t.match(version, /^\d+\.\d+\.\d+(?:-beta\.\d+)?$/, name)
  const scripts = installed.filter(([, { hasInstallScript }]) => hasInstallScript)
  t.strictSame(
    scripts.map(([path]) => path.slice('node_modules/'.length)).sort(),
    Object.keys(manifest.allowScripts).sort(),
  )
})

t.test(
  'every package is pinned to its content, and comes from the registry that npm is set to',
  async (t) => {
    t.ok(installed.length > 300)
    for (const [path, { integrity, resolved, dev, optional }] of installed) {
      // Tools for other platforms, which npm did not fetch when it wrote the file: nobody who uses this installs them.
      const isElsewhere = dev === true && optional === true && integrity === undefined
      if (!isElsewhere) t.match(integrity ?? '', /^sha512-[A-Za-z0-9+/]{86}==$/, path)
      if (resolved !== undefined) t.match(resolved, /^https:\/\/registry\.npmjs\.org\//, path)
    }
  },
)
