// How fast is an import, against what it cannot do without?   node bench/import.ts [FOLDER | ARCHIVE.tar.xz]
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { load } from 'cheerio'
import { compare, startServer } from './compare.ts'
import { unpacked } from './corpus.ts'
import { command, measured, type Run } from './measured.ts'
import { median, report } from './report.ts'

const repetitions = 3
const groupSize = 100
const self = fileURLToPath(import.meta.url)

const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

/** The limits, each a program of its own: `node bench/import.ts --limit NAME FOLDER DATABASE`. */
const limits: Record<string, (files: string[], database: string) => void> = {
  'read the files': (files) => {
    for (const file of files) readFileSync(file)
  },
  'read, cheerio.load with parse5': (files) => {
    for (const file of files) load(readFileSync(file, 'utf8'))
  },
  'read, insert the raw pages': (files, database) => {
    const db = new Database(database)
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    db.exec('CREATE TABLE page (id INTEGER PRIMARY KEY, bytes BLOB)')
    const insert = db.prepare('INSERT INTO page (bytes) VALUES (?)')
    for (let start = 0; start < files.length; start += groupSize) {
      db.transaction(() => {
        for (const file of files.slice(start, start + groupSize)) insert.run(readFileSync(file))
      })()
    }
    db.close()
  },
}

async function main(): Promise<void> {
  const folder = unpacked(process.argv[2])
  const files = filesOf(folder)
  const scratch = mkdtempSync(join(tmpdir(), 'broadsheet-import-'))
  const database = join(scratch, 'import.db')
  const importing = [command, 'import', folder, '--database', database]
  const clear = () => {
    for (const suffix of ['', '-wal', '-shm']) rmSync(database + suffix, { force: true })
  }
  const programs: [string, string[], fresh: boolean][] = [
    ...Object.keys(limits).map((name): [string, string[], boolean] => [
      name,
      [self, '--limit', name, folder, database],
      true,
    ]),
    ['broadsheet import', importing, true],
    ['broadsheet import, again', importing, false],
  ]
  const runs = programs.map(() => [] as Run[])
  for (let repetition = 0; repetition < repetitions; repetition++) {
    for (const [index, [name, args, fresh]] of programs.entries()) {
      if (fresh) clear()
      process.stderr.write(`${name}\n`)
      runs[index]?.push(await measured(args))
    }
  }
  const secondsOf = (index: number) => median((runs[index] ?? []).map((run) => run.seconds))
  const rawSize = files.reduce((sum, file) => sum + statSync(file).size, 0)
  const limit = secondsOf(1)
  report({
    title: 'Import',
    note: `${files.length} files, ${(rawSize / 1e6).toFixed(0)} MB; median of ${repetitions}. The store afterwards: ${(statSync(database).size / rawSize).toFixed(2)} of the raw bytes. The ratio is to reading the files and cheerio.load.`,
    columns: ['program', 'seconds', 'processor seconds', 'pages/s', 'ratio', 'peak memory MB'],
    rows: programs.map(([name], index) => [
      name,
      secondsOf(index).toFixed(1),
      median((runs[index] ?? []).map((run) => run.processor)).toFixed(1),
      (files.length / secondsOf(index)).toFixed(0),
      (limit / secondsOf(index)).toFixed(2),
      (Math.max(...(runs[index] ?? []).map((run) => run.peak)) / 1e6).toFixed(0),
    ]),
  })

  clear()
  await measured([command, 'import', join(folder, readdirSync(folder)[0] ?? ''), '--database', database])
  const server = await startServer({ kind: 'broadsheet', database })
  const listed = (await (
    await fetch(`http://127.0.0.1:${server.port}/articles?limit=100&fields=href`)
  ).json()) as { items: { href: string }[] }
  const paths = listed.items.map(({ href }) => href)
  const [rest] = await compare([{ name: 'at rest', server, paths }], { repetitions: 3, connections: 8 })
  const busy = spawn(process.execPath, importing, { stdio: 'ignore' })
  const [during] = await compare([{ name: 'during an import', server, paths }], {
    repetitions: 3,
    connections: 8,
  })
  const stillBusy = busy.exitCode === null
  busy.kill()
  server.stop()
  if (rest === undefined || during === undefined) throw new Error('nothing was measured')
  report({
    title: 'GET article during an import',
    note: stillBusy
      ? 'The import was under way from the first to the last request.'
      : 'The import ended before the last request: the folder is too small.',
    columns: ['when', 'requests/s', 'p50 ms', 'p99 ms', 'p99 ratio'],
    rows: [rest, during].map((s) => [
      s.name,
      s.rate.toFixed(0),
      s.p50.toFixed(2),
      s.p99.toFixed(2),
      (s.p99 / rest.p99).toFixed(2),
    ]),
  })
  rmSync(scratch, { recursive: true })
}

if (process.argv[2] === '--limit')
  limits[process.argv[3] ?? '']?.(filesOf(process.argv[4] ?? ''), process.argv[5] ?? '')
else await main()
