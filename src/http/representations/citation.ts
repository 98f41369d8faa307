import type { Article } from '../../article.ts'
import { excerptOf } from '../../article.ts'
import { withoutControls } from '../../html-text.ts'
import { webAddress } from './address.ts'
import type { ArticleFacts } from './facts.ts'
import { authorsOf, isOrganization } from './labels.ts'

/** A name as CSL-JSON has it: in its parts where they are certain, else whole. */
type CslName = { literal: string } | { given: string; family: string }
type CslDate = { 'date-parts': number[][] }

/** What is cited of an article: an item of CSL-JSON. BibTeX and RIS are written from the same. */
export type Citation = {
  id: string
  type: 'article-newspaper'
  title?: string
  'container-title'?: string
  author?: CslName[]
  editor?: CslName[]
  translator?: CslName[]
  issued?: CslDate
  accessed: CslDate
  URL: string
  section?: string
  language?: string
  keyword?: string
  abstract?: string
  /** Where the archive keeps it. */
  archive: string
  archive_location: string
}

/** @returns the article as CSL-JSON: an array of one item (https://docs.citationstyles.org/, CSL 1.0.2) */
export function csl(article: Article, facts: ArticleFacts): string {
  return JSON.stringify([citationOf(article, facts)])
}

/** What the page does not say is left out. `accessed` is the day on which the archive took the page. */
export function citationOf(article: Article, { publisher, origin }: ArticleFacts): Citation {
  const { id, title, section, language, tags, paragraphs, credits } = article
  const namesOf = (role: string) => credits.filter((credit) => credit.role === role).map(({ name }) => name)
  const names = (all: string[]) => (all.length === 0 ? undefined : [...new Set(all)].map(nameOf))
  const all = {
    id,
    type: 'article-newspaper' as const,
    title: title ?? undefined,
    'container-title': publisher ?? article.source ?? undefined,
    author: names(authorsOf(credits)),
    editor: names([...namesOf('editor'), ...namesOf('web_editor')]),
    translator: names(namesOf('translator')),
    issued: article.publishedAt === null ? undefined : dateOf(article.publishedAt),
    accessed: dateOf(article.ingestedAt),
    URL: webAddress(article.url) ?? origin + article.href,
    section: section ?? undefined,
    language: language ?? undefined,
    keyword: tags.length === 0 ? undefined : tags.join(', '),
    abstract: oneLine(excerptOf(paragraphs)) || undefined,
    archive: 'Broadsheet',
    archive_location: origin + article.href,
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Citation
}

/** Two words in Latin letters are a given and a family name. Of any other name nobody but its bearer knows. */
const twoWords = /^(\p{Script=Latin}[\p{Script=Latin}.'’-]*) (\p{Script=Latin}[\p{Script=Latin}.'’-]*)$/u

function nameOf(name: string): CslName {
  const [, given, family] = isOrganization(name) ? [] : (twoWords.exec(name) ?? [])
  return given === undefined || family === undefined ? { literal: oneLine(name) } : { given, family }
}

/** @param at RFC 3339; its day is the one on the page's own clock */
function dateOf(at: string): CslDate {
  return { 'date-parts': [at.slice(0, 10).split('-').map(Number)] }
}

export const oneLine = (text: string): string => withoutControls(text).replace(/\s+/g, ' ').trim()

/** The Highwire names that reference managers and Google Scholar read in a page's head. */
export function citationMeta(
  article: Article,
  facts: ArticleFacts,
): [name: string, content: string | null][] {
  const { publishedAt, title, credits, language, tags, href } = article
  return [
    ['citation_title', title],
    ...authorsOf(credits).map((name): [string, string] => ['citation_author', name]),
    ['citation_publication_date', publishedAt?.slice(0, 10).replaceAll('-', '/') ?? null],
    ['citation_publisher', facts.publisher ?? article.source],
    ['citation_language', language],
    ['citation_keywords', tags.join('; ') || null],
    ['citation_public_url', webAddress(article.url) ?? facts.origin + href],
    ['citation_fulltext_html_url', facts.origin + href],
  ]
}
