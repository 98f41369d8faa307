import { randomOf } from '../faults/random.ts'
import { mirrorPage, sentenceOf } from './pages.ts'
import type { Service } from './service.ts'

const tags = ['图书馆', '仓库', '河岸', '古桥', '天气', '考古', '码头', '渡船']
const reporters = ['陈立', '林小雨', '周全', '王允']

/** Numbers and choices that are the same for the same seed. */
export function chance(seed: number) {
  const random = randomOf(seed)
  const below = (count: number) => Math.floor(random() * count)
  return { below, oneOf: <T>(values: readonly T[]): T => values[below(values.length)]! }
}
export type Chance = ReturnType<typeof chance>

/** A page of an article with this id, its content drawn by chance. */
export function drawnPage(id: string, { below, oneOf }: Chance): string {
  const pick = tags.filter(() => below(3) === 0)
  return mirrorPage({
    id,
    title: `${id}号报导第${below(1000)}版`,
    date: `20${10 + below(15)}-0${1 + below(9)}-${10 + below(19)}`,
    tags: pick,
    reporter: oneOf(reporters),
    paragraphs: Array.from({ length: 1 + below(4) }, () => sentenceOf(id, `说法之${below(1000)}。`)),
    channel: oneOf(['city', 'culture', 'weather']),
  })
}

/** Stores many pages in one request. */
export async function storeAll({ post }: Service, pages: readonly string[]): Promise<void> {
  const lines = pages.map((content) => JSON.stringify({ content, contentType: 'text/markdown' }))
  const { text } = await post(lines.join('\n'), 'application/x-ndjson')
  const { summary } = JSON.parse(text.trimEnd().split('\n').at(-1) ?? '') as { summary: { failed: number } }
  if (summary.failed > 0) throw new Error(text)
}

/**
 * Writes as clients do, at random: new articles, new versions, deletions, deleted ones again, merged tags.
 * @param prefix the ids' own, so that several can write side by side
 * @returns how often each answer came
 */
export async function writeAtRandom(
  { call, post }: Service,
  { count, seed, prefix }: { count: number; seed: number; prefix: string },
): Promise<Record<number, number>> {
  const drawn = chance(seed)
  const answers: Record<number, number> = {}
  const ids = Math.max(10, Math.floor(count / 5))
  for (let written = 0; written < count; written++) {
    const id = `${prefix}${String(drawn.below(ids)).padStart(6, '0')}`
    const what = drawn.below(20)
    const alias = `/tags/${encodeURIComponent(drawn.oneOf(tags))}/aliases/${encodeURIComponent(drawn.oneOf(tags))}`
    const { status } =
      what < 12
        ? await post(drawnPage(id, drawn), 'text/markdown')
        : what < 18
          ? await call('DELETE', `/articles/${id}`)
          : await call(what === 18 ? 'PUT' : 'DELETE', alias)
    answers[status] = (answers[status] ?? 0) + 1
  }
  return answers
}
