import type { Element } from 'domhandler'
import { elementsBelow, textOf } from '../../tree/outline.ts'

/** What heads a list of keywords; one line a language or family. */
const labels = [
  '(?:(?:related|article|story) )?(?:(?:hash)?tags?|tagged|topics?|keywords?)(?: in this (?:article|story))?',
  'schlagw(?:orte|örter)|stichw(?:orte|örter)|themen|mehr zum thema',
  'etiquetas|temas|archivado en|palabras clave|palavras[- ]chave|assuntos',
  'mots[- ]clés|thèmes|sujets|argomenti|parole chiave',
  'trefwoorden|onderwerpen|ämnen(?: i artikeln)?|nyckelord|emner|emneord|nøkkelord|stikord|avainsanat|aiheet',
  'tagi|tematy|słowa kluczowe|témata|štítky|klíčová slova|címkék|kulcsszavak|etichete|cuvinte[- ]cheie',
  'теги|метки|темы|темы материала|ключевые слова|ключові слова|мітки|теми|ключови думи|етикети',
  'etiketler|anahtar kelimeler|ετικέτες|λέξεις[- ]κλειδιά',
  'từ kh[óo]a|từ khoá|chủ đề|kata kunci|tag terkait|topik(?: terkait)?',
  '(?:ال)?كلمات (?:ال)?(?:مفتاحية|دلالية|دليلية)|الوسوم|وسوم|برچسب‌?ها|کلیدواژه‌?ها|תגיות|תגים|टैग्?स?|แท็ก(?:ที่เกี่ยวข้อง)?',
  '(?:文章|本文|新闻|相关|內容|内容)?(?:标签|標籤|关键[字词]|關鍵[字詞])|(?:関連)?(?:キーワード|タグ|ワード)|(?:관련)?(?:태그|키워드)',
].join('|')
const keywordLabel = new RegExp(`^[【[]?(?:${labels})\\s*(?:[:：】\\]]{1,2}\\s*(?<list>\\S.*)?)?$`, 'iu')

/** 栏目：社会新闻 标签：图书馆 阅读 编辑：何其: keywords among other fields of a line, up to the next one. */
const keywordField =
  /(?:标签|標籤|关键[字词]|關鍵[字詞]|タグ|キーワード) ?[:：] ?(?<list>[^:：|｜]{2,100}?)(?: ?[|｜]|$| \p{Script=Han}{2,6} ?[:：])/u
/** The section, in such a line */
const sectionField =
  /(?:栏目|欄目|频道|分类|分類|类别|類別) ?[:：] ?(?<name>[\p{L}\p{N}·]{2,12})(?=[\s|｜]|$)/u

/** @returns the keywords that lines of fields list */
export function keywordsInLines(lines: readonly string[]): string[] {
  return lines.flatMap((line) => keywordField.exec(line)?.groups?.list ?? []).slice(0, 1)
}

/** @returns the section that lines of fields name; null where none does */
export function sectionInLines(lines: readonly string[]): string | null {
  return lines.map((line) => sectionField.exec(line)?.groups?.name).find((name) => name !== undefined) ?? null
}

/** @returns the element whose links are the page's keywords, where one begins with their label (Tags:); null else */
export function keywordsHeadedBy(element: Element): Element | null {
  const { children, parent } = element
  const text = children[0]?.type === 'text' ? children[0].data : ''
  const trimmed = text.trim()
  // Most elements begin with another one.
  if (trimmed === '') return null
  if (/^[#＃]/.test(trimmed) && hashtags.test(textOf(element, longest))) return element
  if (text.length < 2 || text.length > longest || !keywordLabel.test(trimmed)) return null
  // A label can have an element of its own, beside the links.
  const isAlone = !children.some((child) => child.type === 'tag')
  // A heading stands in front of its list.
  const list = isAlone && headingName.test(element.name) ? elementBehind(element) : null
  if (list !== null) return list
  return isAlone && parent?.type === 'tag' && listIn(text) === '' ? parent : element
}

const headingName = /^(?:h[2-6]|dt)$/

/** The next element, unless it is a heading or a link: then the list is what is around both. */
function elementBehind({ next }: Element): Element | null {
  while (next !== null && next.type !== 'tag') next = next.next
  return next === null || next.name === 'a' || headingName.test(next.name) ? null : next
}

/** A list of a few keywords, with its label. */
const longest = 200

const nextField = / \p{Script=Han}{2,6} ?[:：]/u

function listIn(text: string): string {
  const list = keywordLabel.exec(text.trim())?.groups?.list ?? ''
  const next = list.search(nextField)
  return next < 0 ? list : list.slice(0, next)
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
