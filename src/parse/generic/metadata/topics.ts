import { textOf } from '../../tree/outline.ts'
import { folded } from '../words.ts'
import { textsOf } from './json-ld.ts'
import type { Metadata } from './metadata.ts'

/** @returns what tells whether a text is a section or a keyword of the page */
export function topicsOf({
  metas,
  keywords,
  keywordLinks,
  links,
  linked,
}: Metadata): (text: string) => boolean {
  const names = ['article:section', 'article:tag', 'keywords', 'news_keywords'].flatMap(
    (name) => metas.get(name) ?? [],
  )
  const elements = [
    ...keywordLinks,
    ...keywords,
    ...links.filter(({ rel }) => /tag|category/.test(rel)),
  ].slice(0, 200)
  const topics = new Set(
    [
      ...names.flatMap((name) => name.split(/[,;|]/)),
      ...textsOf(linked.article?.articleSection),
      ...elements.map(({ element }) => textOf(element, 60)),
    ].map(folded),
  )
  return (text) => topics.has(folded(text))
}
