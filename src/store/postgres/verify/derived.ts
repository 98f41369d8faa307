import type { Article } from '../../../article.ts'
import { termNamesOf } from '../../rules/terms.ts'
import type { Fault } from '../../store.ts'
import { timeFaults } from '../../verified.ts'
import type { Connection } from '../connection.ts'
import { storedValue } from '../lists/terms.ts'
import { type GramColumn, searchRowOf } from '../search/grams.ts'

type Row = { key: number; id: string }
type Facts = {
  key: number
  instant: number
  day: number | null
  ingested: number
  updated: number
  names: string[]
}
type SearchRow = { key: number; instant: number } & Record<GramColumn, number[]>

const gramColumns: readonly GramColumn[] = ['grams', 'title_grams', 'often_grams', 'sketch']

/** What is wrong with the places of some articles in lists and in the search index. */
export async function* derivedFaults(
  connection: Connection,
  rows: readonly Row[],
  articles: ReadonlyMap<number, Article>,
): AsyncGenerator<Fault, void, void> {
  const keys = rows.map(({ key }) => key)
  const facts = await connection.rows<Facts>(
    `SELECT key, instant, day, ingested, updated, ARRAY(SELECT kind || chr(10) || value FROM terms WHERE term = ANY(facts.terms)) AS names
     FROM facts WHERE key = ANY($1)`,
    keys,
  )
  const searched = await connection.rows<SearchRow>('SELECT * FROM search WHERE key = ANY($1)', keys)
  const [factsOf, searchOf] = [byKey(facts), byKey(searched)]
  for (const { key, id } of rows) {
    const article = articles.get(key)
    if (article === undefined) continue
    for (const what of [
      ...factFaults(article, factsOf.get(key)),
      ...searchFaults(article, key, searchOf.get(key)),
    ]) {
      yield { where: id, what, isDerived: true }
    }
  }
}

const byKey = <T extends { key: number }>(rows: readonly T[]) => new Map(rows.map((row) => [row.key, row]))

function factFaults(article: Article, facts: Facts | undefined): string[] {
  if (facts === undefined) return ['has no facts']
  const faults = timeFaults(article, facts)
  const names = termNamesOf(article).map(({ kind, value }) => `${kind}\n${storedValue(value)}`)
  const expected = new Set(names.map((name) => Buffer.from(name.replaceAll('\0', '\ufffd')).toString()))
  const isSame = expected.size === facts.names.length && facts.names.every((name) => expected.has(name))
  if (!isSame) faults.push('has other terms in its facts')
  return faults
}

function searchFaults(article: Article, key: number, row: SearchRow | undefined): string[] {
  if (row === undefined) return ['is not in the search index']
  const expected = searchRowOf({ key, article })
  if (row.instant !== expected.instant) return ['has another date in the search index']
  const isSame = gramColumns.every((column) => row[column].join() === expected[column].join())
  return isSame ? [] : ['has another text in the search index']
}
