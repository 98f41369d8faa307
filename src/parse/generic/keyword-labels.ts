import type { Element } from 'domhandler'
import { elementsBelow, textOf } from '../tree/outline.ts'

/** Heads a list of keywords. */
const keywordLabel =
  /^[【[]?(?:(?:hash)?tags?|tagged|topics?|keywords?|schlagw(?:orte|örter)|stichw(?:orte|örter)|themen|etiquetas|temas|mots[- ]clés|thèmes|argomenti|trefwoorden|tagi|témata|štítky|klíčová slova|słowa kluczowe|palavras[- ]chave|palabras clave|parole chiave|ämnen|nyckelord|emner|nøkkelord|avainsanat|címkék|kulcsszavak|etichete|теги|метки|ключевые слова|ключові слова|мітки|etiketler|anahtar kelimeler|ετικέτες|từ kh[óo]a|từ khoá|kata kunci|tag terkait|topik|الوسوم|كلمات مفتاحية|برچسب‌?ها|תגיות|टैग|แท็ก|(?:文章|本文|新闻|相关|內容|内容)?(?:标签|標籤|关键[字词]|關鍵[字詞])|キーワード|タグ|태그|키워드)\s*(?:[:：】\]]{1,2}\s*(?<list>\S.*)?)?$/iu

/** @returns the element whose links are the page's keywords, where one begins with their label (Tags:); null else */
export function keywordsHeadedBy(element: Element): Element | null {
  const { children, parent } = element
  const text = children[0]?.type === 'text' ? children[0].data : ''
  if (/^\s*[#＃]/u.test(text) && hashtags.test(textOf(element, longest))) return element
  if (text.length < 2 || text.length > longest || !keywordLabel.test(text.trim())) return null
  // A label can have an element of its own, beside the links.
  const isAlone = !children.some((child) => child.type === 'tag')
  return isAlone && parent?.type === 'tag' && listIn(text) === '' ? parent : element
}

/** A list of a few keywords, with its label. */
const longest = 200

function listIn(text: string): string {
  return keywordLabel.exec(text.trim())?.groups?.list ?? ''
}

/** @returns how many characters of a list of keywords are its label and not a keyword: Tags: */
export function labelLength(list: Element): number {
  const text = textOf(list, longest)
  const label = keywordLabel.exec(text)
  if (label !== null) return text.length - listIn(text).length
  const [first = ''] = textsIn(list)
  return keywordLabel.test(first) ? first.length : 0
}

/** #bridge #town: keywords that stand side by side without links */
const hashtags = /^(?:[#＃][^\s#＃]{1,30}[#＃]?\s*){2,30}$/u

/** @returns the keywords that stand behind their label without links, as one text or each in an element; [] where there are links */
export function writtenKeywords(list: Element): string[] {
  for (const { name } of elementsBelow(list)) if (name === 'a') return []
  const whole = textOf(list, longest)
  if (hashtags.test(whole)) return whole.split(/[#＃\s]+/u)
  const [first = '', ...texts] = textsIn(list)
  if (isBareList(list)) return [first, ...texts]
  if (!keywordLabel.test(first)) return []
  const behind = listIn(first)
  return behind === '' ? texts : texts.length === 0 ? [behind] : []
}

const tagsClass = /(?:^|\s)(?:[a-z]{1,12}[-_])?tags(?:$|[\s_-])/i
const item = /^(?:li|span|button|em|b)$/

/** Whether an element that calls itself tags holds nothing but elements, each with one. */
function isBareList({ attribs, children }: Element): boolean {
  const filled = children.filter((child) => child.type !== 'text' || child.data.trim() !== '')
  const isItems = filled.every((child) => child.type === 'tag' && item.test(child.name))
  return isItems && filled.length > 1 && tagsClass.test(attribs.class ?? '')
}

/** The texts of an element's children; those of its only child where it has one. */
function textsIn(list: Element): string[] {
  const texts = list.children.flatMap((child) => {
    const text =
      child.type === 'text' ? child.data.trim() : child.type === 'tag' ? textOf(child, longest) : ''
    return text === '' ? [] : [{ child, text }]
  })
  const [only, ...others] = texts
  if (only?.child.type === 'tag' && others.length === 0) return textsIn(only.child)
  return texts.map(({ text }) => text)
}
