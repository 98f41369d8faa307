import t from 'tap'
import { openStore } from '../../src/store/open.ts'
import { conforms } from './conformance.ts'
import { startServer } from './postgres/server.ts'

// The operators of the extension intarray take the names of those that the indexes serve.
const server = await startServer(t, { template: 'CREATE EXTENSION intarray' })

await conforms(t, async (t, path) => {
  const url = path ?? (await server.database())
  const store = await openStore(url)
  t.teardown(() => store.close())
  return { store, path: url }
})
