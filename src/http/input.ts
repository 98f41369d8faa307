import type { z } from 'zod'
import { nearestName } from '../nearest.ts'
import { Problem, type ProblemDetails } from '../problem.ts'

/** Parameters as they arrive: text, or several texts where a name is repeated. */
export type RawParameters = Record<string, string | string[] | undefined>

type Wrong = NonNullable<ProblemDetails['errors']>[number]

const wholeNumber = /^-?\d{1,15}$/

/** What a schema is made of, without `optional` and `default` around it. */
function core(schema: z.core.$ZodType): z.core.$ZodType {
  const { def } = schema._zod
  return 'innerType' in def ? core(def.innerType as z.core.$ZodType) : schema
}

/**
 * Checks query or path parameters against their schema. Numbers and booleans are read from their text; a name that
 * may be repeated becomes a list.
 *
 * @throws Problem unknown-parameter (with the nearest real name), invalid-parameter
 */
export function readParameters<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  raw: RawParameters,
): z.output<z.ZodObject<Shape>> {
  const wrong: Wrong[] = []
  const unknown: Wrong[] = []
  const values: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(raw)) {
    if (!Object.hasOwn(schema.shape, name)) {
      const near = nearestName(name, Object.keys(schema.shape))
      const message =
        `There is no such parameter${near === undefined ? '' : `; did you mean ${near}?`}.`.replace('?.', '?')
      unknown.push({ parameter: name, message })
      continue
    }
    const { type } = core(schema.shape[name] as z.core.$ZodType)._zod.def
    if (type === 'array') values[name] = [value].flat()
    else if (Array.isArray(value)) wrong.push({ parameter: name, message: 'may be given once only' })
    else values[name] = readValue(type, value)
  }
  if (unknown.length > 0) throw refusal('unknown-parameter', unknown)
  if (wrong.length > 0) throw refusal('invalid-parameter', wrong)
  const result = schema.safeParse(values)
  if (result.success) return result.data
  throw refusal(
    'invalid-parameter',
    result.error.issues.map(({ path, message }) => ({ parameter: path.map(String).join('.'), message })),
  )
}

function readValue(type: string, value: string | undefined): unknown {
  if (value === undefined) return undefined
  if ((type === 'number' || type === 'int') && wholeNumber.test(value)) return Number(value)
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true'
  return value
}

const shown = 5

function refusal(problem: 'unknown-parameter' | 'invalid-parameter', errors: Wrong[]): Problem {
  const sentences = errors
    .slice(0, shown)
    .map((error) => `${'parameter' in error ? error.parameter : error.pointer}: ${error.message}`)
  return new Problem(problem, sentences.join(' ').slice(0, 500), { errors: errors.slice(0, 20) })
}
