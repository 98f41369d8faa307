import type { Article, CreditRole } from '../../article.ts'

const rightToLeft = new Set(['ar', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi'])

export function directionOf(language: string | null): 'ltr' | 'rtl' {
  return language !== null && rightToLeft.has(language.split('-')[0]?.toLowerCase() ?? '') ? 'rtl' : 'ltr'
}

/** Where schema.org keeps those who made an article; what it has no word for is a contributor. */
export const creditProperties = {
  reporter: 'author',
  author: 'author',
  editor: 'editor',
  web_editor: 'editor',
  translator: 'translator',
  reviewer: 'contributor',
  photographer: 'contributor',
  host: 'contributor',
  producer: 'producer',
  source: 'sourceOrganization',
} as const satisfies Record<CreditRole, string>

/** A bureau or a desk can stand where a person does: 大纪元巴黎记者站, 大纪元编辑部. */
export function isOrganization(name: string): boolean {
  return /(?:记者站|記者站|编辑部|編輯部|报道组|報導組|制作组|製作組|通讯社|通訊社|新闻网|新聞網)$/.test(name)
}

/** The names that a page prints as its authors. */
export function authorsOf(credits: readonly { role: string; name: string }[]): string[] {
  const names = credits.filter(({ role }) => role === 'reporter' || role === 'author').map(({ name }) => name)
  return [...new Set(names)]
}

/**
 * @param at RFC 3339
 * @returns the moment as the language writes it, by the page's own clock
 */
export function dateIn(language: string | null, at: string, precision: string | null): string {
  const moment = new Date(at)
  if (Number.isNaN(moment.getTime())) return at
  const format = new Intl.DateTimeFormat([...knownLanguage(language), 'en'], {
    dateStyle: 'long',
    timeStyle: precision === 'day' ? undefined : 'short',
    timeZone: /[+-]\d\d:\d\d$/.exec(at)?.[0] ?? 'UTC',
  })
  return format.format(moment)
}

/** @returns the language as Intl knows it; none for a word that is no language */
export function knownLanguage(language: string | null): string[] {
  if (language === null) return []
  try {
    return Intl.getCanonicalLocales(language)
  } catch {
    // A page may declare any word as its language.
    return []
  }
}

/** A date alone where the page gives no more: midnight would be an invention. */
export function publishedMark({
  publishedAt,
  publishedPrecision,
}: Pick<Article, 'publishedAt' | 'publishedPrecision'>): string | null {
  return publishedPrecision === 'day' ? (publishedAt?.slice(0, 10) ?? null) : publishedAt
}

/** @returns the values of schema.org's articleSection */
export function sectionsOf({ section, channels }: Article): string[] {
  return section === null ? channels : [section, ...channels]
}
