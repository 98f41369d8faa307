import { readdirSync, readFileSync } from 'node:fs'
import { join, parse } from 'node:path'
import t from 'tap'
import { parsePage } from '../../src/parse/parse.ts'
import { sources } from '../../src/parse/registry.ts'

/*
 * fixtures/sources/<source>/<name>.md is a page, <name>.json its whole article. One page bears the name of each
 * template; others may stand beside it. The article's `parser` is the reader's name alone: versions go up with
 * every change.
 */
const fixtures = join(import.meta.dirname, '../fixtures/sources')

t.test('every source has pages', async (t) => {
  t.strictSame(
    readdirSync(fixtures).sort(),
    sources.map(({ name }) => name),
  )
})

for (const source of sources) {
  t.test(source.name, async (t) => {
    const files = readdirSync(join(fixtures, source.name))
    const pages = files.filter((file) => file.endsWith('.md')).map((file) => parse(file).name)
    for (const { name } of source.templates) t.ok(pages.includes(name), `a page of template ${name}`)
    t.strictSame(
      files.filter((file) => file.endsWith('.json')).map((file) => parse(file).name),
      pages,
      'a page and its article belong together',
    )
    for (const name of pages) {
      const at = join(fixtures, source.name, name)
      const expected: unknown = JSON.parse(readFileSync(`${at}.json`, 'utf8'))
      const page = { bytes: readFileSync(`${at}.md`), contentType: 'text/markdown', hints: {} }
      const outcome = parsePage(page, true)
      if ('problem' in outcome) {
        t.fail(`${name}: ${outcome.problem.message}`)
        continue
      }
      const { article, trace } = outcome
      t.strictSame({ ...article, parser: article.parser.name }, expected, name)
      if (source.templates.some((template) => template.name === name)) {
        const rules = trace.filter(({ field }) => field === 'body').map(({ rule }) => rule)
        t.ok(rules.includes(name), `${name} is read as that template`)
      }
    }
  })
}
