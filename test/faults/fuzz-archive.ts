import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const fixtures = join(import.meta.dirname, '../fixtures')

/** A page as it is sent. */
export type PageFile = { type: string; bytes: Buffer }

/** The pages that the parser's own tests read. */
export const fixturePages: readonly PageFile[] = readdirSync(fixtures, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(?:md|html)$/.test(path))
  .sort()
  .map((path) => ({
    type: path.endsWith('.md') ? 'text/markdown' : 'text/html',
    bytes: readFileSync(join(fixtures, path)),
  }))

/** For each parameter, values that lead to something. */
export type Known = Readonly<Record<string, readonly string[]>>

type Item = Record<'id' | 'nativeId' | 'source' | 'language' | 'url' | 'publishedAt', string | null> & {
  channels: string[]
  tags: string[]
}

/** Sends one request that must succeed. */
async function succeed(address: string, init?: RequestInit): Promise<Response> {
  const response = await fetch(address, init)
  if (!response.ok) throw new Error(`${init?.method ?? 'GET'} ${address}: ${await response.text()}`)
  return response
}

/**
 * Fills an empty archive over HTTP with pages of every source, revisions, a merged tag and a deleted article.
 *
 * @returns what there is to ask for
 */
export async function fillArchive(address: string): Promise<Known> {
  const put = (id: string, { type, bytes }: PageFile, more = '') =>
    succeed(`${address}/articles/${id}`, {
      method: 'PUT',
      headers: { 'content-type': type },
      body: Buffer.concat([bytes, Buffer.from(more)]),
    })
  for (const { type, bytes } of fixturePages)
    await succeed(`${address}/articles`, { method: 'POST', headers: { 'content-type': type }, body: bytes })
  const list = async (parameters: string) =>
    (await (await succeed(`${address}/articles?${parameters}`)).json()) as {
      items: Item[]
      next: string | null
    }
  const { items } = await list('limit=100')
  const [first] = fixturePages
  if (first === undefined) throw new Error('there are no fixtures')
  for (const number of [1, 2, 3])
    await put('fuzz-revised', first, `\n<!-- ${number} -->\n<p>版本${number}</p>\n`)
  await put('fuzz-deleted', first)
  await succeed(`${address}/articles/fuzz-deleted`, { method: 'DELETE' })
  const revised = (await (await succeed(`${address}/articles/fuzz-revised`)).json()) as Item
  // Those of the revised article come first: more than one has them, so that they outlast a deleted one.
  const tags = [...new Set([...revised.tags, ...items.flatMap((item) => item.tags)])]
  const tagPath = (tag: string, alias: string) =>
    `${address}/tags/${encodeURIComponent(tag)}/aliases/${encodeURIComponent(alias)}`
  await succeed(tagPath(tags[0] ?? '', 'fuzz-alias'), { method: 'PUT' })
  const given = (values: (string | null)[]) => [...new Set(values.filter((value) => value !== null))]
  const cursorOf = (address: string | null) =>
    new URL(address ?? '', 'http://localhost').searchParams.get('cursor')
  const problems = (await (
    await succeed(`${address}/problems`, { headers: { accept: 'application/json' } })
  ).json()) as { items: { type: string }[] }
  const ids = [...items.map(({ id }) => id), ...items.map(({ nativeId }) => nativeId)]
  const days = given(items.map(({ publishedAt }) => publishedAt?.slice(0, 10) ?? null))
  return {
    id: given([...ids, 'fuzz-revised', 'fuzz-deleted', 'fuzz-new']),
    after: given(ids),
    n: ['1', '2', '3'],
    tag: [...tags, 'fuzz-alias'],
    merging: tags.slice(0, 1),
    anyTag: tags,
    notTag: tags,
    alias: ['fuzz-alias', 'fuzz-other', ...tags.slice(-2)],
    name: problems.items.map(({ type }) => type.split('/').at(-1) ?? ''),
    source: given(items.map(({ source }) => source)),
    channel: [...new Set(items.flatMap(({ channels }) => channels))],
    language: given(items.map(({ language }) => language)),
    url: given(items.map(({ url }) => url)),
    q: [...tags, '新闻', '"中国"', '中国 -美国'],
    from: [...days, '2019-01-01T00:00:00Z'],
    to: days,
    date: [...days.map((day) => day.slice(0, 4)), ...days.map((day) => day.slice(0, 7)), ...days],
    cursor: given([
      cursorOf((await list('limit=2')).next),
      cursorOf((await list('limit=3&sort=oldest')).next),
    ]),
    fields: ['id', 'id,title', 'title,tags'],
    facet: ['source', 'source,year', 'tag'],
    diff: ['1..2', '2..3', '3..1'],
    limit: ['1', '2', '100'],
    since: ['0', '5', '20'],
  }
}
