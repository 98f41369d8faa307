import type { ReparseSummary } from '../ingest/reparse.ts'
import { writeLine } from './output.ts'

export async function writeSummary(summary: ReparseSummary, isDry: boolean): Promise<void> {
  const { articles, updated, unchanged, failed, fields } = summary
  const changed = isDry ? 'would change' : 'changed'
  await writeLine(`${articles} articles: ${updated} ${changed}, ${unchanged} unchanged, ${failed} failed`)
  for (const [field, count] of Object.entries(fields).sort(([, a], [, b]) => b - a))
    await writeLine(`  ${field}: ${count}`)
}
