import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem, version } from 'node:os'

/** A table of one benchmark: a title, what it measures, columns and rows of text. */
export type Table = { title: string; note: string; columns: string[]; rows: string[][] }

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2
}

/** Half of the distance between the lowest and the highest value, as a share of the median. */
export const spread = (values: readonly number[]): number =>
  (Math.max(...values) - Math.min(...values)) / 2 / median(values)

/** The value below which the share `part` of all values lies. */
export const percentile = (values: readonly number[], part: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN
}

let lastShown = 0

/** Says on standard error how far long work is: one line rewritten on a terminal, a line each ten seconds elsewhere. */
export function progress(what: string, done: number, total: number): void {
  const now = performance.now()
  const terminal = process.stderr.isTTY
  if (done < total && now - lastShown < (terminal ? 200 : 10_000)) return
  lastShown = now
  const line = `${what}: ${done} of ${total}`
  process.stderr.write(terminal ? `\r${line}${done === total ? '\n' : ''}` : `${line}\n`)
}

export function markdownOf({ title, note, columns, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    `## ${title}`,
    '',
    note,
    '',
    line(columns),
    line(columns.map(() => '---')),
    ...rows.map(line),
    '',
  ].join('\n')
}

/** Prints a table, and keeps it for `npm run bench` where that runs. */
export function report(table: Table): void {
  process.stdout.write(`${markdownOf(table)}\n`)
  const folder = process.env.BENCH_RESULTS
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}/${table.title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.md`, markdownOf(table))
}

/** What the numbers were measured on: machine, versions, commit. */
export function conditions(): string {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const memory = Math.round(totalmem() / 1024 ** 3)
  return [
    `- machine: ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${memory} GiB, ${version()}`,
    `- Node.js ${process.version}, SQLite through better-sqlite3`,
    `- commit ${commit}, ${new Date().toISOString().slice(0, 10)}`,
  ].join('\n')
}
