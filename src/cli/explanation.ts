import { inOneLine } from '../html-text.ts'
import type { ParseOutcome } from '../parse/parse.ts'

/** Characters after which a value or a part of the page is cut. */
const longest = 160

/**
 * Formats the trace of a parse for reading: for each field its value, the rule that found it, and the matched part of
 * the page.
 *
 * @param name the page's path or line
 */
export function explanation(name: string, outcome: ParseOutcome): string {
  const head = 'article' in outcome ? outcome.article.id : `no article: ${outcome.problem.message}`
  const steps = outcome.trace.map(({ field, rule, where, value }) => {
    const lines = [`  ${field.padEnd(10)} ${value === undefined ? '' : inOneLine(value, longest)}`.trimEnd()]
    lines.push(`             by ${rule}`)
    if (where !== '') lines.push(`             in ${inOneLine(where, longest)}`)
    return lines.join('\n')
  })
  const missing = 'article' in outcome ? outcome.article.missing : []
  const end = missing.length === 0 ? [] : [`  missing    ${missing.join(', ')}`]
  const warnings = 'article' in outcome ? outcome.article.warnings : []
  const doubts = warnings.map(
    ({ field, rule, message }) => `  warning    ${field}: ${message}\n             by ${rule}`,
  )
  return [`${name}: ${head}`, ...steps, ...end, ...doubts, ''].join('\n')
}
