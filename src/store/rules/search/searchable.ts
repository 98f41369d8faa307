import { fold } from '../../../fold.ts'

/** The searched parts of an article: its title ('' where it has none) and its text. */
export type SearchableText = { title: string; text: string }

/** The same, both folded (fold.ts). */
export type FoldedArticle = { title: string; text: string }

/** @returns the searched parts of an article */
export const searchableOf = (article: { title: string | null; paragraphs: string[] }): SearchableText => ({
  title: article.title ?? '',
  text: article.paragraphs.join('\n'),
})

export const folded = ({ title, text }: SearchableText): FoldedArticle => ({
  title: fold(title),
  text: fold(text),
})
