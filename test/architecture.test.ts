import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import t from 'tap'

const src = resolve(import.meta.dirname, '../src')
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))

/** Which folders a folder's files may import, besides itself and the root's types. */
const mayImport: Record<string, string[]> = {
  cli: ['http', 'ingest', 'parse', 'store'],
  http: ['ingest', 'store'],
  ingest: ['parse', 'store'],
  parse: [],
  store: [],
  root: [],
}

const folderOf = (file: string) => (file.includes('/') ? file.slice(0, file.indexOf('/')) : 'root')

/** Files of src that a file imports, types included. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(src, file), 'utf8')
  const pattern = /(?:^import\s[^'"]*|^export\s[^'"]*\bfrom\s*|\bimport\()\s*['"](\.[^'"]+)['"]/gm
  return [...text.matchAll(pattern)].map(([, path = '']) => relative(src, resolve(src, dirname(file), path)))
}

const arrows = files.flatMap((file) => importsOf(file).map((imported) => ({ file, imported })))

t.test('arrows point one way', async (t) => {
  t.ok(arrows.length > files.length, 'imports are seen')
  for (const { file, imported } of arrows) {
    const [from, to] = [folderOf(file), folderOf(imported)]
    if (file === 'cli.ts' || from === to || to === 'root') continue
    t.ok(mayImport[from]?.includes(to), `${file} imports ${imported}`)
  }
})

t.test('a store is seen as its interface; the command line alone opens one', async (t) => {
  for (const { file, imported } of arrows) {
    if (!imported.startsWith('store/') || folderOf(file) === 'store') continue
    const allowed = folderOf(file) === 'cli' ? ['store/store.ts', 'store/sqlite/open.ts'] : ['store/store.ts']
    t.ok(allowed.includes(imported), `${file} imports ${imported}`)
  }
})

t.test('parsing reads nothing and knows no clock', async (t) => {
  const impure =
    /\bDate\.now\(|\bnew Date\(\)|\bperformance\.|\bMath\.random\(|\bfetch\(|['"]node:(?:https?|net|timers|child_process|worker_threads)/
  for (const file of files.filter((file) => folderOf(file) === 'parse'))
    t.notMatch(readFileSync(join(src, file), 'utf8'), impure, file)
})
