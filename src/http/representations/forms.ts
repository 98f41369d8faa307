import { LRUCache } from 'lru-cache'
import type { Article } from '../../article.ts'
import { mediaTypeWanted } from '../request/accept.ts'
import { bibtex } from './bibtex.ts'
import { csl } from './citation.ts'
import { epub, epubType } from './epub.ts'
import type { ArticleFacts, OtherForm } from './facts.ts'
import { html } from './html.ts'
import { ldJson } from './ld-json.ts'
import { markdown } from './markdown.ts'
import { ris } from './ris.ts'
import { text } from './text.ts'

/** A form of an article. */
export type Form = {
  /** Its name in `?format=`. */
  name: string
  mediaType: string
  /** What a link to it is called; null for a word of the interface. */
  label: string | null
  /** Makes the form out of an article; null for JSON, which is stored as it is sent. */
  make: ((article: Article, facts: ArticleFacts) => string | Promise<Buffer>) | null
}

/** Every form of an article, the service's own preference first. A new form is a file and a line here. */
export const forms: readonly Form[] = [
  { name: 'json', mediaType: 'application/json', label: 'JSON', make: null },
  { name: 'html', mediaType: 'text/html', label: 'HTML', make: html },
  { name: 'markdown', mediaType: 'text/markdown', label: 'Markdown', make: markdown },
  { name: 'text', mediaType: 'text/plain', label: null, make: text },
  {
    name: 'epub',
    mediaType: epubType,
    label: 'EPUB',
    make: (article, { publisher }) => epub(article.title ?? article.id, [{ article, publisher }]),
  },
  { name: 'bibtex', mediaType: 'application/x-bibtex', label: 'BibTeX', make: bibtex },
  { name: 'ris', mediaType: 'application/x-research-info-systems', label: 'RIS', make: ris },
  { name: 'csl', mediaType: 'application/vnd.citationstyles.csl+json', label: 'CSL-JSON', make: csl },
  { name: 'ld+json', mediaType: 'application/ld+json', label: 'JSON-LD', make: ldJson },
]

const mediaTypes = forms.map(({ mediaType }) => mediaType)

/** Accept fields by the form that they choose: clients send few different ones. */
const wanted = new LRUCache<string, { form: Form | null }>({
  max: 200,
  memoMethod: (accept) => {
    const chosen = mediaTypeWanted(accept, mediaTypes)
    return { form: forms.find(({ mediaType }) => mediaType === chosen) ?? null }
  },
})

/** @returns the form that an Accept field wants most; null where it wants none of them */
export function formWanted(accept: string | undefined): Form | null {
  return accept === undefined || accept === '*/*' ? (forms[0] ?? null) : wanted.memo(accept).form
}

/**
 * @param format as `?format=` has it: a form's name or its media type; the `+` of a query may be a space
 * @returns undefined for a format that there is not
 */
export function formNamed(format: string): Form | undefined {
  const name = format.replace(' ', '+').toLowerCase()
  return forms.find((form) => form.mediaType === name || form.name === name)
}

/** @returns the forms of an article besides one, with their addresses */
export const othersThan = (own: Form, href: string): OtherForm[] =>
  forms
    .filter((form) => form !== own)
    .map(({ name, label, mediaType }) => ({
      label,
      type: mediaType,
      href: `${href}?format=${encodeURIComponent(name)}`,
    }))
