import { copyFileSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { newsPage } from '../ingest/tools.ts'
import { ended, run, start } from './command.ts'

const count = 600
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
        record(`${number}.png`, 'image/png', 'x'.repeat(16_000)),
    ).join(''),
  )
}

t.test('a large container is read on where an interrupted import left it', async (t) => {
  const folder = t.testdir()
  writeFileSync(join(folder, 'a.warc'), warc())
  const args = ['import', 'a.warc', '--database', 'a.db']
  const kept = join(folder, 'a.db-import')
  const numberIn = (text: string, pattern: RegExp) => Number(pattern.exec(text)?.[1] ?? 0)
  let created = 0
  let taken = 0
  for (let interruptions = 0; ; interruptions++) {
    const child = start(args, { folder })
    const end = ended(child)
    if (interruptions === 0) {
      const isOver = end.then(() => true)
      while (!existsSync(kept) && !(await Promise.race([isOver, pause(20, false)])));
      child.kill('SIGINT')
    }
    const { code, stdout } = await end
    created += numberIn(stdout, /(\d+) created/)
    taken = Math.max(taken, numberIn(stdout, /(\d+) taken by the import before/))
    if (code === 0) break
    t.equal(code, 130)
  }
  t.equal(created, count, 'each page is stored once')
  t.ok(taken > 0, 'and those before the position are not read again')
  t.notOk(existsSync(kept), 'a whole import leaves no position')
  const again = await run(args, { folder })
  t.match(
    again.stdout,
    `${count} pages: 0 created, 0 updated, ${count} unchanged, 0 failed, ${count} passed over`,
  )
})

t.test('a position is not believed by another archive', async (t) => {
  const folder = t.testdir()
  writeFileSync(join(folder, 'a.warc'), warc())
  const child = start(['import', 'a.warc', '--database', 'a.db'], { folder })
  const end = ended(child)
  const isOver = end.then(() => true)
  while (!existsSync(join(folder, 'a.db-import')) && !(await Promise.race([isOver, pause(20, false)])));
  child.kill('SIGINT')
  await end
  await run(['import', 'none', '--database', 'b.db'], { folder })
  copyFileSync(join(folder, 'a.db-import'), join(folder, 'b.db-import'))
  const { stdout } = await run(['import', 'a.warc', '--database', 'b.db'], { folder })
  t.match(stdout, `${count} pages: ${count} created`)
})
