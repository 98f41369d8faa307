import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import t from 'tap'
import { openStore } from '../../src/store/sqlite/open.ts'
import { entry } from './entries.ts'
import { idsOf, refuses } from './open.ts'
import { rawExportOf } from './raw-export.ts'

// A file of each schema that ever was, kept as its version left it, and what it held (keep.ts).
const kept = join(import.meta.dirname, 'kept')
const schemas = readdirSync(join(import.meta.dirname, '../../migrations/sqlite')).map((name) =>
  name.replace(/\.sql$/, ''),
)
const unpacked = (name: string) => gunzipSync(readFileSync(join(kept, name)))

t.test('a file of each schema is kept', async (t) => {
  t.strictSame(
    readdirSync(kept).sort(),
    schemas.flatMap((name) => [`${name}.db.gz`, `${name}.ndjson.gz`]).sort(),
  )
})

for (const schema of schemas)
  t.test(`an archive of ${schema} opens with all that it held, and goes on`, async (t) => {
    const path = join(t.testdir(), 'kept.db')
    writeFileSync(path, unpacked(`${schema}.db.gz`))
    const held = unpacked(`${schema}.ndjson.gz`).toString()
    const store = await openStore({ path })
    t.teardown(() => store.close())
    t.equal(await rawExportOf(store), held)
    const faults = []
    for await (const fault of store.verify()) faults.push(fault)
    t.strictSame(faults, [])

    t.match(await store.save([entry({ id: 'z1', title: '后来的石桥', tags: ['石桥'] })]), [
      { result: 'created' },
    ])
    const found = await store.list({ filter: { q: '后来的石桥' }, sort: 'newest', limit: 9 })
    t.strictSame(idsOf(found), ['z1'])
    if (held === '') return
    t.match(await store.tag('石桥'), { count: held.trimEnd().split('\n').length + 1 })
    await refuses(t, store.article('a1004'), 'gone')
    const changed = await store.list({ filter: { q: '改过的标题' }, sort: 'relevance', limit: 9 })
    t.strictSame(idsOf(changed), ['a1003'])
    t.equal((await store.revisions('a1003')).length, 2)
  })
