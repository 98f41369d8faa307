// Runs every benchmark in turn and writes bench/RESULTS.md.   npm run bench [-- ARTICLES...]
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { conditions } from './report.ts'

const sizes = process.argv.length > 2 ? process.argv.slice(2) : ['20000', '200000']
const results = mkdtempSync(join(tmpdir(), 'broadsheet-results-'))
const run = (file: string, ...args: string[]) => {
  process.stderr.write(`${file} ${args.join(' ')}\n`)
  const path = fileURLToPath(new URL(file, import.meta.url))
  const { status } = spawnSync(process.execPath, [path, ...args], {
    stdio: 'inherit',
    env: { ...process.env, BENCH_RESULTS: results },
  })
  if (status !== 0) throw new Error(`${file} failed`)
}
for (const size of sizes) {
  for (const file of ['get-article.ts', 'lists.ts', 'search.ts', 'growth.ts']) run(file, size)
}
run('import.ts')
run('warc.ts')
run('profile.ts', sizes.at(-1) ?? '')
run('generic.ts')
const tables = readdirSync(results)
  .map((name) => join(results, name))
  .sort((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs)
  .map((path) => readFileSync(path, 'utf8'))
const head = `# Results\n\nWritten by \`npm run bench\`. Ratios hold, absolute numbers are this machine's.\n\n${conditions()}\n`
writeFileSync(new URL('RESULTS.md', import.meta.url), [head, ...tables].join('\n'))
rmSync(results, { recursive: true })
