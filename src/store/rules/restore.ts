import { isDeepStrictEqual } from 'node:util'
import type { Article } from '../../article.ts'
import type { ArchivedArticle, ArchivedItem, Deletion, Revision, TagAlias } from '../../page.ts'
import { Problem } from '../../problem.ts'
import type { Saved } from '../store.ts'
import { changedFields } from './changed.ts'
import type { KnownId } from './save.ts'

/** What the store holds already of an article that is restored. */
export type Restored = {
  /** The living article of its id with its revisions, if there is one. */
  stored: { article: Article; revisions: readonly Revision[] } | undefined
  /** The id of the living article that has its address, if any. */
  owner: string | undefined
  /** For each of its pages the id of the living article that holds it, or null. */
  holders: readonly (string | null)[]
}

/** @returns what restoring the article does; Problem `conflict` if its id, its address or one of its pages is another's */
export function restoredStep(
  { article, pages }: ArchivedArticle,
  { stored, owner, holders }: Restored,
): Saved | Problem {
  const { id } = article
  if (stored !== undefined) {
    return isSame(stored, article, pages)
      ? { result: 'unchanged', id, fields: [] }
      : new Problem('conflict', `Another article ${id} is stored already.`, { ids: [id, id] })
  }
  if (owner !== undefined && owner !== id) {
    return new Problem('conflict', `The address of ${id} is that of ${owner}.`, { ids: [id, owner] })
  }
  for (const [index, holder] of holders.entries()) {
    if (holder === null || holder === id) continue
    const detail = `Page ${pages[index]?.revision} of ${id} is stored as a page of ${holder}.`
    return new Problem('conflict', detail, { ids: [id, holder] })
  }
  return { result: 'created', id, fields: changedFields(null, article) }
}

/** @returns what taking over a deletion does to the row of its id; Problem `conflict` if the article is stored here */
export function deletionStep({ id }: Deletion, row: KnownId | undefined): Saved | Problem {
  if (row?.deletedAt === null) {
    return new Problem('conflict', `The article ${id}, deleted in the export, is stored here.`, { ids: [id] })
  }
  return { result: row === undefined ? 'created' : 'unchanged', id, fields: [] }
}

/** @returns the mergers of tags that came with what was restored */
export const aliasesOf = (
  archived: readonly ArchivedItem[],
  results: readonly (Saved | Problem)[],
): TagAlias[] =>
  archived.flatMap((one, index) =>
    results[index] instanceof Problem || !('tagAliases' in one) ? [] : (one.tagAliases ?? []),
  )

function isSame(
  { article: before, revisions }: NonNullable<Restored['stored']>,
  article: Article,
  pages: readonly Revision[],
): boolean {
  if (before.ingestedAt !== article.ingestedAt || before.updatedAt !== article.updatedAt) return false
  if (changedFields(before, article).length > 0) return false
  return (
    revisions.length === pages.length &&
    revisions.every(({ revision, digest, captures }, index) => {
      const page = pages[index]
      return (
        page?.revision === revision && page.digest === digest && isDeepStrictEqual(page.captures, captures)
      )
    })
  )
}
