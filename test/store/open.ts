import type { Test } from 'tap'
import type { Page } from '../../src/page.ts'
import { Problem, type ProblemName } from '../../src/problem.ts'
import { type CurrentPage, jsonOf, type Saved, type Store } from '../../src/store/store.ts'

/** @param path of a store that was opened before; without it, a new one */
export type Open = (t: Test, path?: string) => Promise<{ store: Store; path: string }>

/** @returns the result where it is no Problem */
export function saved(result: Saved | Problem | undefined): Saved {
  if (result === undefined || result instanceof Problem) throw result ?? new Error('there is no result')
  return result
}

/** @returns an article's current page and the article where they can be read */
export function readable(current: CurrentPage | undefined): Extract<CurrentPage, { page: Page }> {
  if (current === undefined || 'problem' in current) throw current?.problem ?? new Error('there is no page')
  return current
}

/** Expects a Problem of this name. */
export async function refuses(
  t: Test,
  work: Promise<unknown>,
  problem: ProblemName,
  details: object = {},
): Promise<void> {
  try {
    await work
    t.fail(`is refused as ${problem}`)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    t.match(error, { problem, details }, `is refused as ${problem}`)
  }
}

export const idsOf = (list: { items: { id: string }[] }): string[] => list.items.map(({ id }) => id)

/** @returns the article as the store answers it */
export async function articleFrom(store: Store, id: string) {
  return JSON.parse(jsonOf(await store.article(id)).toString())
}
