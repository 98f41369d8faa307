import { foldTag } from '../../../fold.ts'
import type { TagAlias } from '../../../page.ts'
import { Problem } from '../../../problem.ts'
import { noTag } from '../../rules/tags.ts'
import type { Term } from '../../rules/terms.ts'
import type { Connection } from '../connection.ts'
import { hasAny } from '../sql.ts'
import type { Transaction } from '../transaction.ts'
import { tagRow } from './tags.ts'

/*
 * The articles of a merged tag are in the list of its target tag, so that lists and counts need no aliases. The table
 * `facts` keeps what each article itself calls its tags: a merger can be undone. All of this runs while no other
 * transaction writes.
 */

/**
 * Merges a tag into another one.
 * @returns Problem not-found where there is no such tag, conflict where it would point in a circle
 */
export async function addAlias(
  transaction: Transaction,
  tag: string,
  alias: string,
): Promise<Problem | undefined> {
  const { connection } = transaction
  const target = await tagRow(connection, tag)
  const root = target?.root ?? target?.term
  if (target === undefined || root === undefined || !(await isUsed(connection, root))) {
    return noTag(tag)
  }
  const value = foldTag(alias)
  if (value === '') return new Problem('invalid-parameter', 'The alias is empty.')
  const merged = await termOf(transaction, alias.trim())
  for (let at: number | undefined = target.term; at !== undefined; at = await targetOf(connection, at)) {
    if (at === merged.term) {
      return new Problem('conflict', `The tag ${tag} is ${alias}, or was merged into it.`)
    }
  }
  if ((await targetOf(connection, merged.term)) === target.term) return undefined
  await connection.run(
    'INSERT INTO tag_aliases (alias, tag) VALUES ($1, $2) ON CONFLICT (alias) DO UPDATE SET tag = excluded.tag',
    merged.term,
    target.term,
  )
  transaction.tagChanged('merged', merged.term, target.term)
  await moveRoot(transaction, merged, root)
  return undefined
}

/** @returns the term of a tag, made where it is not there yet */
async function termOf({ terms }: Transaction, name: string): Promise<Term> {
  const [term] = await terms.named([{ kind: 'tag', value: foldTag(name), name }])
  return term as Term
}

/** @returns for each tag that has a part in mergers, all mergers of its family, in the order of their names */
export async function aliasesByTerm(connection: Connection): Promise<Map<number, TagAlias[]>> {
  const rows = await connection.rows<TagAlias & { term: number; root: number }>(
    `SELECT tag_aliases.alias AS term, merged.root, merged.name AS alias, target.name AS tag
     FROM tag_aliases JOIN terms AS merged ON merged.term = tag_aliases.alias
     JOIN terms AS target ON target.term = tag_aliases.tag ORDER BY merged.value`,
  )
  const byTerm = new Map<number, TagAlias[]>()
  for (const { term, root, alias, tag } of rows) {
    const family = byTerm.get(root) ?? []
    family.push({ alias, tag })
    byTerm.set(root, family).set(term, family)
  }
  return byTerm
}

/** Merges tags as they were in another archive, under the names that they had there. A merger of this archive stays. */
export async function restoreAliases(transaction: Transaction, aliases: readonly TagAlias[]): Promise<void> {
  const { connection } = transaction
  for (const { alias, tag } of aliases) {
    const [merged, target] = [await termOf(transaction, alias), await termOf(transaction, tag)]
    if ((await targetOf(connection, merged.term)) !== undefined) continue
    if ((await familyOf(connection, merged.term)).includes(target.term)) continue
    for (const [name, { term }] of [[alias, merged] as const, [tag, target] as const]) {
      await connection.run('UPDATE terms SET name = $1 WHERE term = $2', name, term)
    }
    await connection.run('INSERT INTO tag_aliases (alias, tag) VALUES ($1, $2)', merged.term, target.term)
    transaction.tagChanged('merged', merged.term, target.term)
    await moveRoot(transaction, merged, await rootOf(connection, target.term))
  }
}

/** @returns Problem not-found where the one was not merged into the other */
export async function removeAlias(
  transaction: Transaction,
  tag: string,
  alias: string,
): Promise<Problem | undefined> {
  const { connection } = transaction
  const [target, merged] = [await tagRow(connection, tag), await tagRow(connection, alias)]
  const sql = 'DELETE FROM tag_aliases WHERE alias = $1 AND tag = $2'
  const changes =
    target === undefined || merged === undefined ? 0 : await connection.run(sql, merged.term, target.term)
  if (target === undefined || merged === undefined || changes === 0) {
    return new Problem('not-found', `${alias} was not merged into ${tag}.`)
  }
  transaction.tagChanged('unmerged', merged.term, target.term)
  await moveRoot(transaction, merged, merged.term)
  return undefined
}

/** Counts are written last, so a tag that came in this very transaction has none yet. */
const isUsed = async (connection: Connection, term: number): Promise<boolean> =>
  (await connection.value<boolean>('SELECT EXISTS (SELECT 1 FROM postings WHERE term = $1)', term)) === true

const targetOf = (connection: Connection, term: number): Promise<number | undefined> =>
  connection.value<number>('SELECT tag FROM tag_aliases WHERE alias = $1', term)

const rootOf = async (connection: Connection, term: number): Promise<number> =>
  (await connection.value<number>('SELECT coalesce(root, term) FROM terms WHERE term = $1', term)) ?? term

/** The tags that were merged into a tag, whatever lies between, and the tag itself. */
const familyOf = (connection: Connection, term: number): Promise<number[]> =>
  connection.values<number>(
    `WITH RECURSIVE family (term) AS (
       SELECT $1::integer UNION SELECT alias FROM tag_aliases JOIN family ON tag_aliases.tag = family.term)
     SELECT term FROM family`,
    term,
  )

/** Moves the articles of a tag, and of all that were merged into it, to the list of another root. */
async function moveRoot(transaction: Transaction, { term }: { term: number }, root: number): Promise<void> {
  const { connection } = transaction
  const before = await rootOf(connection, term)
  if (before === root) return
  transaction.isChanged = true
  transaction.rootsChanged = true
  const family = await familyOf(connection, term)
  await connection.run('UPDATE terms SET root = nullif($1, term) WHERE term = ANY($2)', root, family)
  const come = await connection.rows<Moved>(
    `WITH moved AS (INSERT INTO postings (term, instant, key) SELECT $1, instant, key FROM facts
       WHERE ${hasAny('terms', '$2::integer[]')} ON CONFLICT DO NOTHING RETURNING key) ${byDay}`,
    root,
    family,
  )
  count(transaction, root, come, 1)
  const left = await connection.values<number>(
    'SELECT term FROM terms WHERE (term = $1 AND root IS NULL) OR root = $1',
    before,
  )
  const gone = await connection.rows<Moved>(
    `WITH moved AS (DELETE FROM postings USING facts WHERE postings.term = $1 AND postings.instant = facts.instant
       AND postings.key = facts.key AND ${hasAny('facts.terms', '$2::integer[]')}
       AND NOT ${hasAny('facts.terms', '$3::integer[]')} RETURNING postings.key) ${byDay}`,
    before,
    family,
    left,
  )
  count(transaction, before, gone, -1)
}

type Moved = { day: number | null; articles: number }

const byDay = 'SELECT day, count(*) AS articles FROM moved JOIN facts USING (key) GROUP BY day'

function count(transaction: Transaction, term: number, moved: readonly Moved[], sign: 1 | -1): void {
  for (const { day, articles } of moved) {
    transaction.count(term, sign * articles)
    transaction.countDay(term, day, sign * articles)
  }
}
