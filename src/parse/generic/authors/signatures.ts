import { sentenceEnd } from '../../tree/characters.ts'
import { isPerson } from '../names/persons.ts'
import { folded } from '../words.ts'
import type { Candidate } from './byline-elements.ts'
import type { CreditLines } from './credit-lines.ts'
import { aboutAuthor, tellsOfAuthor } from './signature-line.ts'

/** Jane Doe is a staff writer, Anne Delmas est journaliste: a note on who wrote the text */
const note =
  /^(?<name>\p{Lu}\S+(?: \p{Lu}\S*){1,3}),? (?:is|ist|est|es|è|é|jest|är|er|on|is een)[ ,](?:\S+ ){0,6}?(?:writer|reporter|journalist\p{L}{0,3}|columnist\p{L}?|contributor|correspondent|blogger\p{L}{0,2}|freelancer?|freelance|redakteur(?:in)?|autor(?:in)?|journaliste|periodista|redactora?|giornalista|jornalista|dziennikar\p{L}{1,3}|redakt\p{L}{2,5})(?!\p{L})/iu

/**
 * Who signs a text with a name alone in its last line, — Jane Doe, or is told about there: Jane Doe is a staff writer.
 * In the middle of a text such a line heads a part of an interview.
 */
export function signatures({ foot, notes, about, signature }: CreditLines): Candidate[] {
  const named = (text: string, line: string): Candidate[] =>
    isPerson(text) ? [{ rule: 'signature below the text', text, where: line }] : []
  const isName = (text: string) => text.length < 40 && /^\p{Lu}/u.test(text) && /[\p{L}.] \p{L}/u.test(text)
  const isToldOf = (name: string, at: number) =>
    isName(name) &&
    ([foot[at + 1] ?? '', ...notes].some((text) => text.startsWith(`${name} `)) ||
      foot.slice(at + 2, at + 1 + linesOfCard).some((text) => tellsOfAuthor(name, text)))
  // Below several names stand several people that the text is about.
  const isList = foot.filter((line, at) => isToldOf(line, at)).length > 1
  for (const [heading, told] of about) {
    const isAbout = aboutAuthor.test(heading)
    if (isList && !isAbout) continue
    const name = isAbout ? nameInFront.exec(told) : nameHeading.exec(heading)
    const found = named(name?.groups?.name ?? '', told)
    if (found.length > 0) return found
  }
  const introducedApart = named(introduced.exec(signature)?.groups?.name ?? '', signature)
  if (introducedApart.length > 0) return introducedApart
  for (const [at, line] of foot.entries()) {
    const told = line.length < longestNote ? (note.exec(line)?.groups?.name ?? '') : ''
    const isAbout = aboutAuthor.test(foot[at - 1] ?? '')
    const name = line
      .replace(/^[—–-]{1,2} ?|^\((?=[^()]+\)$)|(?<=^\([^()]+)\)$/gu, '')
      .replace(/(?<=\p{L}{3})\.$/u, '')
    const isLast = line === signature && sentenceEnd.test(foot[at - 1] ?? '')
    const isSigned = isLast || /^[—–-]/u.test(line)
    const found =
      isName(name) && (isAbout || isSigned || (!isList && isToldOf(name, at)) || isMailed(name, at, foot))
        ? named(name, line)
        : []
    if (found.length > 0) return found
    if (told !== '' && named(told, line).length > 0) return named(told, line)
  }
  return []
}
/** Set apart in the last line, whatever the calling: Jane Doe is a hydrologist who … */
const introduced =
  /^(?<name>\p{Lu}\S+(?: \p{Lu}\S*){1,3}) (?:is|ist|est|es|è|é|är|is een) (?:an?|the|eine?|freie[r]?|une?|una?|en) \p{L}/u
/** A card of a writer has a line for the post between name and note. */
const linesOfCard = 3
const longestNote = 220

const nameHeading =
  /^(?:(?:About|ABOUT|Über|À propos de|Sobre|Acerca de|Chi è|Over|Om|O) )?(?<name>\p{Lu}\S+(?: \p{Lu}\S*){1,3})$/u
const nameInFront =
  /^(?:(?:by|von|par|por|di) )?(?<name>\p{Lu}\S*[^\s,.:](?: (?:(?:de|da|van|von|der|la|le|du|di|bin) )*\p{Lu}\S*[^\s,:]){1,3})(?=,|:| \(| [–—-] | \p{Ll})/u

const contact =
  /conta[ck]t|kontakt|press|inform|auskunft|anmeld|tickets?|regist|reserv|contat|inscri|прес|контакт|yhteys|kapcsolat/iu

/** Whether the line behind a name is that person's address, jane.doe@…, and neither is given for questions. */
function isMailed(name: string, at: number, foot: readonly string[]): boolean {
  const [, box] = /^(?:e-?mail ?: ?)?([\w.+-]{3,40})@[\w-]+\.[\w.-]{2,40}$/iu.exec(foot[at + 1] ?? '') ?? []
  if (
    foot
      .slice(Math.max(0, at - 2), at)
      .some((line) => line.length < 90 && (contact.test(line) || line.endsWith(':')))
  )
    return false
  if (box === undefined) return false
  const own = plain(box)
  const parts = name.split(' ').map(plain)
  return parts.length > 1 && parts.some((part) => part.length > 2 && own.includes(part))
}

function plain(text: string): string {
  return folded(text.normalize('NFD').replace(/\p{M}/gu, ''))
}
