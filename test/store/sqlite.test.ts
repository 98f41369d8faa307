import { join } from 'node:path'
import t from 'tap'
import { openStore } from '../../src/store/sqlite/open.ts'
import { conforms } from './conformance.ts'

const folder = t.testdir()
let opened = 0
await conforms(t, async (t, known) => {
  const path = known ?? join(folder, `${opened++}.db`)
  const store = await openStore({ path })
  t.teardown(() => store.close())
  return { store, path }
})
