import type { Block, Credit, Image } from '../article.ts'
import type { Fields, Found, Published, TraceStep } from './fields.ts'

/** How much of a page's text or of a value a line shows. */
const shown = 80

/** @returns for each field that has a value the rule and the place that gave it, in the contract's order */
export function traceOf(fields: Fields): TraceStep[] {
  const steps: TraceStep[] = []
  const add = (field: keyof Fields, { rule, where, value }: Found<Value>) =>
    steps.push({ field, rule, where, value: described(value) })
  for (const [field, found] of Object.entries(fields) as [keyof Fields, Fields[keyof Fields]][]) {
    if (Array.isArray(found)) for (const one of found) add(field, one)
    else if (found !== null) add(field, found)
  }
  return steps
}

type Value = string | Published | Credit | Image | Block

function described(value: Value): string {
  if (typeof value === 'string') return value
  if ('at' in value) return `${value.at} (${value.precision})`
  if ('role' in value) return `${value.role}: ${value.name}`
  return 'text' in value ? `${value.type}: ${value.text}` : value.src
}

/** The trace as text, one line a step: `field  rule  value  < where on the page`. */
export function explain(trace: readonly TraceStep[]): string {
  const width = Math.max(0, ...trace.map(({ field }) => field.length))
  const rules = Math.max(0, ...trace.map(({ rule }) => rule.length))
  return trace
    .map(({ field, rule, where, value }) => {
      const head = `${field.padEnd(width)}  ${rule.padEnd(rules)}`
      return value === undefined || value === where
        ? `${head}  ${cut(where)}`
        : `${head}  ${cut(value)}  < ${cut(where)}`
    })
    .join('\n')
}

function cut(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const characters = Array.from(line.slice(0, shown * 2))
  return characters.length > shown ? `${characters.slice(0, shown - 1).join('')}…` : characters.join('')
}
