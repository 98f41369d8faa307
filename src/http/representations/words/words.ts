import { Converter } from 'opencc-js/cn2t'
import { en, type Words } from './en.ts'
import { zhHans } from './zh-hans.ts'

export type { Words }

/** The languages of the interface (BCP 47), each with its own name for itself. */
export const languages = { en: 'English', 'zh-Hans': '简体', 'zh-Hant': '繁體' } as const
export type Language = keyof typeof languages
export const languageNames = Object.keys(languages) as Language[]

const toTraditional = Converter({ from: 'cn', to: 'twp' })

const traditional = Object.fromEntries(
  Object.entries(zhHans).map(([name, word]) => [
    name,
    typeof word === 'string'
      ? toTraditional(word)
      : (count: string, number: number) => toTraditional(word(count, number)),
  ]),
) as Words

const tables: Record<Language, Words> = { en, 'zh-Hans': zhHans, 'zh-Hant': traditional }

export const wordsIn = (language: Language): Words => tables[language]
