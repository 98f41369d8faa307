import type { Test } from 'tap'
import { testAliases } from './conformance/aliases.ts'
import { testCaptures } from './conformance/captures.ts'
import { testChanges } from './conformance/changes.ts'
import { testExports } from './conformance/exports.ts'
import { testFilters } from './conformance/filters.ts'
import { testLists } from './conformance/lists.ts'
import { testReparse } from './conformance/reparse.ts'
import { testSaving } from './conformance/saving.ts'
import { testSearch } from './conformance/search.ts'
import { testSums } from './conformance/sums.ts'
import { testTags } from './conformance/tags.ts'
import type { Open } from './open.ts'

/**
 * What every store does, whatever engine it stands on.
 * @param open gives an empty store, which is closed when its test ends; given the name of one that was opened
 *   before, that one again
 */
export async function conforms(t: Test, open: Open): Promise<void> {
  await t.test('saving', (t) => testSaving(t, open))
  await t.test('captures', (t) => testCaptures(t, open))
  await t.test('lists', (t) => testLists(t, open))
  await t.test('filters', (t) => testFilters(t, open))
  await t.test('tags', (t) => testTags(t, open))
  await t.test('aliases', (t) => testAliases(t, open))
  await t.test('search', (t) => testSearch(t, open))
  await t.test('sums', (t) => testSums(t, open))
  await t.test('changes', (t) => testChanges(t, open))
  await t.test('exports', (t) => testExports(t, open))
  await t.test('reparse', (t) => testReparse(t, open))
}
