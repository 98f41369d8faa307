import { escaped } from '../../../html-text.ts'
import { publicPath } from '../../public-address.ts'
import { htmlPage } from '../html-page.ts'
import { attribute } from '../markup.ts'
import { scripts } from '../other-script.ts'
import { languageNames, languages } from '../words/words.ts'
import { addressOf, type State, stateOf, without } from './state.ts'
import type { View } from './view.ts'

const places = {
  articles: '/articles',
  days: '/days',
  tags: '/tags',
  sources: '/sources',
  desk: '/stats',
  docs: '/docs',
} as const

/** Another representation of the very page. */
export type Alternate = { label: string; type: string; href: string }

/**
 * A page of the reading room around its content: the ways to search and to the lists, the page's other forms, and the
 * languages of the interface.
 * @param main HTML, escaped already, with the page's h1
 */
export function roomPage(
  view: View,
  page: {
    title: string
    main: string
    /** What the search field holds. */
    q?: string | undefined
    /** The page's other forms, which its end names. */
    alternates?: readonly Alternate[]
    /** More of the head, as HTML. */
    head?: string
    /** A text to be read, in lines of a good length. */
    isReading?: boolean
  },
): string {
  const { words, language, url } = view
  const { title, main, q, alternates = [], head = '', isReading } = page
  const path = pathOf(url)
  const current = (place: string) => {
    if (place === path) return ' aria-current="page"'
    return path.startsWith(`${place}/`) ? ' aria-current="true"' : ''
  }
  const top = `<a class="skip" href="#content">${words.skip}</a>
<header class="site">
<nav aria-label="${words.site}">
<ul>
<li><a class="brand" href="${publicPath('/')}"${current('/')}>Broadsheet</a></li>
${Object.entries(places)
  .map(
    ([name, place]) =>
      `<li><a href="${publicPath(place)}"${current(place)}>${words[name as keyof typeof places]}</a></li>\n`,
  )
  .join('')}</ul>
</nav>
<form role="search" action="${publicPath('/articles')}">
<input type="search" name="q" maxlength="500" aria-label="${words.searchField}" placeholder="${words.searchField}"${attribute('value', q)}>
<button type="submit">${words.search}</button>
</form>
</header>
`
  const bottom = `<footer class="site">
<p>${words.about}</p>
${alternates.length === 0 ? '' : `<p>${words.forms} ${alternates.map(({ label, href }) => link(href, label)).join(' · ')}</p>\n`}${languagesMarkup(view)}${scriptsMarkup(view)}</footer>
`
  const links = alternates
    .map(
      ({ label, type, href }) =>
        `<link rel="alternate"${attribute('type', type)}${attribute('title', label)}${attribute('href', href)}>\n`,
    )
    .join('')
  const name = title === 'Broadsheet' ? title : `${title} · Broadsheet`
  return htmlPage({ language, title: name, head: links + head, main, top, bottom, isReading })
}

function languagesMarkup({ words, language, url }: View): string {
  const state = without(stateOf(url), 'lang')
  const items = languageNames.map((name) => {
    const href = addressOf(pathOf(url), [...state, ['lang', name]])
    const isCurrent = name === language ? ' aria-current="true"' : ''
    return `<li><a translate="no" lang="${name}" hreflang="${name}"${attribute('href', href)}${isCurrent}>${languages[name]}</a></li>\n`
  })
  return `<nav aria-label="${words.languages}">\n<ul>\n${items.join('')}</ul>\n</nav>\n`
}

/** In which script Chinese passages are shown, whatever the language of the interface. */
function scriptsMarkup({ words, script, url }: View): string {
  const state = without(stateOf(url), 'script')
  const names = { original: words.asWritten, hans: '简体', hant: '繁體' }
  const items = scripts.map((name) => {
    const href = addressOf(pathOf(url), [...state, ['script', name]])
    const language = name === 'original' ? undefined : `zh-${name === 'hans' ? 'Hans' : 'Hant'}`
    const isCurrent = name === script ? ' aria-current="true"' : ''
    return `<li><a${language === undefined ? '' : ' translate="no"'}${attribute('lang', language)}${attribute('href', href)}${isCurrent}>${names[name]}</a></li>\n`
  })
  return `<nav aria-label="${words.scripts}">\n<ul>\n<li>${words.scripts}</li>\n${items.join('')}</ul>\n</nav>\n`
}

const pathOf = (url: string): string => url.split('?', 1)[0] ?? '/'

/** @param language of the text, where it is not that of the page; `und` for a text of unknown language */
export const link = (href: string, text: string, language?: string): string =>
  `<a${attribute('href', unescapedLetters(href))}${attribute('lang', language)}>${escaped(text)}</a>`

/** @returns an address as a page in UTF-8 may write it (URL Standard): Chinese takes a third of the bytes */
const unescapedLetters = (href: string): string =>
  href.replace(/(?:%[89A-F][0-9A-F])+/g, (bytes) => {
    const letters = decodeURIComponent(bytes)
    // Invisible ones stay escaped: `escaped` leaves controls out.
    return /[\p{C}\p{Z}]/u.test(letters) ? bytes : letters
  })

/** The page itself for programs. */
export function jsonForm(path: string, state: State): Alternate {
  const href = addressOf(path, [...without(state, 'format', 'lang', 'script'), ['format', 'json']])
  return { label: 'JSON', type: 'application/json', href }
}

/** The ways on through a list; nothing on a list of one page. */
export function pagesNav({ words, url }: View, next: string | null): string {
  const state = stateOf(url)
  const first = state.some(([name]) => name === 'cursor')
    ? addressOf(pathOf(url), without(state, 'cursor', 'lang', 'script'))
    : null
  const ways = [
    first === null ? '' : `<a rel="first"${attribute('href', first)}>${words.first}</a>`,
    next === null ? '' : `<a rel="next"${attribute('href', next)}>${words.next}</a>`,
  ].filter((way) => way !== '')
  return ways.length === 0
    ? ''
    : `<nav class="pages" aria-label="${words.pages}"><p>${ways.join(' ')}</p></nav>\n`
}
