/** Fields of the article that help to tell its text from the rest of the page. */
export type BodyFacts = {
  title: string | null
  /** The summary in the page's metadata. */
  description: string | null
  authors: readonly string[]
  /** The text in the page's JSON-LD. */
  articleBody: string | null
}
