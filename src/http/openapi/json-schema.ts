import { z } from 'zod'

export type JsonSchema = Record<string, unknown>

/**
 * Turns zod schemas into JSON Schema (2020-12, which OpenAPI 3.1 uses). A schema with an id of its own becomes a
 * component, and a reference wherever it is used.
 */
export class SchemaWriter {
  readonly components: Record<string, JsonSchema> = {}

  /** @param io `input` for what clients send, `output` for what they get */
  write(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    // Inside of another schema, one with an id is always written apart.
    const written: unknown = z.toJSONSchema(z.object({ it: schema }), { io, target: 'draft-2020-12' })
    const { properties, $defs = {} } = written as {
      properties: { it: JsonSchema }
      $defs?: Record<string, JsonSchema>
    }
    for (const [name, definition] of Object.entries($defs)) this.components[name] = this.#tidy(definition)
    return this.#tidy(properties.it)
  }

  #tidy(schema: JsonSchema): JsonSchema {
    return JSON.parse(JSON.stringify(schema), (name, value: unknown) => {
      if (name === '$ref' && typeof value === 'string')
        return value.replace('#/$defs/', '#/components/schemas/')
      // The bounds of every number that JSON holds exactly say nothing.
      if (Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER && /^m(?:ax|in)imum$/.test(name))
        return undefined
      return name === 'id' && typeof value === 'string' ? undefined : value
    }) as JsonSchema
  }
}
