import { foldTag } from '../../../fold.ts'
import type { TagAlias } from '../../../page.ts'
import { Problem } from '../../../problem.ts'
import { noTag } from '../../rules/tags.ts'
import type { Term } from '../../rules/terms.ts'
import type { Connection } from '../connection.ts'
import { addTagChange } from '../rows/changes.ts'
import type { Transaction } from '../transaction.ts'
import { tagRow } from './tags.ts'
import { termsOfKey } from './terms.ts'

/*
 * The articles of a merged tag are in the list of its target tag, so that lists and counts need no aliases. The table
 * `facts` keeps what each article itself calls its tags: a merger can be undone.
 */

type Alias = { alias: number; tag: number }

/** Articles moved between two pauses. */
const movedAtOnce = 50

/**
 * Merges a tag into another one.
 * @returns Problem not-found where there is no such tag, conflict where it would point in a circle
 */
export function* addAlias(
  transaction: Transaction,
  tag: string,
  alias: string,
): Generator<void, Problem | undefined, void> {
  const { connection, terms } = transaction
  const target = tagRow(connection, tag)
  const root = target === undefined ? undefined : terms.find('tag', foldTag(tag))?.root
  if (target === undefined || root === undefined || !isUsed(transaction, root)) {
    return noTag(tag)
  }
  const value = foldTag(alias)
  if (value === '') return new Problem('invalid-parameter', 'The alias is empty.')
  const merged = terms.term({ kind: 'tag', value, name: alias.trim() })
  for (let at: number | undefined = target.term; at !== undefined; at = targetOf(transaction, at)) {
    if (at === merged.term) {
      return new Problem('conflict', `The tag ${tag} is ${alias}, or was merged into it.`)
    }
  }
  if (targetOf(transaction, merged.term) === target.term) return undefined
  connection.run('INSERT OR REPLACE INTO tag_aliases (alias, tag) VALUES (?, ?)', merged.term, target.term)
  addTagChange(transaction, 'merged', merged.term, target.term)
  yield* moveRoot(transaction, merged.term, root)
  return undefined
}

/** @returns for each tag that has a part in mergers, all mergers of its family, in the order of their names */
export function aliasesByTerm(connection: Connection): Map<number, TagAlias[]> {
  const sql = `SELECT tag_aliases.alias AS term, merged.root, merged.name AS alias, target.name AS tag
    FROM tag_aliases JOIN terms AS merged ON merged.term = tag_aliases.alias
    JOIN terms AS target ON target.term = tag_aliases.tag ORDER BY merged.value`
  const byTerm = new Map<number, TagAlias[]>()
  for (const { term, root, alias, tag } of connection
    .rows<TagAlias & { term: number; root: number }>(sql)
    .all()) {
    const family = byTerm.get(root) ?? []
    family.push({ alias, tag })
    byTerm.set(root, family).set(term, family)
  }
  return byTerm
}

/** Merges tags as they were in another archive, under the names that they had there. A merger of this archive stays. */
export function* restoreAliases(
  transaction: Transaction,
  aliases: readonly TagAlias[],
): Generator<void, void, void> {
  const { connection, terms } = transaction
  for (const { alias, tag } of aliases) {
    const termOf = (name: string) => terms.term({ kind: 'tag', value: foldTag(name), name })
    const [merged, target] = [termOf(alias), termOf(tag)]
    if (targetOf(transaction, merged.term) !== undefined) continue
    if (familyOf(transaction, merged.term).includes(target.term)) continue
    for (const [name, { term }] of [[alias, merged] as const, [tag, target] as const]) {
      connection.run('UPDATE terms SET name = ? WHERE term = ?', name, term)
    }
    connection.run('INSERT INTO tag_aliases (alias, tag) VALUES (?, ?)', merged.term, target.term)
    addTagChange(transaction, 'merged', merged.term, target.term)
    yield* moveRoot(transaction, merged.term, terms.numbered(target.term).root)
  }
}

/** @returns Problem not-found where the one was not merged into the other */
export function* removeAlias(
  transaction: Transaction,
  tag: string,
  alias: string,
): Generator<void, Problem | undefined, void> {
  const { connection, terms } = transaction
  const target = terms.find('tag', foldTag(tag))
  const merged = terms.find('tag', foldTag(alias))
  const sql = 'DELETE FROM tag_aliases WHERE alias = ? AND tag = ?'
  const { changes } =
    target === undefined || merged === undefined
      ? { changes: 0 }
      : connection.run(sql, merged.term, target.term)
  if (merged === undefined || changes === 0) {
    return new Problem('not-found', `${alias} was not merged into ${tag}.`)
  }
  addTagChange(transaction, 'unmerged', merged.term, target!.term)
  yield* moveRoot(transaction, merged.term, merged.term)
  return undefined
}

function isUsed({ connection }: Transaction, term: number): boolean {
  // Counts are written last, so a tag that came in this very transaction has none yet.
  return connection.values<number>('SELECT 1 FROM postings WHERE term = ? LIMIT 1').get(term) !== undefined
}

function targetOf({ connection }: Transaction, term: number): number | undefined {
  return connection.values<number>('SELECT tag FROM tag_aliases WHERE alias = ?').get(term)
}

/** The tags that were merged into a tag, whatever lies between, and the tag itself. */
function familyOf({ connection }: Transaction, term: number): number[] {
  const family = [term]
  for (const member of family) {
    const sql = 'SELECT alias, tag FROM tag_aliases WHERE tag = ?'
    for (const { alias } of connection.rows<Alias>(sql).all(member)) family.push(alias)
  }
  return family
}

/** Moves the articles of a tag, and of all that were merged into it, to the list of another root. */
function* moveRoot(transaction: Transaction, term: number, root: number): Generator<void, void, void> {
  const { connection, terms } = transaction
  const before = terms.numbered(term).root
  if (before === root) return
  transaction.listsChanged = true
  const family = familyOf(transaction, term)
  const places = connection
    .rows<{ instant: number; key: number; day: number | null }>(
      'SELECT postings.instant, key, day FROM postings JOIN facts USING (key) WHERE term = ?',
    )
    .all(before)
  for (const member of family) {
    const sql = 'UPDATE terms SET root = ? WHERE term = ?'
    connection.run(sql, member === root ? null : root, member)
  }
  terms.forget()
  for (const [index, { instant, key, day }] of places.entries()) {
    const own = ownTerms(transaction, key)
    if (own.some(({ term }) => family.includes(term))) {
      const sql = 'INSERT OR IGNORE INTO postings (term, instant, key) VALUES (?, ?, ?)'
      const { changes } = connection.run(sql, root, instant, key)
      transaction.count(root, changes)
      transaction.countDay(root, day, changes)
    }
    if (!own.some((other) => other.root === before)) {
      const sql = 'DELETE FROM postings WHERE term = ? AND instant = ? AND key = ?'
      const { changes } = connection.run(sql, before, instant, key)
      transaction.count(before, -changes)
      transaction.countDay(before, day, -changes)
    }
    if (index % movedAtOnce === 0) yield
  }
}

function ownTerms({ connection, terms }: Transaction, key: number): Term[] {
  return termsOfKey(connection, key).map((term) => terms.numbered(term))
}
