import { archivedLine } from '../../src/ingest/containers/archived.ts'
import type { Store } from '../../src/store/store.ts'

/** All that a store holds, as a raw export. */
export async function rawExportOf(store: Store): Promise<string> {
  const { articles } = await store.exportArchived({})
  let text = ''
  for await (const archived of articles) text += `${archivedLine(archived)}\n`
  return text
}

/** The raw export without its deletions. */
export async function articlesOf(store: Store): Promise<string> {
  const lines = (await rawExportOf(store)).split('\n')
  return lines.filter((line) => !line.includes('"deletedAt"')).join('\n')
}
