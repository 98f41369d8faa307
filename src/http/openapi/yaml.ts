import { Document, visit } from 'yaml'

/** What readers of YAML 1.1 would take for a date or a boolean where it is not quoted. */
const ambiguous = /^(?:\d{4}-\d\d?-\d\d?|(?:y|n|yes|no|on|off)$)/i

export function yamlOf(description: Record<string, unknown>): string {
  const document = new Document(description, { aliasDuplicateObjects: false })
  visit(document, {
    Scalar(_key, scalar) {
      if (typeof scalar.value === 'string' && ambiguous.test(scalar.value)) scalar.type = 'QUOTE_DOUBLE'
    },
  })
  return document.toString({ lineWidth: 110 })
}
