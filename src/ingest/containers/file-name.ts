import type { Page } from '../../page.ts'
import { Problem } from '../../problem.ts'

const typeOfExtension: Readonly<Record<string, string>> = {
  md: 'text/markdown',
  html: 'text/html',
  htm: 'text/html',
  xhtml: 'application/xhtml+xml',
}

/** Path segments that tell where a page lay: `pages/<channel>/<id>.md`. */
const tellingSegments = 3

/**
 * What a file's path says of the page in it.
 *
 * @returns its content type and hints; `hidden` for a file that begins with a dot; the refusal of any other
 */
export function pageFile(path: string): Pick<Page, 'contentType' | 'hints'> | 'hidden' | Problem {
  const segments = path.split(/[/\\]/).filter((segment) => segment !== '' && segment !== '.')
  const name = segments.at(-1) ?? ''
  if (name.startsWith('.')) return 'hidden'
  const contentType = typeOfExtension[/\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '']
  if (contentType === undefined)
    return new Problem('unsupported-media-type', 'The name does not end in .md, .html, .htm or .xhtml.')
  return { contentType, hints: { path: segments.slice(-tellingSegments).join('/') } }
}
