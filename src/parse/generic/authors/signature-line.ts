import type { TextBlock } from '../layout/layout.ts'

/** Heads a note on who wrote the text. */
export const aboutAuthor =
  /^(?:about (?:the |our )?(?:author|writer|contributor)s?|(?:über|zu) (?:den autor|die autorin)|(?:zur|zum) (?:autorin|autor)|à propos de l[’']auteure?|(?:(?:sobre|acerca de) ?)?(?:el|l|o|la|a|l[ao]s|os) autor(?:a|es|as)?|l[’']autore|autor(?:in)?|over de auteur|об авторе|про автора|o autor(?:ze|ce|ovi)|yazar hakkında|tentang penulis)\s?:?$/iu

/** About Jane Doe */
const aboutName =
  /^(?:About|ABOUT|Über|À propos de|Sobre|Acerca de|Chi è|Over|Om|O)\s(?<name>\p{Lu}\S+(?: \p{Lu}\S*){1,3})$/u
const longestHeading = 60

/** Whether a heading says that what stands below it is about the text's writer: About the author, Jane Doe … Jane Doe is … */
export function tellsOfAuthor(heading: string, below = ''): boolean {
  if (heading.length > longestHeading) return false
  if (aboutAuthor.test(heading)) return true
  const about = aboutName.exec(heading)?.groups?.name
  const name = about ?? heading
  if (!name.includes(' ')) return false
  const note = below.slice(0, lengthOfNote)
  // About Jane Doe … Jane is: whom a text calls by the first name is no firm.
  const isFirstName = about !== undefined && !below.startsWith(name) && / who /.test(note)
  if (!isFirstName && !person.test(note)) return false
  const starts = about === undefined ? [name] : [name, name.split(' ')[0]!]
  return starts.some((start) => below.startsWith(start) && says.test(below.slice(start.length)))
}

const lengthOfNote = 400
const says =
  /^,? (?:is|was|has|works?|writes|lives|ist|schreibt|arbeitet|est|écrit|es|escribe|è|scrive|é|escreve|jest|pisze|är|skriver|er|on|je|este)\s/u
/** What a note on a person has and one on a company has not. */
const person =
  /(?<!\p{L})(?:s?he|his|her|writer|author|journalist|columnist|editor|reporter|blogger|founder|consultant|professor|lecturer|specialist|coach|teacher|researcher|designer|photographer|engineer|manager|director|head of|freelancer?|ihre?[mnrs]?|seine[mnrs]?|autorin?|journalistin|redakteur(?:in)?|gründer(?:in)?|berater(?:in)?|elle|auteure?|autrice|journaliste|rédact(?:eur|rice)|fondat(?:eur|rice)|ella|autora?|periodista|redactora?|fundadora?|jornalista|escritora?|giornalista|scrittore|scrittrice|dziennikarka|dziennikarz|redaktorka?|skribent|journalisten)(?!\p{L})/iu

const rights = /^(?:©|\(c\)|copyright|all rights|riproduzione|reproducción|tous droits)/iu

/** 09 novembre 2006, alone in the last line */
const date = /^\P{L}{0,3}\p{Nd}{1,2}[^.!?]{1,16}\p{Nd}{4}\P{L}{0,12}$/u
const longestDate = 36

/** Gerda Hollmann⏎Mühlbach: how letters to a paper are signed */
const name = /^\p{Lu}\p{Ll}{1,20} (?:\p{Lu}\. )?\p{Lu}[\p{L}-]{1,24}$/u
const placeName = /^\p{Lu}\p{Ll}[\p{L} -]{1,24}$/u

/** @returns the last line of a text where it is set apart: a name in bold or italics, at the right, or above a notice of rights. */
export function signatureAmong(foot: readonly TextBlock[]): string {
  const lines = foot.filter(({ kind, region }) => kind !== 'image' && !region.hidden)
  while (lines.length > 0 && lines.at(-1)!.linked > lines.at(-1)!.length * 0.6) lines.pop()
  const end = lines.at(-1)?.text ?? ''
  const isNotice = rights.test(end) || (end.length < longestDate && date.test(end))
  const last = lines.at(isNotice ? -2 : -1)
  if (last === undefined || last.kind !== 'paragraph' || last.linked > 0) return ''
  const { style = '', align = '', class: marks = '' } = last.element.attribs
  const isApart = isNotice || last.emphasised || /right/i.test(`${style} ${align} ${marks}`)
  // George Tillman⏎Harlan
  const [first = '', ...others] = last.text.split('\n')
  const isLetter = others.length === 1 && name.test(first) && placeName.test(others[0]!)
  if (!isApart && !isLetter) return ''
  return others.length > 2 || others.some((line) => line.length > longestDate) ? last.text : first
}
