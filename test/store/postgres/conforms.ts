import type { Test } from 'tap'
import { openStore } from '../../../src/store/open.ts'
import { conforms } from '../conformance.ts'
import { type ServerOptions, startServer } from './server.ts'

/** Starts a server and expects of it what every store does. */
export async function conformsOn(t: Test, options: ServerOptions): Promise<void> {
  const server = await startServer(t, options)
  await conforms(t, async (t, path) => {
    const url = path ?? (await server.database())
    const store = await openStore(url)
    t.teardown(() => store.close())
    return { store, path: url }
  })
}
