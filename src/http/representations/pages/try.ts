import { escaped, inOneLine } from '../../../html-text.ts'
import type { Ingest } from '../../../ingest/ingest.ts'
import { publicPath } from '../../public-address.ts'
import { roomPage } from './layout.ts'
import { type View, written } from './view.ts'

type Outcome = Awaited<ReturnType<Ingest['parse']>>

/** Characters after which a value or a part of the page is cut, and of the steps' markup, so that a page stays small. */
const longest = 160
const roomForSteps = 24_000

/** A form that takes a page, with what was read of the one before: nothing of it is stored. */
export function tryPage(view: View, outcome: Outcome | null): string {
  const { words } = view
  const main = `<h1>${words.try}</h1>
<p class="lead">${words.tryLead}</p>
${outcome === null ? '' : resultMarkup(view, outcome)}<form action="${publicPath('/try')}" method="post" enctype="multipart/form-data" class="try">
<p><label for="try-page">${words.pageFile}</label>
<input id="try-page" name="page" type="file" accept=".html,.htm,.xhtml,.md,text/html,text/markdown"></p>
<p><label for="try-text">${words.pageText}</label>
<textarea id="try-text" name="text" rows="10" spellcheck="false"></textarea></p>
<p><label for="try-url">${words.pageAddress}</label>
<input id="try-url" name="url" type="url" maxlength="4000" placeholder="https://"></p>
<p><button type="submit">${words.try}</button></p>
</form>
`
  return roomPage(view, { title: words.try, main })
}

function resultMarkup({ words, language }: View, outcome: Outcome): string {
  const steps: string[] = []
  let length = 0
  for (const step of outcome.trace) {
    const row = stepMarkup(step)
    length += row.length
    if (length > roomForSteps) break
    steps.push(row)
  }
  const left = outcome.trace.length - steps.length
  const table = `<table class="difference trace">
<thead>
<tr><th scope="col">${words.field}</th><th scope="col">${words.readAs}</th><th scope="col">${words.whereInPage}</th></tr>
</thead>
<tbody>
${steps.join('')}</tbody>
</table>
${left === 0 ? '' : `<p>${words.moreSteps(written({ language }, left), left)}</p>\n`}`
  return `<section>
<h2>${words.result}</h2>
${'article' in outcome ? articleMarkup({ words, language }, outcome) : refusalMarkup({ words }, outcome)}${steps.length === 0 ? '' : table}</section>
<h2>${words.tryAnother}</h2>
`
}

function articleMarkup(
  { words, language }: Pick<View, 'words' | 'language'>,
  { article }: Extract<Outcome, { article: unknown }>,
): string {
  const { parser, missing, warnings, title, length } = article
  const doubts = [
    ...missing.map((field) => `${words.missing}${words.colon}<code>${field}</code>`),
    ...warnings.map(
      ({ field, message }) =>
        `${words.warning}${words.colon}<code>${field}</code> <span lang="en">${escaped(message)}</span>`,
    ),
  ]
  const facts = [`${words.rules}${words.colon}<code>${escaped(parser.name)} ${parser.version}</code>`]
  facts.push(words.characters(written({ language }, length), length))
  return `<h3 lang="und" dir="auto">${escaped(title ?? words.untitled)}</h3>
<p class="facts">${facts.join(' · ')}</p>
${doubts.length === 0 ? '' : `<ul>\n${doubts.map((doubt) => `<li>${doubt}</li>\n`).join('')}</ul>\n`}`
}

const refusalMarkup = (
  { words }: Pick<View, 'words'>,
  { problem }: Extract<Outcome, { problem: unknown }>,
): string =>
  `<p>${words.noArticle} ${words.problemReason}${words.colon}<span lang="en">${escaped(problem.message)}</span></p>\n`

function stepMarkup({ field, rule, where, value }: Outcome['trace'][number]): string {
  const text = (of: string) => `<span lang="und" dir="auto">${escaped(inOneLine(of, longest))}</span>`
  const read = value === undefined ? '' : text(value)
  const part = value?.endsWith(where) ? '' : text(where)
  return `<tr><th scope="row"><code>${field}</code></th><td>${read} <small lang="en">${escaped(rule)}</small></td><td>${part}</td></tr>\n`
}
