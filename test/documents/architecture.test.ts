// Runs what ARCHITECTURE.md says of reading the database with standard tools.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { run } from '../cli/command.ts'
import { mirrorPage } from '../http/pages.ts'
import { commandsOf, fencesOf, type Ran, shell, without } from './document.ts'

const seed = join(import.meta.dirname, '../../data/a103502606.md')

t.test('sqlite3 and zstd read articles and raw pages', { skip: without('sqlite3', 'zstd') }, async (t) => {
  const folder = t.testdir({ pages: {} })
  for (let number = 1; number <= 40; number++)
    writeFileSync(join(folder, `pages/a${number}.md`), mirrorPage({ id: `a${number}` }))
  // Later pages are compressed with a dictionary, which is made of the first.
  for (const path of ['pages', seed])
    t.equal((await run(['import', path, '--database', 'archive.db'], { folder })).code, 0)
  const answers = await run(['export', '--database', 'archive.db', '--id', 'a103502606'], { folder })

  const ran: Ran[] = []
  for (const { text } of fencesOf('ARCHITECTURE.md').filter(({ language }) => language === 'sh'))
    for (const command of commandsOf(text)) {
      const result = await shell(command, folder)
      t.equal(result.code, 0, `${command}: ${result.output}`)
      ran.push(result)
    }
  const printed = ran.map(({ output }) => output)
  t.ok(printed.includes(answers.stdout.trimEnd()), 'the JSON of the article')
  t.equal(printed.at(-1), readFileSync(seed, 'utf8'), 'the raw page')
})

t.test('the tables that ARCHITECTURE.md names are there', { skip: without('sqlite3') }, async (t) => {
  const folder = t.testdir()
  t.equal((await run(['import', seed, '--database', 'archive.db'], { folder })).code, 0)
  const tables = (await shell('sqlite3 archive.db .tables', folder)).output.split(/\s+/)
  const document = readFileSync(join(import.meta.dirname, '../../ARCHITECTURE.md'), 'utf8')
  const [, section = ''] = document.split('## What is in the database')
  const rows = section.split('\n').filter((line) => line.startsWith('| `'))
  const named = rows.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`(\w+)\*?`/g)].map(([, name = '']) => name),
  )
  t.ok(named.length > 8)
  for (const name of named)
    t.ok(
      tables.some((table) => table === name || (name.endsWith('_') && table.startsWith(name))),
      name,
    )
})
