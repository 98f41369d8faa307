import { archivedLine } from '../../src/ingest/containers/archived.ts'
import type { Store } from '../../src/store/store.ts'

/** All that a store holds, as a raw export. */
export async function rawExportOf(store: Store): Promise<string> {
  const { articles } = await store.exportArchived({})
  let text = ''
  for await (const archived of articles) text += `${archivedLine(archived)}\n`
  return text
}
