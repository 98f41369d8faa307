import { MissingField } from '../../../article.ts'
import { escaped } from '../../../html-text.ts'
import { type ArticleSort, articleSorts } from '../../../query.ts'
import { publicPath } from '../../public-address.ts'
import { attribute } from '../markup.ts'
import { filtersIn, type State } from './state.ts'
import type { View } from './view.ts'

/** The fields of the form, in order; a filter of the address without a field goes along unseen. */
const textFields = ['q', 'tag', 'anyTag', 'notTag', 'credit', 'section', 'language', 'warning'] as const
const dateFields = ['from', 'to'] as const

type Facts = {
  sort: ArticleSort
  /** Sources that a reader may choose. */
  sources: readonly string[]
}

type Option = readonly [value: string, name: string]

/** The filters of a list as a form: its address is what the form sends. */
export function formMarkup({ words, publishers }: View, { sources, sort }: Facts, state: State): string {
  const filters = filtersIn(state)
  // A field holds the first value of its name; the others stay as they are.
  const chosenOf = (name: string) => filters.find(([own]) => own === name)?.[1]
  const labelOf = (name: (typeof textFields)[number]) => (name === 'q' ? words.searchField : words[name])
  const field = (name: string, label: string, type: 'text' | 'date', value: string | undefined) =>
    `<p><label for="filter-${name}">${label}</label>
<input id="filter-${name}" name="${name}" type="${type}"${type === 'text' ? ' maxlength="500"' : ''}${attribute('value', value)}></p>\n`
  const select = (name: string, label: string, options: readonly Option[], chosen = '') => {
    const all = options.some(([value]) => value === chosen)
      ? options
      : [...options, [chosen, chosen] as const]
    const items = all.map(
      ([value, text]) =>
        `<option${attribute('value', value)}${value === chosen ? ' selected' : ''}>${escaped(text)}</option>\n`,
    )
    return `<p><label for="filter-${name}">${label}</label>\n<select id="filter-${name}" name="${name}">\n${items.join('')}</select></p>\n`
  }
  const any: Option = ['', words.any]
  const named = sources.map((name): Option => [name, publishers.get(name) ?? name])
  const plain = (values: readonly string[]): Option[] => [
    any,
    ...values.map((value): Option => [value, value]),
  ]
  const sorts = articleSorts.filter((name) => name !== 'relevance' || chosenOf('q') !== undefined)
  const shown = [...textFields, ...dateFields, 'source', 'missing']
  const hidden = filters
    .filter(([name, value]) => !shown.includes(name) || value !== chosenOf(name))
    .map(([name, value]) => `<input type="hidden"${attribute('name', name)}${attribute('value', value)}>\n`)
  return `<details>
<summary>${words.filter}</summary>
<form action="${publicPath('/articles')}" class="filters">
${textFields.map((name) => field(name, labelOf(name), 'text', chosenOf(name))).join('')}${select('source', words.source, [any, ...named, ['none', words.noSource]], chosenOf('source'))}${dateFields.map((name) => field(name, words[name], 'date', chosenOf(name)?.slice(0, 10))).join('')}${select('missing', words.missing, plain(MissingField.options), chosenOf('missing'))}${select(
  'sort',
  words.sort,
  sorts.map((name): Option => [name, words[name]]),
  sort,
)}${hidden.join('')}<p><button type="submit">${words.show}</button></p>
</form>
</details>
`
}
