/** What a representation says beyond the article itself. */
export type ArticleFacts = {
  /** The source's own name, `新唐人电视台`; null where it has none. */
  publisher: string | null
  /** Scheme and host of this service, without a slash at the end: for forms whose addresses must be whole. */
  origin: string
  /** The article's other forms, for a page that links to them. */
  others?: readonly OtherForm[]
}

/** `label` null: in the words of the article's language (labels.ts). */
export type OtherForm = { label: string | null; type: string; href: string }
