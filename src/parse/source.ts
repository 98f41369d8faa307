/** Where one template of a source keeps its parts. Selectors are CSS. */
export type Template = {
  /** Its name in tests and in `--explain`, for example `2019 feature-image`. */
  readonly name: string
  /** Matches something on pages of this template only. The last template of a source may leave it out. */
  readonly when?: string
  /** The element that holds the text. Left out where the text lies loose: then the whole page body is searched. */
  readonly body?: string
  /** The lead image or an element around it, before the body; its first image counts. */
  readonly image?: string
  /** The lead image is the body's first, where it stands before the text. */
  readonly leadInBody?: boolean
  /** The lead image's caption, and captions of images in the body. `figcaption` always is one. */
  readonly caption?: string
  /** A paragraph that holds an image and its caption, and nothing else. */
  readonly figure?: string
  /** Elements whose content is no article text; keyword links in them do not count. */
  readonly drop?: readonly string[]
}

/** A text that is no article text. */
export type Removal = {
  /** Why it goes, as `--explain` says it. */
  readonly reason: string
  /** On a paragraph's whole text. */
  readonly text: RegExp
  /** Fits the first hundred characters of every text that `text` fits, and tells most others apart at once. */
  readonly needs?: RegExp
  /** Whether keyword links in it count all the same. They do not where it asks for something. */
  readonly keepsKeywords?: boolean
}

/** What is special about one news source. A file in sources/ exports one of these; its name is the source's name. */
export type Source = {
  readonly title: string
  /** Hosts it answers for, without `www.`; matched by whole labels. */
  readonly hosts: readonly [string, ...string[]]
  /** Goes up when the output for any page may change. */
  readonly version: number
  /** On the original address; group `id`. */
  readonly nativeId: RegExp
  /** Ids carry letters of their own and are unique in the archive as they are. */
  readonly lendsIds?: boolean
  /** On a mirror page without a telling address: what only this source's pages have in their HTML. */
  readonly signs: RegExp
  /** At the start of the text, white space collapsed; groups `date` where it names one, `text` where not all of it is the dateline. */
  readonly dateline?: RegExp
  /** Anywhere in the page's HTML: group `year`, for datelines without one where the address tells none either. */
  readonly year?: RegExp
  /** On the original address; groups `year` (two or four digits), `month`, `day`. */
  readonly addressDate?: RegExp
  /** The offset that its days are meant in; Beijing's where it is left out. */
  readonly offset?: string
  /** On a link's address; group `name` is the keyword, without the group the link's text is. */
  readonly keyword?: RegExp
  /** An element whose `datetime` says when the article was published. */
  readonly time?: string
  /** An element that holds the byline and nothing else. */
  readonly byline?: string
  /** Paragraphs that are no article text on its pages, besides those that are none on any. */
  readonly removals?: readonly Removal[]
  /** Newest first. */
  readonly templates: readonly [Template, ...Template[]]
}
