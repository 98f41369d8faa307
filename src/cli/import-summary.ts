import type { IngestSummary, ItemOutcome } from '../ingest/outcome.ts'
import { reasonsOf } from './progress.ts'

const noArticleReason = 'no article'

/** Most pages of a crawl hold no article, which is nothing to be mended. */
export function asCounted(outcome: ItemOutcome, isStrict: boolean): ItemOutcome {
  if (isStrict || outcome.result !== 'failed' || outcome.problem.problem !== 'no-article') return outcome
  const { result: _failed, problem: _problem, ...label } = outcome
  return { ...label, result: 'passed-over', reason: noArticleReason } as ItemOutcome
}

export function withoutArticles(summary: IngestSummary, noArticle: number): IngestSummary {
  if (noArticle === 0) return summary
  return {
    ...summary,
    failed: summary.failed - noArticle,
    passedOver: { ...summary.passedOver, [noArticleReason]: noArticle },
  }
}

/** @param ends what is to be said behind the numbers */
export function summaryLine(summary: IngestSummary, seconds: number, ends: readonly string[]): string {
  const { items, created, updated, earlier, unchanged, failed, passedOver = {} } = summary
  const revisions = earlier === undefined ? '' : `, ${earlier} as earlier revisions`
  const counts = `${items} pages: ${created} created, ${updated} updated${revisions}, ${unchanged} unchanged, ${failed} failed`
  const reasons = reasonsOf(passedOver)
  return [
    `${counts}${reasons && `, ${reasons}`}`,
    `${seconds.toFixed(1)} s, ${Math.round(items / Math.max(seconds, 0.001))} pages/s`,
    ...ends,
  ].join('; ')
}
