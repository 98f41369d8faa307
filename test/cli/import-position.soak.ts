import { copyFileSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { newsPage } from '../ingest/tools.ts'
import { call, type Ended, ended, holdsArticles, run, start } from './command.ts'

const count = 300
/** A WARC that is large enough for its position to be kept: pages of an article, each followed by a picture. */
function warc(): Buffer {
  const record = (name: string, type: string, body: string) => {
    const message = `HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\n\r\n${body}`
    return `WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/${name}\r\nWARC-Date: 2020-02-01T03:04:05Z\r\nContent-Type: application/http\r\nContent-Length: ${Buffer.byteLength(message)}\r\n\r\n${message}\r\n\r\n`
  }
  return Buffer.from(
    Array.from(
      { length: count },
      (_, number) =>
        record(`${number}.html`, 'text/html', newsPage(`河边镇图书馆第${number}天`)) +
        record(`${number}.png`, 'image/png', 'x'.repeat(32_000)),
    ).join(''),
  )
}

/** Runs an import into a.db and interrupts it once it has stored a page. */
async function interrupted(args: readonly string[], folder: string): Promise<Ended> {
  const child = start(args, { folder })
  const end = ended(child)
  let isOver = false
  void end.then(() => {
    isOver = true
  })
  while (!isOver && !holdsArticles(join(folder, 'a.db'))) await pause(10)
  child.kill('SIGINT')
  return end
}

t.test('a large container is read on where an interrupted import left it', async (t) => {
  const folder = t.testdir()
  writeFileSync(join(folder, 'a.warc'), warc())
  const args = ['import', 'a.warc', '--database', 'a.db']
  const kept = join(folder, 'a.db-import')
  const first = await interrupted(args, folder)
  t.equal(first.code, 130)
  t.ok(existsSync(kept), 'an interrupted import leaves its position')
  const second = await run(args, { folder })
  t.equal(second.code, 0)
  const numberIn = (text: string, pattern: RegExp) => Number(pattern.exec(text)?.[1] ?? 0)
  const created = numberIn(first.stdout, /(\d+) created/) + numberIn(second.stdout, /(\d+) created/)
  const taken = numberIn(second.stdout, /(\d+) taken by the import before/)
  t.equal(created, count, 'each page is stored once')
  t.ok(taken > 0, 'and those before the position are not read again')
  t.notOk(existsSync(kept), 'a whole import leaves no position')
  const again = await call(args, { folder })
  t.match(
    again.stdout,
    `${count} pages: 0 created, 0 updated, ${count} unchanged, 0 failed, ${count} passed over`,
  )
})

t.test('a position is not believed by another archive', async (t) => {
  const folder = t.testdir()
  writeFileSync(join(folder, 'a.warc'), warc())
  await interrupted(['import', 'a.warc', '--database', 'a.db'], folder)
  await call(['import', 'none', '--database', 'b.db'], { folder })
  copyFileSync(join(folder, 'a.db-import'), join(folder, 'b.db-import'))
  const { stdout } = await call(['import', 'a.warc', '--database', 'b.db'], { folder })
  t.match(stdout, `${count} pages: ${count} created`)
})
