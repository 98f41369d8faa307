import { escaped } from '../../../html-text.ts'
import { publicPath } from '../../public-address.ts'
import { attribute } from '../markup.ts'
import { link } from './layout.ts'
import { type Curve, plotMarkup } from './plot.ts'
import { addressOf, daysOf, stateOf, without } from './state.ts'
import type { View } from './view.ts'

/** Articles a month of a list, of the searches that it is compared with, and of the archive. */
export type ListCurve = {
  months: ReadonlyMap<string, number>
  compared: readonly { q: string; months: ReadonlyMap<string, number> }[]
  /** All articles of each month, where the curves are to show their share of them. */
  whole: ReadonlyMap<string, number> | undefined
}

/** A list is compared with at most so many other searches. */
export const mostCompared = 3

/** The curve of a list of articles, with the ways to compare it with other words and to see it as a share. */
export function listCurveMarkup(view: View, { months, compared, whole }: ListCurve): string {
  const { words, url } = view
  const state = without(stateOf(url), 'cursor', 'format', 'lang', 'script')
  const q = state.find(([name]) => name === 'q')?.[1]
  const curves: Curve[] = [
    q === undefined ? { name: words.thisList, months } : { name: q, language: 'und', months },
    ...compared.map(({ q, months }) => ({ name: q, language: 'und', months })),
  ]
  const span = without(state, 'from', 'to', 'year')
  const plot = plotMarkup(view, {
    size: 'column',
    curves,
    whole,
    hrefOf: (period) =>
      without(state, 'sort', 'limit').length === 0
        ? publicPath(`/days/${period}`)
        : addressOf('/articles', [...span, ...Object.entries(daysOf(period))]),
  })
  if (plot === '') return ''
  const rest = without(state, 'share')
  const other =
    whole === undefined
      ? link(addressOf('/articles', [...rest, ['share', 'true']]), words.asShare)
      : link(addressOf('/articles', rest), words.asCount)
  const removals = compared.map(({ q }) => {
    const left = state.filter(([name, value]) => name !== 'compare' || value !== q)
    const name = attribute('aria-label', `${words.remove} ${q}`)
    return `<li><span lang="und">${escaped(q)}</span> <a class="remove"${attribute('href', addressOf('/articles', left))}${name}>${words.remove}</a></li>\n`
  })
  const hidden = state.map(
    ([name, value]) => `<input type="hidden"${attribute('name', name)}${attribute('value', value)}>\n`,
  )
  const form =
    compared.length >= mostCompared
      ? ''
      : `<form action="${publicPath('/articles')}" class="inline">
${hidden.join('')}<p><label for="compare">${words.compareField}</label>
<input id="compare" name="compare" type="text" maxlength="500"> <button type="submit">${words.show}</button></p>
</form>
`
  return `${plot}<details class="options">
<summary>${words.compare}</summary>
${removals.length === 0 ? '' : `<ul class="tags">\n${removals.join('')}</ul>\n`}${form}<p>${other}</p>
</details>
`
}
