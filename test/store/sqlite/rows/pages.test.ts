import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import { openStore } from '../../../../src/store/sqlite/open.ts'
import { entry } from '../../entries.ts'

// What a Zstandard dictionary and a Zstandard frame begin with (RFC 8878, 5 and 3.1.1).
const openings: [name: string, bytes: number[]][] = [
  ['a dictionary', [0x37, 0xa4, 0x30, 0xec]],
  ['a compressed page', [0x28, 0xb5, 0x2f, 0xfd]],
]
for (const [name, opening] of openings)
  t.test(`pages that begin as ${name} does are kept as they came, whatever is made of them`, async (t) => {
    const path = join(t.testdir(), 'pages.db')
    const store = await openStore({ path })
    const entries = Array.from({ length: 40 }, (_, number) => {
      const { page, article } = entry({
        id: `a${number}`,
        title: `第${number}号：${'旧仓库'.repeat(number)}`,
      })
      // One does not get smaller by compressing.
      const bytes = Buffer.concat([Buffer.from(opening), number === 7 ? Buffer.of(number) : page.bytes])
      return { page: { ...page, bytes }, article }
    })
    // A dictionary is made behind the sixteenth.
    for (const one of entries) await store.save([one])
    for (const { page, article } of entries) {
      const { bytes } = await store.rawPage(article.id)
      t.ok(bytes.equals(page.bytes), article.id)
    }
    await store.close()
    const made = new Database(path, { readonly: true })
    t.ok(made.prepare('SELECT max(dictionary) > 0 FROM revisions').pluck().get(), 'with a dictionary')
    made.close()
  })
