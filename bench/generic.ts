// Reads pages of news sites that have no rules of their own, beside the JavaScript peers: scores, speed and memory.
//   node bench/generic.ts [DIR]        DIR: <stem>.html.gz with <stem>.json; ../shared/generic where none is named
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import type { Extractor, Prediction, SavedPage } from './extractors/extractor.ts'
import { median, report } from './report.ts'

const names = ['broadsheet', 'readability', 'defuddle', 'article-extractor']
const repetitions = 2

type Run = { rate: number; memory: number; failures: number }

/** Reads every page twice, the first time to warm up, and writes the predictions. */
async function measure(name: string, folder: string, output: string): Promise<Run> {
  const { default: extract } = (await import(`./extractors/${name}.ts`)) as { default: Extractor }
  const pages: SavedPage[] = readdirSync(folder)
    .filter((file) => file.endsWith('.html.gz'))
    .sort()
    .map((file) => {
      const id = file.slice(0, -'.html.gz'.length)
      const { url } = JSON.parse(readFileSync(join(folder, `${id}.json`), 'utf8')) as { url: string }
      return { id, url, html: gunzipSync(readFileSync(join(folder, file))).toString() }
    })
  const predictions: Prediction[] = []
  let failures = 0
  let started = 0
  for (const warmed of [false, true]) {
    started = performance.now()
    for (const page of pages) {
      try {
        const prediction = await extract(page)
        if (warmed) predictions.push(prediction)
      } catch {
        if (warmed) failures++
      }
    }
  }
  const rate = pages.length / ((performance.now() - started) / 1000)
  writeFileSync(output, predictions.map((prediction) => JSON.stringify(prediction)).join('\n'))
  return { rate, memory: process.resourceUsage().maxRSS * 1024, failures }
}

/** The scoring program comes with the pages. */
function scoresOf(folder: string, predictions: string): Map<string, string> {
  const program = join(folder, '..', 'tools', 'generic-eval.mjs')
  const { stdout, status } = spawnSync(process.execPath, [program, folder, predictions], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} failed`)
  return new Map([...stdout.matchAll(/(\w+) ([\d.]+) \(\d+\)/g)].map(([, field, score]) => [field!, score!]))
}

function compare(folder: string): void {
  const work = mkdtempSync(join(tmpdir(), 'broadsheet-generic-'))
  const runs = new Map<string, Run[]>(names.map((name) => [name, []]))
  for (let repetition = 0; repetition < repetitions; repetition++) {
    for (const name of names) {
      process.stderr.write(`${name}\n`)
      const self = fileURLToPath(import.meta.url)
      const args = [self, folder, name, join(work, `${name}.ndjson`)]
      const { stdout, status } = spawnSync(process.execPath, args, {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      if (status !== 0) throw new Error(`${name} failed`)
      runs.get(name)!.push(JSON.parse(stdout.slice(stdout.lastIndexOf('{'))) as Run)
    }
  }
  const fields = ['title', 'instant', 'day', 'authors', 'tags', 'body']
  report({
    title: 'Any news page',
    note: `Scores in per cent; each extractor in a process of its own, in turn.`,
    columns: ['extractor', ...fields, 'pages/s', 'peak memory', 'failed'],
    rows: names.map((name) => {
      const mine = runs.get(name)!
      const scores = scoresOf(folder, join(work, `${name}.ndjson`))
      const megabytes = Math.round(median(mine.map((run) => run.memory)) / 1e6)
      return [
        name,
        ...fields.map((field) => scores.get(field) ?? '–'),
        median(mine.map((run) => run.rate)).toFixed(1),
        `${megabytes} MB`,
        String(mine[0]!.failures),
      ]
    }),
  })
  rmSync(work, { recursive: true })
}

const [folder = fileURLToPath(new URL('../../shared/generic', import.meta.url)), name, output] =
  process.argv.slice(2)
if (!existsSync(folder)) process.stderr.write(`There are no pages in ${folder}.\n`)
else if (name === undefined || output === undefined) compare(folder)
else process.stdout.write(JSON.stringify(await measure(name, folder, output)))
