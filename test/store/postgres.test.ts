import t from 'tap'
import { openStore } from '../../src/store/open.ts'
import { conforms } from './conformance.ts'
import { startServer } from './postgres/server.ts'

/** The operators of this extension take the names of those that the indexes serve. It need not be there. */
const intarray = 'CREATE SCHEMA broadsheet; CREATE EXTENSION intarray SCHEMA broadsheet'

const server = await startServer(t, process.env.POSTGRES_BIN === undefined ? { template: intarray } : {})
await conforms(t, async (t, path) => {
  const url = path ?? (await server.database())
  const store = await openStore(url)
  t.teardown(() => store.close())
  return { store, path: url }
})
