import { escaped } from '../../html-text.ts'
import { type ProblemName, problems } from '../../problem.ts'
import { htmlPage } from './html-page.ts'

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

export function problemPage({ type, title, status, description }: ProblemExplanation): string {
  const main = `<header>
<p class="place"><a href="/problems">Problems</a></p>
<h1>${escaped(title)}</h1>
<p>Status ${status} · <code>${escaped(type)}</code></p>
</header>
<p>${escaped(description)}</p>
`
  return htmlPage({ language: 'en', title: `${title} · Broadsheet`, main })
}

export function problemsPage(): string {
  const items = explanations().map(
    ({ type, title, status, description }) =>
      `<dt><a href="${type}">${escaped(title)}</a> · ${status}</dt>\n<dd>${escaped(description)}</dd>\n`,
  )
  const main = `<header>
<p class="place"><a href="/">Broadsheet</a></p>
<h1>Problems</h1>
<p>What the service can refuse, and when. An answer names its problem in <code>type</code> (RFC 9457).</p>
</header>
<dl>
${items.join('')}</dl>
`
  return htmlPage({ language: 'en', title: 'Problems · Broadsheet', main })
}
