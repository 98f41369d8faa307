import type { Article } from '../../../article.ts'
import { type Terms, termsOf } from '../../rules/search/expression.ts'
import { family, type Gram, gramOf, gramsOf, highOf } from '../../rules/search/grams.ts'
import type { Query } from '../../rules/search/query.ts'
import { folded, searchableOf } from '../../rules/search/searchable.ts'
import { publishedOf } from '../../rules/terms.ts'
import type { Connection } from '../connection.ts'
import { joinedIntegers } from '../sql.ts'

/** The columns of `search` that hold grams. */
const gramColumns = ['grams', 'title_grams', 'often_grams', 'sketch'] as const
export type GramColumn = (typeof gramColumns)[number]

/** The columns by family; triples are not stored, because 32 bits do not hold them: the pairs in them find them. */
const columns: Readonly<Record<number, GramColumn>> = {
  [family.single]: 'grams',
  [family.double]: 'grams',
  [family.titleSingle]: 'title_grams',
  [family.titleDouble]: 'title_grams',
  [family.oftenDouble]: 'often_grams',
  [family.sketch]: 'sketch',
}

const pairs: readonly number[] = [family.double, family.titleDouble, family.oftenDouble]
const familyBits = 2 ** 42

/**
 * Where a gram is stored, as 32 bits with a sign: a single unit as it is, a pair as `first << 16 | second`. A pair that begins
 * with U+0000 would be a single unit: it is stored as one that begins with U+FFFF, and both are checked on the text.
 */
export function placeOf(gram: Gram): { column: GramColumn; value: number } | undefined {
  const of = Math.floor(gram / familyBits)
  const column = columns[of]
  if (column === undefined) return undefined
  const value = gram | 0
  return { column, value: pairs.includes(of) && value >>> 16 === 0 ? value | 0xffff0000 : value }
}

const mixedUp = /[\0\uffff]/

/** @returns the terms of a query with the grams that are stored here */
export function storedTermsOf(query: Query): Terms {
  const { all, none } = termsOf(query)
  const stored = (term: Terms['all'][number]): Terms['all'][number] => {
    const isExact = term.text.length <= 2 && !mixedUp.test(term.text)
    const doubles = term.oftenGrams.map((gram) => gramOf(highOf(family.double), gram | 0))
    const grams = term.text.length === 1 ? term.grams : doubles
    return { ...term, grams, certain: isExact, certainMarks: isExact }
  }
  return { all: all.map(stored), none: none.map(stored) }
}

/** An article as it is put into `search`. `grams`: the article's, if made before. */
export type SearchDocument = { key: number; article: Article; grams?: Float64Array }

type Row = { key: number; instant: number } & Record<GramColumn, Int32Array>

/** @returns the article's row of `search` */
export function searchRowOf({ key, article, grams }: SearchDocument): Row {
  const places: Record<GramColumn, number[]> = { grams: [], title_grams: [], often_grams: [], sketch: [] }
  for (const gram of grams ?? gramsOf(folded(searchableOf(article)))) {
    const place = placeOf(gram)
    if (place !== undefined) places[place.column].push(place.value)
  }
  const sorted = (values: number[]) => Int32Array.from(new Set(values)).sort()
  return {
    key,
    instant: publishedOf(article.publishedAt).instant,
    grams: sorted(places.grams),
    title_grams: sorted(places.title_grams),
    often_grams: sorted(places.often_grams),
    sketch: sorted(places.sketch),
  }
}

/** Puts articles into the index, in place of what is there of them; null takes one out. */
export async function indexArticles(
  connection: Connection,
  documents: ReadonlyMap<number, SearchDocument | null>,
): Promise<void> {
  const gone = [...documents].flatMap(([key, document]) => (document === null ? [key] : []))
  if (gone.length > 0) await connection.run('DELETE FROM search WHERE key = ANY($1)', gone)
  const rows = [...documents.values()].filter((document) => document !== null).map(searchRowOf)
  if (rows.length === 0) return
  const columns = gramColumns.map((name) => joinedIntegers(rows.map((row) => row[name])))
  const place = (index: number) => 3 + 3 * index
  const slice = (index: number) => `($${place(index)}::integer[])[first${index}:last${index}]`
  const places = gramColumns.flatMap((_, index) => [`first${index}`, `last${index}`])
  const given = gramColumns.map(
    (_, index) => `$${place(index) + 1}::integer[], $${place(index) + 2}::integer[]`,
  )
  await connection.run(
    `INSERT INTO search (key, instant, ${gramColumns.join(', ')})
     SELECT key, instant, ${gramColumns.map((_, index) => slice(index)).join(', ')}
     FROM unnest($1::bigint[], $2::bigint[], ${given.join(', ')}) AS given (key, instant, ${places.join(', ')})
     ON CONFLICT (key) DO UPDATE SET instant = excluded.instant,
       ${gramColumns.map((name) => `${name} = excluded.${name}`).join(', ')}`,
    rows.map(({ key }) => key),
    rows.map(({ instant }) => instant),
    ...columns.flatMap(({ array, firsts, lasts }) => [array, firsts, lasts]),
  )
}
