import t from 'tap'
import { openStore } from '../../src/store/open.ts'
import { conforms } from './conformance.ts'
import { startBucket } from './objects/bucket.ts'
import { startServer } from './postgres/server.ts'

/** The operators of this extension take the names of those that the indexes serve. It need not be there. */
const intarray = 'CREATE SCHEMA broadsheet; CREATE EXTENSION intarray SCHEMA broadsheet'

const isInstalled = process.env.POSTGRES_BIN !== undefined
const server = await startServer(t, isInstalled ? {} : { template: intarray })
// Pages are in the database or, on the other server, in object storage.
const pages = isInstalled ? (await startBucket(t)).pages : undefined
await conforms(t, async (t, path) => {
  const url = path ?? (await server.database())
  const store = await openStore(url, { pages })
  t.teardown(() => store.close())
  return { store, path: url }
})
