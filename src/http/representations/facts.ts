import type { Hit } from './pages/hits.ts'
import type { View } from './pages/view.ts'

/** What a representation says beyond the article itself. */
export type ArticleFacts = {
  /** The source's own name, `新唐人电视台`; null where it has none. */
  publisher: string | null
  /** Scheme and host of this service, without a slash at the end: for forms whose addresses must be whole. */
  origin: string
  /** The article's other forms, for a page that links to them. */
  others?: readonly OtherForm[]
  /** For the reading page alone: how it is shown, and what around it. */
  view?: View
  around?: Around
}

/** `label` null: a word of the interface. */
export type OtherForm = { label: string | null; type: string; href: string }

/** What the reading page shows around its article. */
export type Around = {
  /** Where the article stands in the list that its reader came from. */
  place: Place | null
  similar: readonly SimilarHit[]
}

/** Addresses: the list itself, and the articles before and after this one in it; null where there is none. */
export type Place = { list: string; previous: string | null; next: string | null }

export type SimilarHit = Hit & { similarity: number; kind: 'reprint' | 'related' }
