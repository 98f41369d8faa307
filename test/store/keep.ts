// Keeps an archive as the newest schema writes it, for the versions to come.   node test/store/keep.ts
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { createIngest } from '../../src/ingest/ingest.ts'
import { createParser } from '../../src/ingest/threads/pool.ts'
import { openStore } from '../../src/store/sqlite/open.ts'
import { mirrorPage } from '../http/pages.ts'
import { articlesOf } from './raw-export.ts'

const migrations = join(import.meta.dirname, '../../migrations/sqlite')
const newest = readdirSync(migrations).sort().at(-1)?.replace('.sql', '') ?? ''
const kept = join(import.meta.dirname, 'kept', newest)
const folder = mkdtempSync(join(tmpdir(), 'broadsheet-keep-'))
const path = join(folder, 'kept.db')

const store = await openStore({ path })
const parser = createParser({ threads: 0 })
const ingest = createIngest({ store, parser })
const put = (id: string, title: string, capturedAt?: string) =>
  ingest.page({
    bytes: Buffer.from(
      mirrorPage({ id, title, tags: ['柳溪鎮', Number(id.slice(1)) % 2 === 0 ? '石桥' : '石橋旧名'] }),
    ),
    contentType: 'text/markdown',
    hints: capturedAt === undefined ? {} : { capturedAt },
  })
// As many as make a dictionary.
for (let number = 0; number < 130; number++)
  await put(`a${1000 + number}`, `第${number}号报导：旧仓库改成图书馆`)
await put('a1003', '改过的标题')
await put('a1200', '第二版', '2020-02-01T08:00:00.000Z')
await put('a1200', '第一版', '2020-01-01T08:00:00.000Z')
await store.remove('a1004')
await store.addTagAlias('石桥', '石橋旧名')
await store.close()
// The articles that are on the disk, as their export has them.
const again = await openStore({ path, readOnly: true })
writeFileSync(`${kept}.ndjson.gz`, gzipSync(await articlesOf(again), { level: 9 }))
await again.close()
writeFileSync(`${kept}.db.gz`, gzipSync(readFileSync(path), { level: 9 }))
rmSync(folder, { recursive: true })
