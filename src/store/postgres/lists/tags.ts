import { foldTag } from '../../../fold.ts'
import type { ArticleFilter, TagSort } from '../../../query.ts'
import { isEmpty } from '../../rules/plan.ts'
import {
  articlesLookedAt,
  mostRelated,
  noTag,
  relatedTags,
  type TagPlace,
  type TagsPage,
  tagPlaceOf,
  tagsAmong,
  tagsPageOf,
} from '../../rules/tags.ts'
import type { Tag, TagsRequest } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { Parameters } from '../sql.ts'
import { facetsOf } from './facets.ts'
import { givenKeys, sumsOf } from './lists.ts'
import { planOf } from './plan.ts'
import { storedValue } from './terms.ts'
import { walk } from './walk.ts'

export type TagRow = { term: number; root: number | null; name: string; value: string; articles: number }

const columns = 'term, root, name, value, articles'

export const tagRow = (connection: Connection, name: string): Promise<TagRow | undefined> =>
  connection.row<TagRow>(
    `SELECT ${columns} FROM terms WHERE kind = 'tag' AND value = $1`,
    storedValue(foldTag(name)),
  )

function behindSql(sort: TagSort, [articles, value]: TagPlace, parameters: Parameters): string {
  const isFurther = `value > ${parameters.add(value)}`
  if (sort === 'name') return isFurther
  const place = `${parameters.add(articles)}::bigint`
  return `articles <= ${place} AND (articles < ${place} OR ${isFurther})`
}

/** The tags of the articles that pass a filter. Sorted by count: most articles first, then by name as it is folded. */
export async function tagsOf(connection: Connection, request: TagsRequest): Promise<TagsPage> {
  const { filter = {}, after } = request
  if (isEmpty(filter)) return keptTags(connection, request)
  tagPlaceOf(after)
  const plan = await planOf(connection, filter)
  if (plan === null) return { items: [], next: null }
  const { facets } = await sumsOf(connection, plan, { facets: ['tag'] })
  return tagsAmong(facets?.tag ?? [], request)
}

/** The tags of all articles, whose counts are kept. */
export async function keptTags(
  connection: Connection,
  { contains, sort, limit, after }: Omit<TagsRequest, 'filter'>,
): Promise<TagsPage> {
  const parameters = new Parameters()
  const conditions = ["kind = 'tag'", 'articles > 0']
  const behind = tagPlaceOf(after)
  if (behind !== undefined) conditions.push(behindSql(sort, behind, parameters))
  const part = contains === undefined ? '' : foldTag(contains)
  if (part !== '') conditions.push(`strpos(value, ${parameters.add(part)}) > 0`)
  const rows = await connection.rows<TagRow>(
    `SELECT ${columns} FROM terms WHERE ${conditions.join(' AND ')}
     ORDER BY ${sort === 'count' ? 'articles DESC, value' : 'value'} LIMIT ${parameters.add(limit + 1)}`,
    ...parameters.values,
  )
  return tagsPageOf(rows, limit)
}

/** @throws Problem not-found */
export async function tagOf(connection: Connection, name: string, filter: ArticleFilter = {}): Promise<Tag> {
  const row = await tagRow(connection, name)
  if (row === undefined) throw noTag(name)
  if (row.root !== null) {
    const root = await connection.value<string>('SELECT name FROM terms WHERE term = $1', row.root)
    return { mergedInto: root as string }
  }
  if (row.articles === 0) throw noTag(name)
  const plan = await planOf(connection, { ...filter, tag: [...(filter.tag ?? []), name] })
  const { total = 0 } = plan === null ? {} : await sumsOf(connection, plan, { count: true })
  const newest: number[] = []
  if (plan !== null) {
    for await (const hits of walk(connection, plan, 'newest', { step: articlesLookedAt })) {
      newest.push(...hits.map(({ key }) => key))
      if (newest.length >= articlesLookedAt) break
    }
  }
  const keys = givenKeys(newest.slice(0, articlesLookedAt))
  const { tag: tags = [] } = await facetsOf(connection, keys, ['tag'], mostRelated + 1)
  const aliases = 'SELECT name FROM terms WHERE root = $1 ORDER BY value'
  return {
    tag: row.name,
    count: total,
    aliases: await connection.values<string>(aliases, row.term),
    related: relatedTags(tags, row.name),
  }
}
