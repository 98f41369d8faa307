import t from 'tap'
import { ParsedArticle } from '../../src/article.ts'
import type { Page } from '../../src/page.ts'
import { parsePage } from '../../src/parse/parse.ts'
import { processorTime } from '../processor-time.ts'
import { largePages } from './large-pages.ts'

/** The longest that a page may take, in milliseconds of the processor: other work on the machine does not count. */
const longest = 2000
/** Bytes of a page; a limit of 8 MiB holds several times as much: what is linear stays below it. */
const size = Number(process.env.LARGE_PAGE ?? 500_000)
/** A page of four times the size may take so many times as long, once it takes any time to speak of. */
const growth = 12
const noticeable = 500

/** @returns what is wrong with the parser's answer, and how long it took in milliseconds */
function parsed(page: Page): { fault: string | null; took: number } {
  const began = processorTime()
  const outcome = parsePage(page)
  const took = processorTime() - began
  if ('problem' in outcome) return { fault: null, took }
  const { success, error } = ParsedArticle.safeParse(outcome.article)
  return { fault: success ? null : error.message, took }
}

t.test('a page that repeats one thing to no end takes linear time', async (t) => {
  t.comment(`LARGE_PAGE=${size}`)
  const faults: string[] = []
  let slowest = ['', 0] as [name: string, took: number]
  for (const { name, form, pageOf } of largePages) {
    const shown = `${name} as ${form}`
    const { fault, took } = parsed(pageOf(size))
    if (fault !== null) faults.push(`${shown}: ${fault}`)
    if (took > longest) faults.push(`${shown}: took ${took.toFixed(0)} ms`)
    if (took > noticeable) {
      const quarter = parsed(pageOf(size / 4)).took
      if (took > quarter * growth)
        faults.push(`${shown}: ${took.toFixed(0)} ms, a quarter of it ${quarter.toFixed(0)} ms`)
    }
    if (took > slowest[1]) slowest = [shown, took]
  }
  t.same(faults, [])
  t.comment(`the slowest, ${slowest[0]}, took ${slowest[1].toFixed(0)} of ${longest} ms`)
})
