import type { WarnedField, Warning } from '../article.ts'
import type { TraceStep } from './fields.ts'

/**
 * Names a doubtful choice, so that it shows in the article's `warnings`.
 *
 * @param rule the rule's name in kebab case, `zone-assumed`: archives are searched by it
 * @param message why the field is doubted, in a sentence
 */
export type Warn = (field: WarnedField, rule: string, message: string) => void

/** @returns a list and what adds to it; a rule doubts a field once */
export function collectWarnings(): { warnings: Warning[]; warn: Warn } {
  const warnings: Warning[] = []
  const warn: Warn = (field, rule, message) => {
    if (warnings.every((known) => known.field !== field || known.rule !== rule))
      warnings.push({ field, rule, message })
  }
  return { warnings, warn }
}

/** @returns the rule that took most text out; null where no text was taken out */
export function mostRemoved(removed: readonly TraceStep[]): string | null {
  const lengths = new Map<string, number>()
  for (const { rule, value, where } of removed)
    lengths.set(rule, (lengths.get(rule) ?? 0) + (value ?? where).length)
  const [most] = [...lengths].sort(([, a], [, b]) => b - a)
  return most?.[0] ?? null
}
