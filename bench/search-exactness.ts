// Does search find exactly what a plain scan of the folded text finds?   node bench/search-exactness.ts DATABASE [SEED]
//
// Draws 300 queries at random from the archive's own texts, of every kind that people search for, and compares the
// ids. Exits with 1 where any differ.
import { Converter } from 'opencc-js/cn2t'
import type { Article } from '../src/article.ts'
import { fold } from '../src/fold.ts'
import { openStore } from '../src/store/sqlite/open.ts'
import type { Store } from '../src/store/store.ts'
import { randomOf } from './archive.ts'
import { percentile, progress, report } from './report.ts'

const [path, seedText = '1'] = process.argv.slice(2)
if (path === undefined) {
  process.stderr.write('usage: node bench/search-exactness.ts DATABASE [SEED]\n')
  process.exit(2)
}
const seed = Number(seedText)
const random = randomOf(seed)
const toTraditional = Converter({ from: 'cn', to: 't' })

type Text = { id: string; title: string; text: string }
type Kind = { name: string; count: number; pattern: RegExp; change?: (drawn: string) => string }

const quoted = (drawn: string) => `"${drawn}"`
const kinds: readonly Kind[] = [
  { name: 'one character', count: 20, pattern: /\p{Script=Han}/gu },
  { name: '2 characters', count: 60, pattern: /\p{Script=Han}{2}/gu },
  { name: '3 characters', count: 50, pattern: /\p{Script=Han}{3}/gu },
  { name: '4 characters', count: 40, pattern: /\p{Script=Han}{4}/gu },
  { name: 'phrases of 6 to 10', count: 40, pattern: /[^\n"]{6,10}/gu, change: quoted },
  { name: 'Latin', count: 20, pattern: /[A-Za-z][A-Za-z-]{2,12}/g },
  { name: 'mixed', count: 20, pattern: /[A-Za-z0-9]{1,4}\p{Script=Han}{1,3}/gu },
  { name: 'Traditional', count: 30, pattern: /\p{Script=Han}{2,4}/gu, change: toTraditional },
  { name: 'two terms', count: 20, pattern: /\p{Script=Han}{2}(?=[^\n]*?\p{Script=Han}{2})/gu },
]

async function textsOf(store: Store): Promise<Text[]> {
  const texts: Text[] = []
  const { articles } = await store.export({})
  for await (const json of articles) {
    const { id, title, paragraphs }: Article = JSON.parse(json.toString())
    texts.push({ id, title: title ?? '', text: paragraphs.join('\n') })
  }
  return texts
}

/** A piece of a random article that the pattern matches. */
function drawn(texts: readonly Text[], pattern: RegExp): string {
  for (;;) {
    const { title, text } = texts[Math.floor(random() * texts.length)]!
    const whole = random() < 0.2 ? title : text
    const start = Math.floor(random() * whole.length)
    const found = [...whole.slice(start, start + 400).matchAll(pattern)]
    const piece = found[Math.floor(random() * found.length)]?.[0].trim()
    if (piece !== undefined && piece !== '' && !piece.startsWith('-')) return piece
  }
}

function queryOf(texts: readonly Text[], { name, pattern, change = (piece) => piece }: Kind): string {
  if (name === 'two terms') return `${drawn(texts, pattern)} ${drawn(texts, pattern)}`
  return change(drawn(texts, pattern))
}

/** The terms as the scan looks for them. */
const termsOf = (query: string): string[] =>
  (query.startsWith('"') ? [query.slice(1, -1)] : query.split(' ')).map(fold)

async function idsFound(store: Store, q: string): Promise<string[]> {
  const ids: string[] = []
  for (let after: Awaited<ReturnType<Store['list']>>['next'] | undefined; after !== null; ) {
    const list = await store.list({ filter: { q }, sort: 'newest', limit: 100, after })
    ids.push(...list.items.map(({ id }) => id))
    after = list.next
  }
  return ids.sort()
}

const store = await openStore({ path, readOnly: true })
const texts = await textsOf(store)
const folded = texts.map(({ id, title, text }) => ({ id, title: fold(title), text: fold(text) }))
const total = kinds.reduce((sum, { count }) => sum + count, 0)
const rows: string[][] = []
let wrong = 0
let done = 0
for (const kind of kinds) {
  const times: number[] = []
  let hits = 0
  let differing = 0
  for (let number = 0; number < kind.count; number++) {
    const query = queryOf(texts, kind)
    const terms = termsOf(query)
    const scanned = folded
      .filter(({ title, text }) => terms.every((term) => title.includes(term) || text.includes(term)))
      .map(({ id }) => id)
      .sort()
    const began = performance.now()
    const found = await idsFound(store, query)
    times.push(performance.now() - began)
    hits += scanned.length
    if (found.join() !== scanned.join()) {
      differing++
      process.stderr.write(`${kind.name}: ${query}: ${found.length} found, ${scanned.length} there\n`)
    }
    progress('search', ++done, total)
  }
  wrong += differing
  rows.push([
    kind.name,
    String(kind.count),
    String(hits),
    String(differing),
    percentile(times, 0.5).toFixed(1),
  ])
}
await store.close()
report({
  title: 'Search against a plain scan',
  note: `${texts.length} articles, ${total} queries drawn with seed ${seed}; every hit of each fetched.`,
  columns: ['queries', 'count', 'hits', 'differing', 'median ms, all pages'],
  rows,
})
process.exitCode = wrong > 0 ? 1 : 0
