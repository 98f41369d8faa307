import { hrefOf, type ParsedArticle } from '../../../article.ts'
import type { ArticleDiff } from '../../../diff.ts'
import { escaped } from '../../../html-text.ts'
import type { Revision } from '../../../store/store.ts'
import { articlePath } from '../../public-address.ts'
import { attribute } from '../markup.ts'
import { fieldRow, paragraphRows, tableOf } from './difference.ts'
import { jsonForm, link, roomPage } from './layout.ts'
import { addressOf, stateOf } from './state.ts'
import { type View, written } from './view.ts'

const differenceOf = (id: string, from: number, to: number): string =>
  addressOf(`${hrefOf(id)}/revisions`, [['diff', `${from}..${to}`]])

/** The versions of an article's page, the newest first, each with what can be done with it. */
export function revisionsPage(
  view: View,
  id: string,
  title: string | null,
  revisions: readonly Revision[],
): string {
  const { words, url } = view
  const items = revisions
    .map(({ revision, receivedAt, size, contentType }, index) => {
      const before = revisions[index - 1]
      const raw = `${articlePath(id)}/revisions/${revision}/raw`
      const ways = [
        ...(before === undefined
          ? []
          : [link(differenceOf(id, before.revision, revision), words.changedSince(String(before.revision)))]),
        link(`${raw}?format=text`, words.storedText),
        link(raw, words.storedPage),
      ]
      return `<li>
<h2>${words.version} ${revision}</h2>
<p class="facts">${timeMarkup(receivedAt)} · ${escaped(contentType)} · ${written(view, size)} B</p>
<p>${ways.join(' · ')}</p>
</li>
`
    })
    .toReversed()
  const main = `<h1>${words.versions}</h1>
<p>${articleLink(view, id, title)}</p>
<ol class="hits">
${items.join('')}</ol>
`
  return roomPage(view, { title: words.versions, main, alternates: [jsonForm(pathOf(url), stateOf(url))] })
}

/** Two versions of an article side by side: the fields that changed, then the text. */
export function differencePage(
  view: View,
  {
    id,
    from,
    to,
    before,
    after,
    difference,
  }: {
    id: string
    from: number
    to: number
    /** Null where a version's page has no article. */
    before: ParsedArticle | null
    after: ParsedArticle | null
    difference: ArticleDiff
  },
): string {
  const { words, url } = view
  const columns = [`${words.version} ${from}`, `${words.version} ${to}`] as const
  const language = after?.language ?? before?.language ?? null
  const fields = difference.fields.map((change) => ({
    name: change.field,
    ...fieldRow(change.from, change.to),
  }))
  const rows = paragraphRows(before, after, difference)
  const isSame = fields.length === 0 && rows.every((row) => row.isSame)
  const main = `<h1>${words.changes}</h1>
<p>${articleLink(view, id, (after ?? before)?.title ?? null)} · ${link(`${articlePath(id)}/revisions`, words.versions)}</p>
${isSame ? `<p>${words.noChanges}</p>\n` : ''}${fields.length === 0 ? '' : `<h2>${words.changedFields}</h2>\n${tableOf(columns, fields, language)}`}${rows.length === 0 ? '' : `<h2>${words.text}</h2>\n${tableOf(columns, rows, language)}`}`
  return roomPage(view, {
    title: `${words.changes} ${from}–${to}`,
    main,
    alternates: [jsonForm(pathOf(url), stateOf(url))],
  })
}

const articleLink = ({ words }: View, id: string, title: string | null): string =>
  link(articlePath(id), title ?? words.untitled, 'und')

const timeMarkup = (at: string): string =>
  `<time${attribute('datetime', at)}>${escaped(at.slice(0, 16).replace('T', ' '))} UTC</time>`

const pathOf = (url: string): string => url.split('?', 1)[0] ?? '/'
