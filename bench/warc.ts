// What does a large WARC cost to import, against the same pages from a tar?   node bench/warc.ts [MEGABYTES] [PAGES]
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import Database from 'better-sqlite3'
import { pack } from 'tar-stream'
import { unpacked } from './corpus.ts'
import { command, measured, type Run } from './measured.ts'
import { median, report } from './report.ts'

const repetitions = 1
const interruptions = 5
const size = Number(process.argv[2] ?? 1000) * 1e6
/** The share of the WARC that is pages: the rest is images and scripts, as in a crawl. */
const shareOfPages = 0.5

type Page = { path: string; bytes: Buffer }

/** The pages of a folder, over and over; each time with other ids, so that no page is known. */
function* pagesOf(folder: string): Generator<Page, void, void> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name))
  for (let round = 0; ; round++)
    for (const file of files) {
      const text = readFileSync(file)
      const id = basename(file, '.md')
      const path = `pages/crawl/${id}${round === 0 ? '' : round}.md`
      yield { path, bytes: round === 0 ? text : Buffer.from(text.toString().replaceAll(id, `${id}${round}`)) }
    }
}

function recordOf(url: string, type: string, body: Buffer): Buffer {
  const block = Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\n\r\n`), body])
  const head = [
    'WARC/1.1',
    'WARC-Type: response',
    'WARC-Date: 2020-02-01T08:00:00Z',
    `WARC-Target-URI: ${url}`,
    'Content-Type: application/http; msgtype=response',
    `Content-Length: ${block.length}`,
  ]
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), block, Buffer.from('\r\n\r\n')])
}

/** Writes the same pages as a WARC, with images and scripts between, and as a tar. @returns how many pages */
async function build(folder: string, warc: string, tar: string): Promise<number> {
  const records = createWriteStream(warc)
  const archive = pack()
  const written = once(archive.pipe(createWriteStream(tar)), 'finish')
  const write = async (bytes: Buffer) => {
    if (!records.write(bytes)) await once(records, 'drain')
  }
  const image = randomBytes(200_000)
  const script = Buffer.from('export const answer = 42; // a script\n'.repeat(1000))
  let [total, ofPages, others, count] = [0, 0, 0, 0]
  for (const { path, bytes } of pagesOf(folder)) {
    if (total >= size) break
    const page = recordOf(`https://crawl.example/${path}`, 'text/markdown; charset=utf-8', bytes)
    await write(page)
    const entry = archive.entry({ name: path, size: bytes.length })
    entry.end(bytes)
    await once(entry, 'finish')
    ofPages += page.length
    total += page.length
    count++
    while (ofPages > total * shareOfPages) {
      const isImage = others++ % 2 === 0
      const length = isImage ? 20_000 + ((others * 7919) % 180_000) : script.length
      const other = isImage
        ? recordOf(`https://crawl.example/${others}.jpg`, 'image/jpeg', image.subarray(0, length))
        : recordOf(`https://crawl.example/${others}.js`, 'text/javascript', script)
      await write(other)
      total += other.length
    }
  }
  archive.finalize()
  records.end()
  await Promise.all([written, once(records, 'finish')])
  return count
}

const articlesIn = (database: string): number => {
  const db = new Database(database, { readonly: true })
  const count = db.prepare("SELECT value FROM totals WHERE name = 'articles'").pluck().get() as number
  db.close()
  return count
}

const itemsDone = (database: string): number => {
  const file = `${database}-import`
  if (!existsSync(file)) return 0
  const positions = Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, { items: number }>)
  return positions[0]?.items ?? 0
}

/** Imports with interruptions, each once the position has moved on. @returns how many there were */
async function interrupted(warc: string, database: string): Promise<number> {
  let made = 0
  for (let done = 0; made < interruptions; made++) {
    const child = spawn(process.execPath, [command, 'import', warc, '--database', database], {
      stdio: 'ignore',
    })
    const ended = once(child, 'exit')
    const watch = setInterval(() => {
      if (itemsDone(database) > done) child.kill('SIGINT')
    }, 20)
    await ended
    clearInterval(watch)
    done = itemsDone(database)
    if (done === 0) break
  }
  const child = spawn(process.execPath, [command, 'import', warc, '--database', database], {
    stdio: 'ignore',
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`the last import ended with ${code}`)
  return made
}

const scratch = mkdtempSync(join(tmpdir(), 'broadsheet-warc-'))
try {
  const [warc, tar] = [join(scratch, 'crawl.warc'), join(scratch, 'pages.tar')]
  const pages = await build(unpacked(process.argv[3]), warc, tar)
  const programs: [string, string][] = [
    ['import of the tar', tar],
    ['import of the WARC', warc],
  ]
  const runs: Run[][] = programs.map(() => [])
  const databaseOf = (index: number) => join(scratch, `${index}.db`)
  for (let repetition = 0; repetition < repetitions; repetition++)
    for (const [index, [name, file]] of programs.entries()) {
      for (const suffix of ['', '-wal', '-shm']) rmSync(databaseOf(index) + suffix, { force: true })
      process.stderr.write(`${name}\n`)
      runs[index]?.push(await measured([command, 'import', file, '--database', databaseOf(index)]))
    }
  process.stderr.write('import of the WARC, interrupted\n')
  const again = join(scratch, 'again.db')
  const made = await interrupted(warc, again)
  const rateOf = (index: number) => pages / median((runs[index] ?? []).map(({ processor }) => processor))
  const [whole, parts] = [articlesIn(databaseOf(1)), articlesIn(again)]
  report({
    title: 'Import of a WARC',
    note: `${pages} pages with images and scripts between, ${(size / 1e6).toFixed(0)} MB. Interrupted ${made} times and run again it has ${parts} articles; uninterrupted ${whole}; from the tar ${articlesIn(databaseOf(0))}. A page that names no address of its own takes its id from the address of its record. The ratio is to the tar, by processor time.`,
    columns: [
      'program',
      'seconds',
      'processor seconds',
      'pages a processor second',
      'ratio',
      'peak memory MB',
    ],
    rows: programs.map(([name], index) => [
      name,
      median((runs[index] ?? []).map(({ seconds }) => seconds)).toFixed(1),
      median((runs[index] ?? []).map(({ processor }) => processor)).toFixed(1),
      rateOf(index).toFixed(0),
      (rateOf(index) / rateOf(0)).toFixed(2),
      (Math.max(...(runs[index] ?? []).map(({ peak }) => peak)) / 1e6).toFixed(0),
    ]),
  })
  if (made < interruptions || parts !== whole) process.exitCode = 1
} finally {
  rmSync(scratch, { recursive: true })
}
