import { escaped } from '../../html-text.ts'

/**
 * @param value null leaves the attribute out
 * @returns ` name="value"`
 */
export function attribute(name: string, value: string | null | undefined): string {
  return value === null || value === undefined ? '' : ` ${name}="${escaped(value)}"`
}

/** A meta element; nothing where there is no content. */
export function meta(kind: 'name' | 'property', name: string, content: string | null): string {
  return content === null ? '' : `<meta ${kind}="${name}"${attribute('content', content)}>\n`
}

/** One element with escaped text in it; nothing where there is no text. */
export function element(name: string, text: string | null | undefined): string {
  return text === null || text === undefined ? '' : `<${name}>${escaped(text)}</${name}>\n`
}
