import { escaped } from '../../../html-text.ts'
import { htmlPage } from '../html-page.ts'
import { attribute } from '../markup.ts'
import { words } from './words.ts'

const places = [
  ['/articles', words.articles],
  ['/tags', words.tags],
  ['/sources', words.sources],
  ['/docs', words.docs],
] as const

/** Another representation of the very page. */
export type Alternate = { label: string; type: string; href: string }

/**
 * A page of the reading room around its content: the ways to search and to the lists, and the page's other forms.
 * @param main HTML, escaped already, with the page's h1
 */
export function roomPage(page: {
  title: string
  main: string
  /** What the search field holds. */
  q?: string | undefined
  alternates: readonly Alternate[]
}): string {
  const { title, main, q, alternates } = page
  const top = `<a class="skip" href="#content">${words.skip}</a>
<header class="site">
<nav aria-label="${words.site}">
<ul>
<li><a href="/">Broadsheet</a></li>
${places.map(([href, name]) => `<li><a href="${href}">${name}</a></li>\n`).join('')}</ul>
</nav>
<form role="search" action="/articles">
<input type="search" name="q" maxlength="500" aria-label="${words.searchField}"${attribute('value', q)}>
<button type="submit">${words.search}</button>
</form>
</header>
`
  const bottom = `<footer class="site">
<p>${words.forms} ${alternates.map(({ label, href }) => link(href, label)).join(' · ')}</p>
</footer>
`
  const head = alternates
    .map(
      ({ label, type, href }) =>
        `<link rel="alternate"${attribute('type', type)}${attribute('title', label)}${attribute('href', href)}>\n`,
    )
    .join('')
  return htmlPage({ language: 'en', title: `${title} · Broadsheet`, head, main, top, bottom })
}

export const link = (href: string, text: string): string =>
  `<a${attribute('href', href)}>${escaped(text)}</a>`

/** The ways on through a list; nothing on a list of one page. */
export function pagesNav(next: string | null, first: string | null): string {
  const ways = [
    first === null ? '' : `<a rel="first"${attribute('href', first)}>${words.first}</a>`,
    next === null ? '' : `<a rel="next"${attribute('href', next)}>${words.next}</a>`,
  ].filter((way) => way !== '')
  return ways.length === 0 ? '' : `<nav aria-label="${words.pages}"><p>${ways.join(' · ')}</p></nav>\n`
}
