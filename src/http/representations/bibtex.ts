import type { Article } from '../../article.ts'
import { type Citation, citationOf, oneLine } from './citation.ts'
import type { ArticleFacts } from './facts.ts'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** The article as a BibTeX entry in UTF-8, as biber, BibTeX with XeTeX or LuaTeX, and reference managers read it. */
export function bibtex(article: Article, facts: ArticleFacts): string {
  const citation = citationOf(article, facts)
  const [year, month, day] = citation.issued?.['date-parts'][0] ?? []
  const fields: [string, string | undefined][] = [
    ['author', peopleOf(citation.author)],
    ['editor', peopleOf(citation.editor)],
    ['translator', peopleOf(citation.translator)],
    // The second pair of braces keeps its capital letters.
    ['title', citation.title === undefined ? undefined : `{{${escapedTex(citation.title)}}}`],
    ['journal', braced(citation['container-title'])],
    ['year', year === undefined ? undefined : `{${year}}`],
    ['month', month === undefined ? undefined : months[month - 1]],
    ['day', day === undefined ? undefined : `{${day}}`],
    ['url', `{${verbatim(citation.URL)}}`],
    ['urldate', `{${article.ingestedAt.slice(0, 10)}}`],
    ['langid', braced(citation.language)],
    ['keywords', braced(citation.keyword)],
    ['abstract', braced(citation.abstract)],
    ['note', `{Archived: \\url{${verbatim(citation.archive_location)}}}`],
  ]
  const lines = fields.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name} = ${value},\n`]))
  return `@article{${citation.id},\n${lines.join('')}}\n`
}

function peopleOf(names: Citation['author']): string | undefined {
  if (names === undefined) return undefined
  // Braces keep a name whole, which BibTeX would take apart at its spaces and commas.
  const written = names.map((name) =>
    'literal' in name
      ? `{${escapedTex(name.literal)}}`
      : `${escapedTex(name.family)}, ${escapedTex(name.given)}`,
  )
  return `{${written.join(' and ')}}`
}

const braced = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : `{${escapedTex(text)}}`

/** A brace counts even behind a backslash: it would leave the entry unbalanced. */
const commands: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
}

function escapedTex(text: string): string {
  return oneLine(text).replace(/[\\{}^~$&#%_]/g, (character) => commands[character] ?? `\\${character}`)
}

/** An address stands as it is, but for what would end its field. */
const verbatim = (address: string): string => address.replace(/[\\{}]/g, encodeURIComponent)
