/** A Markdown link on a line of its own, or in a list: `* [标题](../pages/x/1.md)` */
const linkLine = /^[#*\s\d.|-]{0,40}\[[^\]\n]{0,400}\]\([^)\n]{0,2000}\)/
/** How a page begins that is no Markdown. */
const aPage = /^\s{0,200}<(?:!doctype|html)[\s>]/i
/** As many links as a short article never has. */
const fewLinks = 3

/** @returns whether a text is Markdown of links and little else: an index of a mirror, or its list of other mirrors */
export function isListOfLinks(text: string): boolean {
  if (aPage.test(text) || !text.includes('](')) return false
  const lines = text.split('\n')
  const links = lines.filter((line) => line.includes('](') && linkLine.test(line)).length
  return links >= fewLinks && links * 2 > lines.filter((line) => line.trim() !== '').length
}

/** @returns why a page without title and text is none, in a sentence */
export function refusalOf(text: string): string {
  if (text.trim() === '') return 'The page is empty.'
  if (isListOfLinks(text)) return 'The page is a list of links to other pages.'
  if (!/<[a-z!]/i.test(text)) return 'The page holds no HTML.'
  return 'The page holds neither a title nor text of an article.'
}
