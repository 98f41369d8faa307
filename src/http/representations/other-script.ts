import { Parser } from 'htmlparser2'
import { Converter as FromSimplified } from 'opencc-js/cn2t'
import { Converter as FromTraditional } from 'opencc-js/t2cn'

/** How Chinese is shown: as it is written, in Simplified or in Traditional characters. */
export const scripts = ['original', 'hans', 'hant'] as const
export type Script = (typeof scripts)[number]
type Chinese = Exclude<Script, 'original'>

/** By phrases, so that 头发 is 頭髮 and 发生 is 發生; words stay the words that the text has. */
const dictionaries: Record<Chinese, () => (text: string) => string> = {
  hant: () => FromSimplified({ from: 'cn', to: 'tw' }),
  hans: () => FromTraditional({ from: 'tw', to: 'cn' }),
}

/** Built when a page is first asked for in a script: it takes a while. */
const converters: Partial<Record<Chinese, (text: string) => string>> = {}

function converterTo(script: Chinese): (text: string) => string {
  converters[script] ??= dictionaries[script]()
  return converters[script]
}

const han = /\p{Script=Han}/u
/** Japanese and Korean write characters of their own among the Chinese ones, which are not for conversion. */
const otherLanguage = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u
/** Elements whose text is no text to be read. */
const untouched = new Set(['script', 'style', 'textarea', 'pre', 'option'])

/** Whether a passage of this language may be written in the other script: Chinese in it, and Chinese of unknown kind. */
function isConvertible(language: string, script: Chinese, text: string): boolean {
  if (!han.test(text)) return false
  if (/^zh\b/i.test(language)) return scriptOf(language) !== script
  return language === 'und' && !otherLanguage.test(text)
}

function scriptOf(language: string): Chinese | undefined {
  if (/^zh-(?:hant|tw|hk|mo)\b/i.test(language)) return 'hant'
  return /^zh-(?:hans|cn|sg)\b/i.test(language) ? 'hans' : undefined
}

/**
 * Shows the Chinese passages of a page of this service in the other script. Attributes stay as they are but for `lang`:
 * addresses and the values of fields are those of what is stored.
 * @param page a whole HTML document, its texts escaped
 */
export function inScript(page: string, script: Chinese): string {
  const convert = converterTo(script)
  const pieces: string[] = []
  const languages: string[] = ['und']
  let done = 0
  let skipped = 0
  const replace = (start: number, end: number, by: (text: string) => string) => {
    pieces.push(page.slice(done, start), by(page.slice(start, end)))
    done = end
  }
  const parser = new Parser(
    {
      onopentag(name, { lang, translate }) {
        // A page's title may be an article's. `zxx`: no text of a language (BCP 47).
        const inherited = name === 'title' ? 'und' : (languages.at(-1) ?? 'und')
        const language = translate === 'no' ? 'zxx' : (lang ?? inherited)
        languages.push(language)
        if (untouched.has(name)) skipped++
        if (lang !== undefined && /^zh\b/i.test(lang) && scriptOf(lang) !== script && translate !== 'no')
          replace(parser.startIndex, parser.endIndex + 1, (tag) =>
            tag.replace(` lang="${lang}"`, ` lang="zh-${script === 'hant' ? 'Hant' : 'Hans'}"`),
          )
      },
      ontext(text) {
        if (skipped === 0 && isConvertible(languages.at(-1) ?? 'und', script, text))
          replace(parser.startIndex, parser.endIndex + 1, convert)
      },
      onclosetag(name) {
        languages.pop()
        if (untouched.has(name)) skipped--
      },
    },
    { decodeEntities: false },
  )
  parser.end(page)
  pieces.push(page.slice(done))
  return pieces.join('')
}
