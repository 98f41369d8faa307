import { escaped } from '../../html-text.ts'

/**
 * @param value null leaves the attribute out
 * @returns ` name="value"`
 */
export function attribute(name: string, value: string | null | undefined): string {
  return value === null || value === undefined ? '' : ` ${name}="${escaped(value)}"`
}

/** One element with escaped text in it; nothing where there is no text. */
export function element(name: string, text: string | null | undefined): string {
  return text === null || text === undefined ? '' : `<${name}>${escaped(text)}</${name}>\n`
}
