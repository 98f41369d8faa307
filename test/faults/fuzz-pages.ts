import { readdirSync, readFileSync } from 'node:fs'
import { parentPort, Worker } from 'node:worker_threads'
import { ParsedArticle } from '../../src/article.ts'
import type { Page } from '../../src/page.ts'
import { parsePage } from '../../src/parse/parse.ts'
import { threadTime } from '../processor-time.ts'
import { hintsOf } from './hints.ts'
import { mutate } from './mutate.ts'
import { pick, randomOf } from './random.ts'

/** The longest that a page may take, in milliseconds of the processor: other work on the machine does not count. */
export const longest = 2000

export type FuzzResult = { pages: number; articles: number; faults: string[]; slowest: number }
type Report = { done: number; articles: number; faults: string[]; slowest: number }
type Task = { seed: number; pages: number; from: number }

const reportEvery = 200
const fixtures = new URL('../fixtures/', import.meta.url)
const types = [
  'text/markdown',
  'text/html',
  'text/html; charset=gb18030',
  'text/html; charset=utf-16',
  'application/xhtml+xml',
]

/** The project's own pages: what the mutations start from. */
function seeds(): Buffer[] {
  const files = readdirSync(fixtures, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(md|html?)$/.test(name),
  )
  return [
    new URL('../../data/a103502606.md', import.meta.url),
    ...files.sort().map((name) => new URL(name, fixtures)),
  ].map((url) => readFileSync(url))
}

/**
 * The page of a number: the same for the same seed, so that a fault can be made again. It is cut down to what shows the
 * fault, and becomes a test of the part that has it.
 */
export function pageOf(
  seed: number,
  number: number,
  from: readonly Buffer[] = seeds(),
): Page & { bytes: Buffer } {
  const random = randomOf(seed * 1_000_003 + number)
  return {
    bytes: mutate(pick(random, from), random),
    contentType: pick(random, types),
    hints: hintsOf(random),
  }
}

/** What is wrong with the parser's answer to a page; undefined where nothing is. */
function faultOf(page: ReturnType<typeof pageOf>): string | 'article' | undefined {
  try {
    const outcome = parsePage(page)
    if ('problem' in outcome) return undefined
    const checked = ParsedArticle.safeParse(outcome.article)
    return checked.success
      ? 'article'
      : `refused by its schema: ${checked.error.issues[0]?.path.join('.')} ${checked.error.issues[0]?.message}`
  } catch (error) {
    return `threw ${String(error)}`
  }
}

// Asked for by a message, because a thread cannot be ended safely while its modules are being evaluated.
parentPort?.on('message', ({ seed, pages, from }: Task) => {
  const pagesToMutate = seeds()
  const report: Report = { done: from, articles: 0, faults: [], slowest: 0 }
  for (let number = from; number < pages; number++) {
    const page = pageOf(seed, number, pagesToMutate)
    const began = threadTime()
    const fault = faultOf(page)
    const took = threadTime() - began
    report.slowest = Math.max(report.slowest, took)
    if (fault === 'article') report.articles++
    else if (fault !== undefined) report.faults.push(`page ${number}: ${fault}`)
    if (took > longest) report.faults.push(`page ${number}: took ${took.toFixed(0)} ms`)
    report.done = number + 1
    if (report.done % reportEvery === 0 || report.done === pages) {
      parentPort?.postMessage(report)
      report.faults = []
      report.articles = 0
    }
  }
})

/** Parses mutated pages on a thread that is watched from outside, so that a hang is a fault and not a hang. */
export function fuzzPages(options: {
  seed: number
  pages: number
  onProgress?: (done: number, faults: readonly string[]) => void
}): Promise<FuzzResult> {
  const { seed, pages } = options
  const result: FuzzResult = { pages, articles: 0, faults: [], slowest: 0 }
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    })
    worker.postMessage({ seed, pages, from: 0 } satisfies Task)
    let done = 0
    const hang = setInterval(() => {
      result.faults.push(`a page between ${done} and ${done + reportEvery} hangs`)
      finish()
    }, longest * reportEvery)
    const finish = () => {
      clearInterval(hang)
      void worker.terminate().then(() => resolve(result))
    }
    worker.on('error', reject)
    worker.on('message', (report: Report) => {
      done = report.done
      hang.refresh()
      result.articles += report.articles
      result.faults.push(...report.faults)
      result.slowest = Math.max(result.slowest, report.slowest)
      options.onProgress?.(done, result.faults)
      if (done === pages) finish()
    })
  })
}
