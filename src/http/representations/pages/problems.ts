import { escaped } from '../../../html-text.ts'
import { type Problem, type ProblemName, problems } from '../../../problem.ts'
import { publicPath } from '../../public-address.ts'
import type { Words } from '../words/words.ts'
import { jsonForm, link, roomPage } from './layout.ts'
import type { View } from './view.ts'

/** What a problem's type leads to. */
export type ProblemExplanation = { type: string; title: string; status: number; description: string }

export function explanationOf(name: ProblemName): ProblemExplanation {
  const [status, title, description] = problems[name]
  return { type: `/problems/${name}`, title, status, description }
}

/** All problems, as the catalogue has them. */
export function explanations(): ProblemExplanation[] {
  return (Object.keys(problems) as ProblemName[]).map(explanationOf)
}

/** A problem of the catalogue, which is in English whatever the language of the interface. */
export function problemPage(view: View, { type, title, status, description }: ProblemExplanation): string {
  const main = `<div lang="en">
<p class="place"><a href="${publicPath('/problems')}">Problems</a></p>
<h1>${escaped(title)}</h1>
<p class="facts">Status ${status} · <code>${escaped(publicPath(type))}</code></p>
<p>${escaped(description)}</p>
</div>
`
  return roomPage(view, { title, main, alternates: [jsonForm(type, [])] })
}

export function problemsPage(view: View): string {
  const items = explanations().map(
    ({ type, title, status, description }) =>
      `<dt>${link(publicPath(type), title)} · ${status}</dt>\n<dd>${escaped(description)}</dd>\n`,
  )
  const main = `<div lang="en">
<h1>Problems</h1>
<p>What the service can refuse, and when. An answer names its problem in <code>type</code> (RFC 9457).</p>
<dl>
${items.join('')}</dl>
</div>
`
  return roomPage(view, { title: 'Problems', main, alternates: [jsonForm('/problems', [])] })
}

function headingOf(words: Words, status: number): string {
  if (status === 404) return words.problemNotFound
  if (status === 410) return words.problemGone
  if (status === 429 || status === 503) return words.problemBusy
  return status < 500 ? words.problemRequest : words.problem
}

/** What a reader's browser shows in place of a page that there is not: why, and where to go on. */
export function refusalPage(view: View, problem: Problem): string {
  const { words } = view
  const title = headingOf(words, problem.status)
  const { type, detail } = problem.toJSON()
  const main = `<h1>${title}</h1>
<p>${words.problemReason}${words.colon}<span lang="en">${escaped(detail)}</span> ${link(publicPath(type), String(problem.status))}</p>
<p>${words.wayBack}</p>
<ul>
<li>${link(publicPath('/'), words.front)}</li>
<li>${link(publicPath('/articles'), words.allArticles)}</li>
<li>${link(publicPath('/tags'), words.allTags)}</li>
</ul>
`
  return roomPage(view, { title, main, alternates: [] })
}
