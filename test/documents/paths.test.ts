import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'

const root = join(import.meta.dirname, '../..')

/** Paths in code spans, as `src/problem.ts`; a placeholder, as in `src/cli/<name>.ts`, ends one. */
const path = /`((?:src|test|migrations|bench|http|parse|ingest|store|postgres|cli)\/[\w./-]*)[^`]*`/g

for (const document of ['ARCHITECTURE.md', 'CONTRIBUTING.md']) {
  t.test(`${document} names files that are there`, async (t) => {
    const text = readFileSync(join(root, document), 'utf8')
    const named = new Set([...text.matchAll(path)].map(([, name = '']) => name))
    t.ok(named.size > 10)
    for (const name of named) {
      const places = [name, `src/${name}`, `src/store/${name}`].map((one) => join(root, one))
      t.ok(places.some(existsSync), name)
    }
  })
}
