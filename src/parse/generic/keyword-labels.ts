import type { Element } from 'domhandler'

/** Heads a list of keywords. */
const keywordLabel =
  /^(?:tags?|tagged|topics?|keywords?|schlagw(?:orte|örter)|stichw(?:orte|örter)|themen|etiquetas|temas|mots[- ]clés|thèmes|argomenti|trefwoorden|tagi|témata|ämnen|emner|avainsanat|теги|метки|ключевые слова|etiketler|ετικέτες|từ khóa|tag terkait|topik|الوسوم|كلمات مفتاحية|برچسب‌?ها|תגיות|टैग|แท็ก|标签|標籤|关键词|關鍵[字詞]|キーワード|タグ|태그|키워드)\s*[:：]?$/iu

/** @returns the element whose links are the page's keywords, where one begins with their label (Tags:); null else */
export function keywordsHeadedBy(element: Element): Element | null {
  const { children, parent } = element
  const text = children[0]?.type === 'text' ? children[0].data : ''
  if (text.length < 2 || text.length > 30 || !keywordLabel.test(text.trim())) return null
  // A label can have an element of its own, beside the links.
  const isAlone = !children.some((child) => child.type === 'tag')
  return isAlone && parent?.type === 'tag' ? parent : element
}
