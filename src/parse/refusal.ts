/** A Markdown link on a line of its own, or in a list: `* [标题](../pages/x/1.md)` */
const linkLine = /^[#*\s\d.-]*\[[^\]]*\]\([^)]*\)/

/** @returns why a page without title and text is none, in a sentence */
export function refusalOf(text: string): string {
  if (text.trim() === '') return 'The page is empty.'
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const links = lines.filter((line) => linkLine.test(line)).length
  if (links * 2 > lines.length) return 'The page is a list of links to other pages.'
  if (!/<[a-z!]/i.test(text)) return 'The page holds no HTML.'
  return 'The page holds neither a title nor text of an article.'
}
