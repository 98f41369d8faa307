import type { Found } from '../fields.ts'
import { textsOf } from '../generic/metadata/json-ld.ts'
import type { Metadata } from '../generic/metadata/metadata.ts'

/** The language that the page declares: `<html lang>`, JSON-LD, og:locale, Content-Language. */
export function readLanguage({ lang, linked, metas }: Metadata): Found<string> | null {
  const candidates: readonly (readonly [rule: string, text: string | null | undefined])[] = [
    ['html lang', lang],
    ['JSON-LD inLanguage', textsOf(linked.article?.inLanguage)[0]],
    ['og:locale', metas.get('og:locale')?.[0]],
    ['content-language', metas.get('content-language')?.[0] ?? metas.get('language')?.[0]],
  ]
  for (const [rule, text] of candidates) {
    const value = text === null || text === undefined ? null : tagOf(text)
    if (value !== null) return { value, rule, where: text! }
  }
  return null
}

/** @returns a BCP 47 tag in its canonical form; Chinese by its script, as readers tell it apart */
function tagOf(text: string): string | null {
  const bare =
    text
      .trim()
      .replaceAll('_', '-')
      .split(/[,;\s]/)[0] ?? ''
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/i.test(bare)) return null
  if (/^zh-(?:cn|sg|my|hans)/i.test(bare)) return 'zh-Hans'
  if (/^zh-(?:tw|hk|mo|hant)/i.test(bare)) return 'zh-Hant'
  try {
    return Intl.getCanonicalLocales(bare)[0] ?? null
  } catch {
    return null
  }
}
