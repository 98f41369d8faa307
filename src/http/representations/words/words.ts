import { Converter } from 'opencc-js/cn2t'
import { en, type Words } from './en.ts'
import { zhHans } from './zh-hans.ts'

export type { Words }

/** The languages of the interface (BCP 47), each with its own name for itself. */
export const languages = { en: 'English', 'zh-Hans': '简体', 'zh-Hant': '繁體' } as const
export type Language = keyof typeof languages
export const languageNames = Object.keys(languages) as Language[]

function traditionalWords(): Words {
  const convert = Converter({ from: 'cn', to: 'twp' })
  return Object.fromEntries(
    Object.entries(zhHans).map(([name, word]) => [
      name,
      typeof word === 'string'
        ? convert(word)
        : (count: string, number: number) => convert(word(count, number)),
    ]),
  ) as Words
}

/** The dictionaries take a while to build: only who asks for Traditional Chinese waits for them. */
let traditional: Words | undefined

export function wordsIn(language: Language): Words {
  if (language === 'en') return en
  if (language === 'zh-Hans') return zhHans
  traditional ??= traditionalWords()
  return traditional
}
