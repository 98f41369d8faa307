import { foldTag } from '../../../fold.ts'
import { Problem } from '../../../problem.ts'
import type { Position, TagSort } from '../../../query.ts'
import type { Tag, TagCount } from '../../store.ts'
import type { Connection, Value } from '../connection.ts'
import { pauses } from '../pauses.ts'
import { FacetCounter } from './facets.ts'

export type TagsRequest = { contains?: string; sort: TagSort; limit: number; after?: Position }

type TagRow = { term: number; root: number | null; name: string; value: string; articles: number }

const noTag = (name: string): Problem => new Problem('not-found', `There is no tag ${name}.`)

/** @returns the names of the tags that were merged into a tag, directly or through others, in order */
function aliasNamesOf(connection: Connection, root: number): string[] {
  return connection.values<string>('SELECT name FROM terms WHERE root = ? ORDER BY value').all(root)
}

export function tagRow(connection: Connection, name: string): TagRow | undefined {
  const sql = "SELECT term, root, name, value, articles FROM terms WHERE kind = 'tag' AND value = ?"
  return connection.rows<TagRow>(sql).get(foldTag(name))
}

function tagRowOf(connection: Connection, term: number): TagRow {
  const sql = 'SELECT term, root, name, value, articles FROM terms WHERE term = ?'
  const row = connection.rows<TagRow>(sql).get(term)
  if (row === undefined) throw new Error(`there is no term ${term}`)
  return row
}

/** @throws Problem invalid-cursor for a position that no list of tags gave */
function behindOf(sort: TagSort, after: Position | undefined): Value[] {
  if (after === undefined) return []
  const [articles, value] = after
  if (after.length !== 2 || typeof articles !== 'number' || typeof value !== 'string') {
    throw new Problem('invalid-cursor', 'The cursor is not one of this service.')
  }
  return sort === 'count' ? [articles, articles, value] : [value]
}

/** The tags of living articles. Sorted by count: most articles first, then by name as it is folded. */
export function tagsOf(
  connection: Connection,
  { contains, sort, limit, after }: TagsRequest,
): { items: TagCount[]; next: Position | null } {
  const behind = behindOf(sort, after)
  const conditions = ["kind = 'tag'", 'articles > 0']
  if (after !== undefined) {
    conditions.push(sort === 'count' ? 'articles <= ? AND (articles < ? OR value > ?)' : 'value > ?')
  }
  const part = contains === undefined ? '' : foldTag(contains)
  if (part !== '') conditions.push('instr(value, ?) > 0')
  const [index, order] =
    sort === 'count' ? ['tags_by_count', 'articles DESC, value'] : ['terms_in_use', 'value']
  const sql = `SELECT term, root, name, value, articles FROM terms INDEXED BY ${index}
    WHERE ${conditions.join(' AND ')} ORDER BY ${order} LIMIT ?`
  const rows = connection.rows<TagRow>(sql).all(...behind, ...(part === '' ? [] : [part]), limit + 1)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return {
    items: items.map(({ name, articles }) => ({ tag: name, count: articles })),
    next: rows.length > limit && last !== undefined ? [last.articles, last.value] : null,
  }
}

/** Related tags are counted in so many of the newest articles of a tag: a sum over more says nothing else. */
const articlesLookedAt = 5000
const mostRelated = 20

/**
 * @param connection in a snapshot: it is read in more than one go
 * @throws Problem not-found
 */
export async function tagOf(connection: Connection, name: string): Promise<Tag> {
  const row = tagRow(connection, name)
  if (row === undefined) throw noTag(name)
  if (row.root !== null) return { mergedInto: tagRowOf(connection, row.root).name }
  if (row.articles === 0) throw noTag(name)
  const sql = 'SELECT key FROM postings WHERE term = ? ORDER BY instant DESC, key DESC LIMIT ?'
  const counter = new FacetCounter(connection)
  const pauseIfDue = pauses()
  for (const key of connection.values<number>(sql).all(row.term, articlesLookedAt)) {
    counter.add(key)
    const pause = pauseIfDue()
    if (pause !== undefined) await pause
  }
  const related = (counter.facets(['tag']).tag ?? []).filter(({ value }) => value !== row.name)
  return {
    tag: row.name,
    count: row.articles,
    aliases: aliasNamesOf(connection, row.term),
    related: related.slice(0, mostRelated).map(({ value, count }) => ({ tag: value, count })),
  }
}
