import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { ConfigError } from '../../src/config.ts'
import { openStore } from '../../src/store/open.ts'

t.test('a path and sqlite: name an SQLite file', async (t) => {
  const folder = t.testdir()
  for (const [index, prefix] of ['', 'sqlite:', 'SQLite:'].entries()) {
    const path = join(folder, `${index}.db`)
    const store = await openStore(prefix + path)
    await store.ready()
    await store.close()
    t.ok(existsSync(path), prefix)
  }
})

t.test('a scheme without an engine is refused, and no file is made of it', async (t) => {
  const folder = t.testdir()
  for (const database of ['mysql:x', `file:${folder}/a.db`])
    await t.rejects(openStore(database), {
      name: 'ConfigError',
      message: /^DATABASE: there is no engine for /,
    })
})

t.test('what may be missing', async (t) => {
  const path = join(t.testdir(), 'new', 'a.db')
  for (const access of ['read', 'existing'] as const)
    await t.rejects(openStore(path, { access }), new ConfigError(`DATABASE: there is no ${path}`))
  t.notOk(existsSync(path))
  await t.rejects(openStore(join(path, 'deeper', 'a.db')), { message: /there is no folder/ })
  await (await openStore(path)).close()
  await (await openStore(path, { access: 'existing' })).close()
  const store = await openStore(path, { access: 'read' })
  await t.rejects(store.remove('a1'), { message: 'The store is opened to be read only.' })
  await store.close()
  mkdirSync(`${path}.folder`)
  await t.rejects(openStore(`${path}.folder`), { name: 'ConfigError' })
})
