import { readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import type { Block } from '../../../src/article.ts'
import { readGeneric } from '../../../src/parse/generic/generic.ts'
import { parseHtml } from '../../../src/parse/tree/html.ts'

const folder = new URL('../../fixtures/generic/', import.meta.url)

function line(block: Block): string {
  if (block.type !== 'image') return `${block.type}: ${block.text}`
  return `image: ${block.src}${block.caption === null ? '' : ` (${block.caption})`}`
}

for (const file of readdirSync(folder).filter((name) => name.endsWith('.html'))) {
  const stem = file.slice(0, -'.html'.length)
  t.test(stem, async (t) => {
    const html = readFileSync(new URL(file, folder), 'utf8')
    const { address, ...expected } = JSON.parse(readFileSync(new URL(`${stem}.json`, folder), 'utf8'))
    const { fields, refusal } = readGeneric(parseHtml(html), { url: address ?? expected.url })
    t.same(
      {
        url: fields.url?.value ?? null,
        title: fields.title?.value ?? null,
        published: fields.published?.value ?? null,
        byline: fields.byline?.value ?? null,
        credits: fields.credits.map(({ value }) => value.name),
        section: fields.section?.value ?? null,
        tags: fields.tags.map(({ value }) => value),
        language: fields.language?.value ?? null,
        image: fields.image?.value ?? null,
        body: fields.body.map(({ value }) => line(value)),
      },
      expected,
    )
    t.equal(refusal, null)
    for (const found of [fields.title, ...fields.credits, ...fields.tags, ...fields.body])
      if (found !== null) t.ok(found.rule !== '' && found.where !== '', `${found.rule}: ${found.where}`)
  })
}
