import { foldTag } from '../../../fold.ts'
import type { ArticleFilter, Position, TagSort } from '../../../query.ts'
import { isEmpty } from '../../rules/plan.ts'
import {
  articlesLookedAt,
  mostRelated,
  noTag,
  relatedTags,
  type TagsPage,
  tagPlaceOf,
  tagsAmong,
  tagsPageOf,
} from '../../rules/tags.ts'
import type { Tag, TagsRequest } from '../../store.ts'
import type { Connection, Value } from '../connection.ts'
import { pauses } from '../pauses.ts'
import { FacetCounter } from './facets.ts'
import { sumsOf } from './lists.ts'
import { planOf } from './plan.ts'
import { walk } from './walk.ts'

type TagRow = { term: number; root: number | null; name: string; value: string; articles: number }

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

function behindOf(sort: TagSort, after: Position | undefined): Value[] {
  const place = tagPlaceOf(after)
  if (place === undefined) return []
  const [articles, value] = place
  return sort === 'count' ? [articles, articles, value] : [value]
}

/**
 * The tags of the articles that pass a filter. Sorted by count: most articles first, then by name as it is folded.
 * @param connection in a snapshot: it is read in more than one go
 */
export async function tagsOf(connection: Connection, request: TagsRequest): Promise<TagsPage> {
  const { filter = {}, after } = request
  if (isEmpty(filter)) return keptTags(connection, request)
  tagPlaceOf(after)
  const plan = planOf(connection, filter)
  if (plan === null) return { items: [], next: null }
  const { facets } = await sumsOf(connection, plan, { facets: ['tag'] })
  return tagsAmong(facets?.tag ?? [], request)
}

/** The tags of all articles, whose counts are kept. */
export function keptTags(
  connection: Connection,
  { contains, sort, limit, after }: Omit<TagsRequest, 'filter'>,
): TagsPage {
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
  return tagsPageOf(rows, limit)
}

/**
 * @param connection in a snapshot: it is read in more than one go
 * @throws Problem not-found
 */
export async function tagOf(connection: Connection, name: string, filter: ArticleFilter = {}): Promise<Tag> {
  const row = tagRow(connection, name)
  if (row === undefined) throw noTag(name)
  if (row.root !== null) return { mergedInto: tagRowOf(connection, row.root).name }
  if (row.articles === 0) throw noTag(name)
  const plan = planOf(connection, { ...filter, tag: [...(filter.tag ?? []), name] })
  const { total = 0 } = plan === null ? {} : await sumsOf(connection, plan, { count: true })
  const counter = new FacetCounter(connection)
  const pauseIfDue = pauses()
  let looked = 0
  for (const hit of plan === null ? [] : walk(connection, plan, 'newest')) {
    if (hit !== null) {
      counter.add(hit.key)
      looked++
    }
    if (looked === articlesLookedAt) break
    const pause = pauseIfDue()
    if (pause !== undefined) await pause
  }
  return {
    tag: row.name,
    count: total,
    aliases: aliasNamesOf(connection, row.term),
    related: relatedTags(counter.facets(['tag'], mostRelated + 1).tag ?? [], row.name),
  }
}
