import { createReadStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Block, ParsedArticle } from '../src/article.ts'
import { openStore } from '../src/store/sqlite/open.ts'
import type { Entry } from '../src/store/store.ts'
import { idIn, randomOf, randomOfArticle, sourceOf, zipf } from './draws.ts'
import { progress } from './report.ts'

/** Of more, merges of the search index leave more in a commit than is removed in one. */
const groupSize = 500
const day = 86_400_000
const firstDay = Date.UTC(2004, 0, 1)
const days = 8000
const tagNames = 30_000

/** Han characters by rank: common ones fill most of a text, as in a newspaper. */
const han = (rank: number) => String.fromCharCode(0x4e00 + ((rank * 7919) % 3500))

/** The tag of a rank: two to four characters, as names of people and places are. */
export function tagOf(rank: number): string {
  const random = randomOf(rank + 1)
  return (
    Array.from({ length: 2 + Math.floor(random() * 3) }, () => han(zipf(random, 3500))).join('') +
    (rank > 500 ? han(rank) : '')
  )
}

function sentence(random: () => number, tags: readonly string[]): string {
  let text = ''
  const words = 8 + Math.floor(random() * 18)
  for (let word = 0; word < words; word++) {
    const name = random() < 0.08 ? tags[Math.floor(random() * tags.length)] : undefined
    text += name ?? han(zipf(random, 3500)) + han(zipf(random, 3500))
    if (random() < 0.12) text += '，'
  }
  return `${text}。`
}

/** The article of a number, and a page that it could have been read from: lengths, tags and dates as in real archives. */
export function entryOf(number: number): Entry {
  const random = randomOfArticle(number)
  const source = sourceOf(random)
  const tags = [
    ...new Set(Array.from({ length: 1 + Math.floor(random() * 7) }, () => tagOf(zipf(random, tagNames)))),
  ]
  const count = Math.max(2, Math.round(Math.exp(2.1 + 0.7 * (random() + random() + random() - 1.5))))
  const paragraphs = Array.from({ length: count }, () =>
    Array.from({ length: 1 + Math.floor(random() * 5) }, () => sentence(random, tags)).join(''),
  )
  const date = new Date(firstDay + Math.floor(random() * days) * day).toISOString().slice(0, 10)
  const id = idIn(source, number)
  const url = `https://www.${source}.example/gb/${date.replaceAll('-', '/')}/${number}.html`
  const title = sentence(random, tags).slice(0, 28)
  const body: Block[] = paragraphs.map((text) => ({ type: 'paragraph', text }))
  const article: ParsedArticle = {
    id,
    source,
    nativeId: String(1_000_000 + number),
    channels: [`channel${number % 60}`],
    section: null,
    url,
    title,
    dateline: null,
    publishedAt: `${date}T00:00:00+08:00`,
    publishedPrecision: 'day',
    byline: `（记者${tagOf(number % 400)}报导）`,
    credits: [{ role: 'reporter', name: tagOf(number % 400) }],
    tags,
    image: { src: `https://img.${source}.example/${number}.jpg`, alt: title, caption: null },
    body,
    paragraphs,
    language: 'zh-Hans',
    length: paragraphs.reduce((sum, text) => sum + text.length, 0),
    parser: { name: source, version: 1 },
    missing: [],
    warnings: [],
  }
  const links = tags
    .map((tag) => `  <ok href="https://www.${source}.example/gb/${tag}.htm">\n   ${tag}\n  </ok>`)
    .join('\n')
  const html = `### ${title}\n------------------------\n<div class="post_content">\n${paragraphs
    .map((text) => ` <p>\n  ${text}\n${links}\n </p>`)
    .join('\n')}\n</div>\n<hr/>\n${url}\n`
  return { page: { bytes: Buffer.from(html), contentType: 'text/markdown', hints: {} }, article }
}

/**
 * @param count articles in the archive
 * @returns the path of a database with that many articles, made once and kept in the system's temporary folder. It was
 *   just read, so that it is this program that is measured and not the disk, as far as memory holds it
 */
export async function archiveOf(count: number): Promise<string> {
  const path = await madeOf(count)
  for await (const _ of createReadStream(path, { highWaterMark: 2 ** 20 }));
  return path
}

async function madeOf(count: number): Promise<string> {
  const folder = join(tmpdir(), 'broadsheet-bench')
  const path = join(folder, `archive-${count}.db`)
  if (existsSync(path)) return path
  mkdirSync(folder, { recursive: true })
  const draft = `${path}.draft`
  for (const suffix of ['', '-wal', '-shm']) rmSync(draft + suffix, { force: true })
  const store = await openStore({ path: draft })
  for (let start = 0; start < count; start += groupSize) {
    const length = Math.min(groupSize, count - start)
    await store.save(Array.from({ length }, (_, index) => entryOf(start + index)))
    progress(`archive of ${count}`, start + length, count)
  }
  await store.close()
  renameSync(draft, path)
  return path
}
