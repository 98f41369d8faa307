import { setTimeout } from 'node:timers/promises'
import t from 'tap'
import { createParser } from '../../../src/ingest/threads/pool.ts'
import type { Page } from '../../../src/page.ts'
import { mirrorPage } from '../../http/pages.ts'

const page = (text: string): Page => ({ bytes: Buffer.from(text), contentType: 'text/markdown', hints: {} })
const small = (id: string) => page(mirrorPage({ id }))
const ids = Array.from({ length: 60 }, (_, index) => `a${100 + index}`)

/** A page that takes seconds and hundreds of megabytes. */
const huge: Page = {
  bytes: Buffer.from(
    `<title>t</title><article>${'<p>一段足够长的正文，用来说明这一页确实是一篇文章。</p>'.repeat(400_000)}`,
  ),
  contentType: 'text/html',
  hints: {},
}

t.test('threads give what the main thread gives, in the order asked', async (t) => {
  const inline = createParser({ threads: 0 })
  const threaded = createParser({ threads: 2 })
  const pages = [...ids.map(small), page('')]
  const [here, there] = await Promise.all(
    [inline, threaded].map((parser) => Promise.all(pages.map((one) => parser.parse(one)))),
  )
  const plain = (outcomes: typeof here) =>
    outcomes?.map((outcome) => ('article' in outcome ? outcome.article : outcome.problem.toJSON()))
  t.strictSame(plain(there), plain(here))
  t.equal(there?.filter((outcome) => 'article' in outcome).length, ids.length)
  const traces = await Promise.all(
    [inline, threaded].map(async (parser) => [
      (await parser.parse(small('a1'), true)).trace,
      (await parser.parse(page('no article'), true)).trace,
    ]),
  )
  t.strictSame(traces[1], traces[0], 'with the trace, where it is wanted')
  t.ok((traces[1]?.[0]?.length ?? 0) > 5)
  t.strictSame((await threaded.parse(small('a1'))).trace, [])
  await threaded.close()
})

t.test('the bytes stay with whoever sent them', async (t) => {
  const parser = createParser({ threads: 1 })
  const whole = Buffer.alloc(4096, 'x')
  const text = Buffer.from(mirrorPage({ id: 'a1' }))
  text.copy(whole, 100)
  const bytes = whole.subarray(100, 100 + text.length)
  const outcome = await parser.parse({ bytes, contentType: 'text/markdown', hints: {} })
  t.ok('article' in outcome)
  t.equal(Buffer.compare(bytes, text), 0)
  await parser.close()
})

t.test('threads that are still being loaded can be ended', async (t) => {
  for (let delay = 0; delay < 400; delay += 80) {
    const parser = createParser({ threads: 2 })
    const parsed = parser.parse(small('a1'))
    await setTimeout(delay)
    await parser.close()
    // What nobody waited for is answered or not; what matters is that this process is still there.
    t.ok(await Promise.race([parsed.then(() => true), setTimeout(1, true)]))
  }
})

const faults: [name: string, options: { patience?: number; memory?: number }, reason: RegExp][] = [
  ['takes too long', { patience: 1000 }, /takes over 1 seconds/],
  ['takes too much memory', { memory: 112 }, /too much memory/],
]
for (const [name, options, reason] of faults)
  t.test(`a page that ${name} fails alone; its thread is replaced`, async (t) => {
    const parser = createParser({ threads: 1, ...options })
    const pages = [...ids.slice(0, 30).map(small), huge, ...ids.slice(30).map(small)]
    const outcomes = await Promise.all(pages.map((one) => parser.parse(one)))
    const failed = outcomes.flatMap((outcome) => ('problem' in outcome ? [outcome.problem] : []))
    t.equal(failed.length, 1)
    t.match(failed[0], { problem: 'unreadable-page', message: reason })
    t.ok('problem' in outcomes[30]!)
    t.ok('article' in (await parser.parse(small('a1'))), 'and goes on')
    await parser.close()
  })
