import type { Article } from '../../article.ts'
import { type Citation, citationOf, oneLine } from './citation.ts'
import type { ArticleFacts } from './facts.ts'

/** The article as a RIS record of the type NEWS, a line a value. */
export function ris(article: Article, facts: ArticleFacts): string {
  const citation = citationOf(article, facts)
  const people = (names: Citation['author'] = []) =>
    names.map((name) => ('literal' in name ? name.literal : `${name.family}, ${name.given}`))
  const dateOf = (date: Citation['issued']) =>
    date?.['date-parts'][0]?.map((part) => String(part).padStart(2, '0')).join('/')
  const fields: [tag: string, value: string | undefined][] = [
    ['TY', 'NEWS'],
    ['ID', citation.id],
    ['TI', citation.title],
    ...people(citation.author).map((name): [string, string] => ['AU', name]),
    ...people(citation.editor).map((name): [string, string] => ['ED', name]),
    ...people(citation.translator).map((name): [string, string] => ['A4', name]),
    ['T2', citation['container-title']],
    ['PY', citation.issued?.['date-parts'][0]?.[0]?.toString()],
    ['DA', dateOf(citation.issued)],
    ['SE', citation.section],
    ['UR', citation.URL],
    ['Y2', dateOf(citation.accessed)],
    ['LA', citation.language],
    ...article.tags.map((tag): [string, string] => ['KW', tag]),
    ['AB', citation.abstract],
    ['DB', citation.archive],
    ['L2', citation.archive_location],
    ['ER', ''],
  ]
  return fields
    .flatMap(([tag, value]) => (value === undefined ? [] : [`${tag}  - ${oneLine(value)}\r\n`]))
    .join('')
}
