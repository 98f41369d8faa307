import { directionOf } from './labels.ts'
import { attribute, element } from './markup.ts'
import { style } from './style.ts'

/**
 * A whole HTML document, to be sent with `pagePolicy`.
 * @param head, main, top and bottom HTML, escaped already; `top` and `bottom` stand around `main`
 */
export function htmlPage(page: {
  language: string | null
  title: string
  head?: string
  main: string
  top?: string
  bottom?: string
  /** A text to be read, in lines of a good length; else the page has the whole width where it has a top. */
  isReading?: boolean
}): string {
  const { language, title, head = '', main, top = '', bottom = '', isReading = false } = page
  return `<!DOCTYPE html>
<html${attribute('lang', language ?? 'und')}${attribute('dir', directionOf(language))}>
<head>
<meta charset="utf-8">
${element('title', title)}<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
${head}<style>${style}</style>
</head>
<body>
${top}<main${top === '' ? '' : ' id="content"'}${top === '' || isReading ? '' : ' class="wide"'}>
${main}</main>
${bottom}</body>
</html>
`
}
