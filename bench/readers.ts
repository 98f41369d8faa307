// What do readers get who click from page to page without pause, under the default settings, alone and beside an import?
//   node bench/readers.ts DATABASE [SECONDS] [READERS] [PAGES TO IMPORT]
// The database is copied first. Each reader has an address of 127/8 of its own, follows links or searches for a part of a
// title, and goes back to the front page where a page leads nowhere.
import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { randomOf } from './draws.ts'
import { percentile, report } from './report.ts'

const [database, seconds = '20', readers = '32', pages] = process.argv.slice(2)
if (database === undefined) throw new Error('name a database')
const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'broadsheet-readers-'))
const copy = join(folder, 'archive.db')
copyFileSync(database, copy)
const started: ChildProcess[] = []
const broadsheet = (...args: string[]): ChildProcess => {
  const process_ = spawn(process.execPath, [cli, ...args, '--database', copy], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  started.push(process_)
  return process_
}

const server = broadsheet('serve', '--port', '0')
const origin = await new Promise<string>((resolve, reject) => {
  server.stdout?.on('data', (line) => {
    const found = /http:\/\/[^/\s"]+/.exec(String(line))?.[0]
    if (found !== undefined) resolve(found)
  })
  server.once('exit', () => reject(new Error('the server ended')))
})

type Answer = { path: string; status: number; first: number; text: string }

/** Asks as a browser does. `first`: milliseconds to the first byte. */
const visit = (path: string, agent: Agent, localAddress: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const began = performance.now()
    request(
      origin + path,
      { agent, localAddress, headers: { accept: 'text/html', 'accept-language': 'en' } },
      (response) => {
        const first = performance.now() - began
        const parts: Buffer[] = []
        response.on('data', (part) => parts.push(part))
        response.on('end', () =>
          resolve({ path, status: response.statusCode ?? 0, first, text: String(Buffer.concat(parts)) }),
        )
      },
    )
      .on('error', reject)
      .end()
  })

async function read(number: number, end: number, answers: Answer[]): Promise<void> {
  const random = randomOf(number)
  const draw = <T>(all: readonly T[]): T | undefined => all[Math.floor(random() * all.length)]
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  for (let path = '/'; performance.now() < end; ) {
    const { text, ...answer } = await visit(path, agent, `127.0.0.${2 + number}`)
    answers.push({ ...answer, text: '' })
    const links = [...text.matchAll(/<a [^>]*href="(\/[^"]*)"/g)].map(([, href = '']) =>
      href.replaceAll('&amp;', '&'),
    )
    const title = /<h1[^>]*>([^<]+)</.exec(text)?.[1] ?? ''
    const at = Math.floor(random() * title.length)
    const word = title.slice(at, at + 2 + Math.floor(random() * 3)).trim()
    const isSearch = random() < 0.2 && word !== ''
    const next = isSearch
      ? `/articles?q=${encodeURIComponent(word)}`
      : draw(links.filter((href) => !/^\/(docs|feed|metrics|openapi)|format=|\/raw/.test(href)))
    const { pathname, search } = new URL(answer.status === 200 ? (next ?? '/') : '/', origin)
    path = pathname + search
  }
  agent.destroy()
}

async function readAll(): Promise<Answer[]> {
  const answers: Answer[] = []
  const end = performance.now() + Number(seconds) * 1000
  await Promise.all(Array.from({ length: Number(readers) }, (_, number) => read(number, end, answers)))
  return answers
}

const rowOf = (when: string, answers: readonly Answer[]): string[] => {
  const firsts = answers.map(({ first }) => first)
  const statuses = Map.groupBy(answers, ({ status }) => status)
  return [
    when,
    (answers.length / Number(seconds)).toFixed(0),
    ...[0.5, 0.95, 0.99, 1].map((part) => percentile(firsts, part).toFixed(0)),
    JSON.stringify(Object.fromEntries([...statuses].map(([status, of]) => [status, of.length]))),
  ]
}
const rows = [rowOf('alone', await readAll())]
if (pages !== undefined) {
  const importing = broadsheet('import', pages)
  rows.push(rowOf('beside an import', await readAll()))
  if (importing.exitCode !== null) throw new Error('the import ended before the readers did')
}
for (const one of started) {
  const ended = new Promise((resolve) => one.once('exit', resolve))
  one.kill()
  await ended
}
rmSync(folder, { recursive: true })
report({
  title: `${readers} readers`,
  note: `Each asks for the next page as soon as it has one, for ${seconds} seconds. Milliseconds to the first byte; pages that others asked for before are in the cache.`,
  columns: ['when', 'pages/s', 'p50', 'p95', 'p99', 'slowest', 'statuses'],
  rows,
})
