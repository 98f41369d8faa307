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

t.test('a store is seen as its interface and its rules; the command line alone opens one', async (t) => {
  for (const { file, imported } of arrows) {
    const from = folderOf(file)
    if (!imported.startsWith('store/') || from === 'store') continue
    const allowed =
      imported === 'store/store.ts' ||
      (imported === 'store/open.ts' && from === 'cli') ||
      (imported.startsWith('store/rules/') && from === 'ingest')
    t.ok(allowed, `${file} imports ${imported}`)
  }
})

/** The engine that a file belongs to; undefined for the store's interface, rules and object storage. */
const engineOf = (file: string) => /^store\/(?!(?:rules|objects)\/)([^/]+)\//.exec(file)?.[1]

t.test('engines import the rules, never each other; only store/open.ts imports an engine', async (t) => {
  for (const { file, imported } of arrows) {
    if (folderOf(file) !== 'store') continue
    const [from, to] = [engineOf(file), engineOf(imported)]
    if (to !== undefined && to !== from) t.equal(file, 'store/open.ts', `${file} imports ${imported}`)
    if (file.startsWith('store/rules/')) {
      const allowed = imported.startsWith('store/rules/') || imported === 'store/store.ts'
      t.ok(allowed || folderOf(imported) === 'root', `${file} imports ${imported}`)
    }
  }
})

t.test('a file is read in one sitting: no more than 250 lines', async (t) => {
  for (const file of files)
    t.ok(readFileSync(join(src, file), 'utf8').trimEnd().split('\n').length <= 250, file)
})

t.test('no imports go in a circle', async (t) => {
  t.strictSame(circles(), [])
})

/** Each file from which a chain of imports leads back to it, with that chain. Types count: they tie files as well. */
function circles(): string[] {
  const importsByFile = Map.groupBy(arrows, ({ file }) => file)
  const found: string[] = []
  const done = new Set<string>()
  const path: string[] = []
  const visit = (file: string) => {
    const start = path.indexOf(file)
    if (start !== -1) found.push([...path.slice(start), file].join(' -> '))
    if (start !== -1 || done.has(file)) return
    path.push(file)
    for (const { imported } of importsByFile.get(file) ?? []) visit(imported)
    path.pop()
    done.add(file)
  }
  for (const file of files) visit(file)
  return found
}

t.test('only public interfaces of Node.js, V8 and libraries are used', async (t) => {
  const isPrivate = /\._[A-Za-z]|[{,] *_[A-Za-z]\w*|['"/]_[A-Za-z][^'"]*['"]|\bsetFlagsFromString\b/
  for (const file of files) {
    const lines = readFileSync(join(src, file), 'utf8').split('\n')
    t.strictSame(
      lines.filter((line) => isPrivate.test(line) && !/^\s*(?:\/?\*|\/\/)/.test(line)),
      [],
      file,
    )
  }
})

t.test('parsing reads nothing and knows no clock', async (t) => {
  const impure =
    /\bDate\.now\(|\bnew Date\(\)|\bperformance\.|\bMath\.random\(|\bfetch\(|['"]node:(?:https?|net|timers|child_process|worker_threads)/
  for (const file of files.filter((file) => folderOf(file) === 'parse'))
    t.notMatch(readFileSync(join(src, file), 'utf8'), impure, file)
})
