/**
 * A visible change of an article. `fields`: members that changed; all that are not empty for `created`, none for `deleted`
 * and where an earlier revision was added.
 */
export type ArticleChange = {
  sequence: number
  type: 'created' | 'updated' | 'deleted'
  id: string
  at: string
  fields: string[]
}

/** A tag that was merged into another one, or is one of its own again. */
export type TagChange = {
  sequence: number
  type: 'merged' | 'unmerged'
  alias: string
  tag: string
  at: string
}

export type Change = ArticleChange | TagChange
