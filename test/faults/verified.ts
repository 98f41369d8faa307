import { openStore, type StoreOptions } from '../../src/store/sqlite/open.ts'

/** What `broadsheet verify` finds, and how many articles there are. In this process: to start one takes longer. */
export async function verified(options: StoreOptions): Promise<{ articles: number; faults: string[] }> {
  const store = await openStore(options)
  const faults: string[] = []
  for await (const { where, what } of store.verify()) faults.push(`verify: ${where}: ${what}`)
  const { articles } = await store.statistics()
  await store.close()
  return { articles, faults }
}

/** How many articles another process has stored so far; 0 where there is no database yet that could be read. */
export async function storedIn(path: string): Promise<number> {
  try {
    const store = await openStore({ path, readOnly: true })
    const { articles } = await store.statistics()
    await store.close()
    return articles
  } catch {
    return 0
  }
}
