import { z } from 'zod'
import { nearestName } from '../../ingest/nearest-name.ts'
import { Problem, type ProblemDetails } from '../../problem.ts'

/** Parameters as they arrive: text, or several texts where a name is repeated. */
export type RawParameters = Record<string, string | string[] | undefined>

type Wrong = NonNullable<ProblemDetails['errors']>[number]

export const noParameters = Object.freeze({})

const wholeNumber = /^-?\d{1,15}$/

/**
 * @param text behind the question mark of an address
 * @throws Problem malformed-request where it is no percent-encoded UTF-8
 */
export function queryOf(text: string): RawParameters {
  if (text === '') return noParameters
  const parameters: RawParameters = Object.create(null)
  for (const pair of text.split('&')) {
    if (pair === '') continue
    const [, name = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(pair) ?? []
    const key = decoded(name)
    const before = parameters[key]
    const one = decoded(value)
    parameters[key] = before === undefined ? one : [before, one].flat()
  }
  return parameters
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch (cause) {
    const shown = JSON.stringify(text.slice(0, 60))
    throw new Problem('malformed-request', `${shown} in the query is no percent-encoded UTF-8.`, {}, cause)
  }
}

/** @returns what a schema is of, without `optional` and `default` around it */
const typeOf = (schema: z.core.SomeType): string =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodDefault
    ? typeOf(schema.unwrap())
    : (schema as z.ZodType).type

/**
 * @param schema of query or path parameters; none for a request that may have none
 * @returns a check of parameters against it. Numbers and booleans are read from their text; a name that may be
 *   repeated becomes a list. It throws Problem unknown-parameter (with the nearest real name), invalid-parameter
 */
export function parametersReader(schema: z.ZodObject = z.object({})): (raw: RawParameters) => unknown {
  const types = new Map(Object.entries(schema.shape).map(([name, of]) => [name, typeOf(of)]))
  const absent = schema.safeParse({})
  const ofNone: unknown = absent.success ? Object.freeze(absent.data) : undefined
  return (raw) => (raw === noParameters && ofNone !== undefined ? ofNone : read(schema, types, raw))
}

function read(schema: z.ZodObject, types: ReadonlyMap<string, string>, raw: RawParameters): unknown {
  const wrong: Wrong[] = []
  const unknown: Wrong[] = []
  const values: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(raw)) {
    const type = types.get(name)
    if (type === undefined)
      unknown.push({ parameter: name.slice(0, 100), message: noSuch(name, types.keys()) })
    else if (type === 'array') values[name] = [value].flat()
    else if (Array.isArray(value)) wrong.push({ parameter: name, message: 'may be given once only.' })
    else values[name] = typed(type, value)
  }
  if (unknown.length > 0) throw refusal('unknown-parameter', [...unknown, ...wrong])
  if (wrong.length > 0) throw refusal('invalid-parameter', wrong)
  const result = schema.safeParse(values, { error: inWords })
  if (result.success) return result.data
  throw refusal(
    'invalid-parameter',
    result.error.issues.map(({ path, message }) => ({ parameter: String(path[0]), message: `${message}.` })),
  )
}

/** What is wrong with a value, where its schema does not say it; undefined leaves the words to zod. */
const inWords: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_type') {
    if (issue.input === undefined) return 'is missing'
    return issue.expected === 'boolean' ? 'must be true or false' : 'must be a whole number'
  }
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.join(', ')}`
  if (issue.code === 'too_small')
    return issue.origin === 'string' ? 'must not be empty' : `must be at least ${issue.minimum}`
  if (issue.code !== 'too_big') return undefined
  if (issue.origin === 'array') return `may be given ${issue.maximum} times at most`
  return `must be at most ${issue.maximum}${issue.origin === 'string' ? ' characters' : ''}`
}

/** What other services call a parameter, in lower case without `_`, `-` and `[]`: its names here, the best first. */
const namesElsewhere = new Map<string, readonly string[]>(
  Object.entries({
    page: ['cursor', 'since'],
    offset: ['cursor', 'since'],
    start: ['cursor'],
    skip: ['cursor'],
    search: ['q'],
    query: ['q'],
    keyword: ['q'],
    author: ['credit'],
    byline: ['credit'],
    since: ['since', 'from'],
    after: ['from'],
    until: ['to'],
    before: ['to'],
    perpage: ['limit'],
    pagesize: ['limit'],
    site: ['host'],
    domain: ['host'],
    facetsize: ['facetLimit'],
    size: ['limit'],
    order: ['sort'],
    orderby: ['sort'],
    sortby: ['sort'],
    lang: ['language'],
  }),
)

/** What to know of a parameter that is none of the name that was meant. */
const advice: Record<string, string> = {
  cursor: '`next` of a page is the address of the page behind it.',
  from: 'It is the time of publication; ingestedFrom and updatedFrom are by arrival and by change, and /changes?since= has what was stored since.',
}

function noSuch(name: string, names: Iterable<string>): string {
  const known = [...names]
  const plain = name.slice(0, 100).replace(/\[\d*\]$/, '')
  if (plain !== name && known.includes(plain))
    return `There is no such parameter; did you mean ${plain}? Repeat it for several values.`
  const elsewhere = namesElsewhere.get(plain.toLowerCase().replaceAll(/[-_]/g, '')) ?? []
  const same = elsewhere.find((one) => known.includes(one))
  const near = same ?? nearestName(name, known)
  if (near === undefined) return 'There is no such parameter.'
  const more = same === undefined ? undefined : advice[same]
  return `There is no such parameter; did you mean ${near}?${more === undefined ? '' : ` ${more}`}`
}

function typed(type: string, value: string | undefined): unknown {
  if (value === undefined) return undefined
  if (type === 'number' && wholeNumber.test(value)) return Number(value)
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
