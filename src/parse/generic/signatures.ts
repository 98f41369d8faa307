import { sentenceEnd } from '../tree/characters.ts'
import type { Candidate } from './byline-elements.ts'
import { noPerson } from './byline-lines.ts'
import type { CreditLines } from './credit-lines.ts'
import { isPaper, isPersonal } from './names.ts'
import { aboutAuthor } from './signature-line.ts'

/** Jane Doe is a staff writer, Anne Delmas est journaliste: a note on who wrote the text */
const note =
  /^(?<name>\p{Lu}\S+(?: \p{Lu}\S*){1,3}),? (?:is|ist|est|es|è|é|jest|är|er|on|is een)[ ,](?:\S+ ){0,6}?(?:writer|reporter|journalist\p{L}{0,3}|columnist\p{L}?|contributor|correspondent|blogger\p{L}{0,2}|freelancer?|freelance|redakteur(?:in)?|autor(?:in)?|journaliste|periodista|redactora?|giornalista|jornalista|dziennikar\p{L}{1,3}|redakt\p{L}{2,5})(?!\p{L})/iu

/**
 * Who signs a text with a name alone in its last line, — Jane Doe, or is told about there: Jane Doe is a staff writer.
 * In the middle of a text such a line heads a part of an interview.
 */
export function signatures({ foot, notes, signature }: CreditLines): Candidate[] {
  const named = (text: string, line: string): Candidate[] =>
    isPersonal(text) && !isPaper(text) && !noPerson.test(text)
      ? [{ rule: 'signature below the text', text, where: line }]
      : []
  for (const [at, line] of foot.entries()) {
    const told = line.length < longestNote ? (note.exec(line)?.groups?.name ?? '') : ''
    const isAbout = aboutAuthor.test(foot[at - 1] ?? '')
    const name = line.replace(/^[—–-]{1,2} ?/u, '')
    const isName = line.length < 40 && /^\p{Lu}/u.test(name) && /[\p{L}.] \p{L}/u.test(name)
    const isLast = line === signature && sentenceEnd.test(foot[at - 1] ?? '')
    const isTold =
      isName && ((foot[at + 1] ?? '').startsWith(name) || notes.some((text) => text.startsWith(`${name} `)))
    const found = isAbout || isTold || isLast || name !== line ? (isName ? named(name, line) : []) : []
    if (found.length > 0) return found
    if (told !== '' && named(told, line).length > 0) return named(told, line)
  }
  return []
}
const longestNote = 220
