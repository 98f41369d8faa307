import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { commands } from '../../src/cli/main.ts'
import { settingRows } from '../../src/config.ts'

const root = join(import.meta.dirname, '../..')
const readme = readFileSync(join(root, 'README.md'), 'utf8')
const scripts: Record<string, string> = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts

/** The cells of the table below a heading of README, without its head. */
function tableBelow(heading: string): string[][] {
  const section = readme.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? ''
  const rows = section.split('\n').filter((line) => line.startsWith('| '))
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

t.test("README's settings are config.ts's", async (t) => {
  const rows = settingRows().map(({ name, fallback, what }) => [`\`${name}\``, fallback, what])
  t.strictSame(tableBelow('Settings'), rows)
})

t.test("README's commands are those of --help", async (t) => {
  const rows: string[][] = []
  for (const load of Object.values(commands)) {
    const { usage, what } = (await load()).command
    rows.push([`\`${usage}\``, what])
  }
  t.strictSame(tableBelow('Commands'), rows)
})

t.test('what SECURITY.md says tests a promise exists', async (t) => {
  const security = readFileSync(join(root, 'SECURITY.md'), 'utf8')
  const rows = security.split('\n').filter((line) => /^\| [A-Z`]/.test(line))
  t.ok(rows.length > 20)
  for (const row of rows) {
    const named = [...(row.split('|')[2] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)
    const places = named.filter((name) => name.startsWith('test/'))
    const run = named.flatMap((name) => /^npm run ([\w-]+)/.exec(name)?.[1] ?? [])
    t.ok(places.length + run.length > 0, `${row} names a test`)
    for (const place of places) t.ok(existsSync(join(root, place)), place)
    for (const script of run) t.ok(scripts[script], script)
  }
})

t.test('the scripts that README names exist, and so do the files', async (t) => {
  for (const [, script = ''] of readme.matchAll(/\bnpm run (?:-s )?([\w-]+)/g)) t.ok(scripts[script], script)
  for (const [, path = ''] of readme.matchAll(/`((?:src|test|bench)\/[\w./-]+\.\w+)`/g))
    t.doesNotThrow(() => readFileSync(join(root, path)), path)
})
