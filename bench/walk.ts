// How many files of src run for one request? (V8 precise coverage, in this process, after a warm-up.)   node bench/walk.ts
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readConfig } from '../src/config.ts'
import { createApp } from '../src/http/app.ts'
import { createIngest } from '../src/ingest/ingest.ts'
import { parsePage } from '../src/parse/parse.ts'
import { sources } from '../src/parse/registry.ts'
import { openStore } from '../src/store/open.ts'
import { report } from './report.ts'

const root = fileURLToPath(new URL('../src', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'broadsheet-walk-'))
const config = readConfig({ LOG_LEVEL: 'silent', DATABASE: join(folder, 'walk.db') })
const store = await openStore(config.DATABASE)
const parser = {
  parse: async (page: Parameters<typeof parsePage>[0]) => parsePage(page),
  close: async () => {},
}
const app = await createApp({ store, ingest: createIngest({ store, parser }), sources, config })
const origin = await app.listen({ port: 0, host: '127.0.0.1' })

/** A page of a known source; each call gives another article. */
const sample = readFileSync(new URL('../data/a103502606.md', import.meta.url), 'utf8')
const page = (number: number) => sample.replaceAll('a103502606', `a${103_600_000 + number}`)

let posted = 0
const post = () =>
  fetch(`${origin}/articles`, {
    method: 'POST',
    headers: { 'content-type': 'text/markdown' },
    body: page(++posted),
  })
const get = async (path: string) => {
  const response = await fetch(origin + path)
  await response.arrayBuffer()
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
}
const posting = async () => {
  const response = await post()
  if (response.status !== 201) throw new Error(`POST: ${response.status} ${await response.text()}`)
  return ((await response.json()) as { id: string }).id
}

const session = new Session()
session.connect()
await session.post('Profiler.enable')

/** @returns the files of src, a function of which runs during the work */
async function filesOf(work: () => Promise<unknown>): Promise<string[]> {
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false })
  await session.post('Profiler.takePreciseCoverage')
  await work()
  const { result } = await session.post('Profiler.takePreciseCoverage')
  await session.post('Profiler.stopPreciseCoverage')
  return result
    .filter(
      ({ url, functions }) => url.startsWith('file:') && functions.some(({ ranges }) => ranges[0]?.count),
    )
    .map(({ url }) => relative(root, fileURLToPath(url)))
    .filter((file) => !file.startsWith('..'))
    .sort()
}

await posting()
const id = await posting()
await get(`/articles/${id}`)
const walks: [name: string, work: () => Promise<unknown>][] = [
  ['POST /articles, one page', posting],
  ['GET /articles/{id}, first', () => get(`/articles/${id}`)],
  ['GET /articles/{id}, again', () => get(`/articles/${id}`)],
  ['GET /articles/{id}?format=html, first', () => get(`/articles/${id}?format=html`)],
  ['GET /articles, first', () => get('/articles')],
  ['GET /articles?q=', () => get('/articles?q=%E6%9C%9D%E9%B2%9C')],
]
const rows: string[][] = []
for (const [name, work] of walks) {
  const files = await filesOf(work)
  rows.push([name, String(files.length), files.join(' ')])
}
report({
  title: 'Files of src that run for one request',
  note: 'Counted by V8, each request after others of its kind.',
  columns: ['request', 'files', 'which'],
  rows,
})
await app.close()
await store.close()
rmSync(folder, { recursive: true })
