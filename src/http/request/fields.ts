import { nearestName } from '../../ingest/nearest-name.ts'
import { invalidParameter } from '../../problem.ts'

/**
 * @param text comma-separated names
 * @returns the names. Throws Problem invalid-parameter for one that is not known
 */
export function namesOf<Name extends string>(
  parameter: string,
  text: string,
  known: readonly Name[],
): Name[] {
  const named = text.split(',').map((name) => name.trim())
  for (const name of named) {
    if (known.some((one) => one === name)) continue
    const near = nearestName(name, known)
    const meant = near === undefined ? `. It is one of ${known.join(', ')}.` : `; did you mean ${near}?`
    throw invalidParameter(parameter, `There is no ${name === '' ? 'empty name' : name.slice(0, 60)}${meant}`)
  }
  return known.filter((name) => named.includes(name))
}

/** @returns an object's members of these names, in their own order */
export function only(value: object, fields: readonly string[]): object {
  return Object.fromEntries(Object.entries(value).filter(([name]) => fields.includes(name)))
}
