import type { Block, Credit, Image } from '../article.ts'
import type { Fields, Found, Published, TraceStep } from './fields.ts'

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
