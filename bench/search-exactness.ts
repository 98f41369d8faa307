// Does search find exactly what a plain scan of the folded text finds?
//   node bench/search-exactness.ts [DATABASE | FOLDER | ARCHIVE.tar.xz] [--seed N] [--queries N]
//
// Queries are drawn from the articles themselves: names of 2, 3 and 4 characters, phrases of 6 to 10, Latin, mixed,
// Traditional spellings, single characters, several terms, exclusions. A folder or tar of pages is imported first.
// Exits with 1 on any difference.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Converter } from 'opencc-js/cn2t'
import type { Article } from '../src/article.ts'
import { fold } from '../src/fold.ts'
import type { Position } from '../src/query.ts'
import { parseQuery } from '../src/store/rules/search/query.ts'
import { openStore } from '../src/store/sqlite/open.ts'
import type { Store } from '../src/store/store.ts'
import { unpacked } from './corpus.ts'
import { randomOf } from './draws.ts'
import { median, percentile, progress, report } from './report.ts'

const pageSize = 100
const command = fileURLToPath(new URL('../src/cli.ts', import.meta.url))

/** An article as a plain scan reads it. */
type Scanned = { id: string; title: string; text: string; original: string }

const traditional = Converter({ from: 'cn', to: 't' })

/** What a kind of query looks like: a text that is drawn until it is found in an article, and what is made of it. */
type Kind = { name: string; text: RegExp; query?: (text: string, other: string) => string }

const phrase = (text: string) => `"${text}"`

const kinds: Kind[] = [
  { name: 'names of 2 characters', text: /^\p{Script=Han}{2}/u },
  { name: 'names of 3 characters', text: /^\p{Script=Han}{3}/u },
  { name: 'names of 4 characters', text: /^\p{Script=Han}{4}/u },
  { name: 'phrases of 6 to 10 characters', text: /^[^"\s]{6,10}/u },
  { name: 'phrases with spaces', text: /^[^"\s]{1,5} [^"\s]{1,5}/u, query: phrase },
  { name: 'Latin', text: /^[A-Za-z]{2,12}/u },
  { name: 'Latin in capitals', text: /^[A-Za-z]{3,12}/u, query: (text) => text.toUpperCase() },
  { name: 'digits', text: /^\d{1,4}/u },
  { name: 'Latin beside Chinese', text: /^\p{Script=Han}{1,2}[A-Za-z0-9]{2,4}/u },
  { name: 'Traditional spellings', text: /^\p{Script=Han}{2,5}/u, query: (text) => traditional(text) },
  { name: 'single characters', text: /^\p{Script=Han}/u },
  { name: 'punctuation', text: /^[，。：“”（）！？—…]\p{Script=Han}{0,2}/u },
  { name: 'two names', text: /^\p{Script=Han}{2}/u, query: (text, other) => `${text} ${other}` },
  {
    name: 'one name without another',
    text: /^\p{Script=Han}{2}/u,
    query: (text, other) => `${text} -${other}`,
  },
  { name: 'exclusions alone', text: /^\p{Script=Han}{2,3}/u, query: (text) => `-${text}` },
]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: '1' }, queries: { type: 'string', default: '300' } },
})
const seed = Number(values.seed)
const count = Number(values.queries)
const random = randomOf(seed)
const draw = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T

const { database, remove } = databaseOf(positionals[0])
const store = await openStore({ path: database, readOnly: true })
const articles = await scannedFrom(store)
const rows: string[][] = []
let different = 0
for (const [index, kind] of kinds.entries()) {
  const times: number[] = []
  let hits = 0
  const own = Math.floor(count / kinds.length) + (index < count % kinds.length ? 1 : 0)
  for (let drawn = 0; drawn < own; drawn++) {
    const q = queryOf(kind)
    const expected = new Set(scan(q))
    hits += expected.size
    const began = performance.now()
    await store.list({ filter: { q }, sort: 'newest', limit: 20 })
    times.push(performance.now() - began)
    for (const sort of ['newest', 'relevance'] as const) {
      const { ids, total } = await allHits(store, q, sort)
      const found = new Set(ids)
      const missing = [...expected].filter((id) => !found.has(id))
      const wrong = ids.filter((id) => !expected.has(id))
      if (missing.length + wrong.length === 0 && found.size === ids.length && total === ids.length) continue
      different++
      process.stdout.write(
        `${JSON.stringify({ q, sort, expected: expected.size, total, missing: missing.slice(0, 5), wrong: wrong.slice(0, 5) })}\n`,
      )
    }
  }
  progress('queries', index + 1, kinds.length)
  rows.push([
    kind.name,
    String(own),
    String(hits),
    median(times).toFixed(2),
    percentile(times, 0.95).toFixed(2),
  ])
}
await store.close()
remove()
report({
  title: 'Search against a plain scan',
  note: `${articles.length} articles, ${count} queries drawn with seed ${seed}: ${different} differ. Milliseconds for the 20 newest.`,
  columns: ['query', 'queries', 'hits', 'p50', 'p95'],
  rows,
})
process.exitCode = different === 0 ? 0 : 1

/** @returns a database of the articles at a path; one that was made for it is removed again */
function databaseOf(path: string | undefined): { database: string; remove: () => void } {
  if (path !== undefined && existsSync(path) && statSync(path).isFile() && path.endsWith('.db')) {
    return { database: path, remove: () => {} }
  }
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-exactness-'))
  const made = join(folder, 'archive.db')
  execFileSync(process.execPath, [command, 'import', unpacked(path), '--database', made], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return { database: made, remove: () => rmSync(folder, { recursive: true }) }
}

async function scannedFrom(store: Store): Promise<Scanned[]> {
  const scanned: Scanned[] = []
  for await (const json of (await store.export({})).articles) {
    const { id, title, paragraphs }: Article = JSON.parse(json.toString())
    const original = paragraphs.join('\n')
    scanned.push({
      id,
      title: fold(title ?? ''),
      text: fold(original),
      original: `${title ?? ''}\n${original}`,
    })
  }
  if (scanned.length === 0) throw new Error('there are no articles to search')
  return scanned
}

/** Draws a query of the kind: what stands at a random place of a random article, if it is of the kind. */
function queryOf({ name, text, query = (found) => found }: Kind): string {
  const drawn = (): string => {
    for (let tries = 0; tries < 100_000; tries++) {
      const { original } = draw(articles)
      const at = Math.floor(random() * original.length)
      const found = text.exec(original.slice(at, at + 40))?.[0]
      // What begins with a minus would be an exclusion.
      if (found !== undefined && !/^[-"]/.test(found)) return found
    }
    throw new Error(`no article holds any of these: ${name}`)
  }
  return query(drawn(), drawn())
}

function scan(q: string): string[] {
  const { all, none } = parseQuery(q)
  return articles
    .filter(({ title, text }) => {
      const has = (term: string) => title.includes(term) || text.includes(term)
      return all.every(has) && !none.some(has)
    })
    .map(({ id }) => id)
}

async function allHits(store: Store, q: string, sort: 'newest' | 'relevance') {
  const ids: string[] = []
  let total: number | undefined
  let after: Position | null | undefined
  do {
    const list = await store.list({
      filter: { q },
      sort,
      limit: pageSize,
      after: after ?? undefined,
      count: total === undefined,
    })
    ids.push(...list.items.map(({ id }) => id))
    total ??= list.total
    after = list.next
  } while (after !== null)
  return { ids, total }
}
