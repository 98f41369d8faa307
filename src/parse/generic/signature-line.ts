import type { TextBlock } from './layout.ts'

/** Heads a note on who wrote the text. */
export const aboutAuthor =
  /^(?:about (?:the |our )?(?:author|writer|contributor)s?|(?:über|zu) (?:den autor|die autorin)|(?:zur|zum) (?:autorin|autor)|à propos de l[’']auteure?|(?:sobre|acerca d)?(?:e?l|o|la|a) autora?|l[’']autore|autor(?:in)?|over de auteur|об авторе|про автора|o autor(?:ze|ce|ovi)|yazar hakkında|tentang penulis)\s?:?$/iu

const rights = /^(?:©|\(c\)|copyright|all rights|riproduzione|reproducción|tous droits)/iu

/** @returns the last line of a text where it is set apart: a name in bold or italics, at the right, or above a notice of rights. */
export function signatureAmong(foot: readonly TextBlock[]): string {
  const lines = foot.filter(({ kind, region }) => kind !== 'image' && !region.hidden)
  const isNotice = rights.test(lines.at(-1)?.text ?? '')
  const last = lines.at(isNotice ? -2 : -1)
  if (last === undefined || last.kind !== 'paragraph' || last.linked > 0) return ''
  const { style = '', align = '', class: marks = '' } = last.element.attribs
  const isApart = isNotice || last.emphasised || /right/i.test(`${style} ${align} ${marks}`)
  return isApart ? last.text : ''
}
