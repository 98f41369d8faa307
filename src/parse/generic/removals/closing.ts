import type { Choice } from '../body/body.ts'
import type { BodyFacts } from '../body/body-facts.ts'
import { kept } from '../body/kept.ts'
import type { Layout, TextBlock } from '../layout/layout.ts'
import { folded } from '../words.ts'

/** Jane Doe is a senior reporter at …; Jane Doe, a professor of law, writes … */
const biography =
  /^(?:about the authors?|(?:\p{Lu}[\p{L}'’.-]+ ){2,4}(?:is|was|are|covers|writes|can be reached|has (?:covered|been|worked|written)|joined|ist|schreibt|arbeitet|est|es)\s|(?:\p{Lu}[\p{L}'’.-]+ ){1,3}\p{Lu}[\p{L}'’.-]+, (?:an?|the) )/u
const calling =
  /report(?:er|s)|writer|editor|journalist|columnist|correspondent|author|professor|blogger|founder|fellow|freelance|redakt|korrespondent|journaliste|periodista|autor|@|twitter/iu
/** Somebody whom the article quotes. */
const spoken = /["“”«»„]|\b(?:said|says|told|added|according)\b/i
/** Additional reporting by …; Jane Doe contributed to this report; Reporting by …; Editing by … */
const closingCredit =
  /^[([—–-]?\s*(?:additional )?(?:reporting|editing|writing|compiled|graphics?|production) by\b|\b(?:contributed (?:to this|reporting)|(?:also )?reported from|contributed from)\b/i

function isBiography({ text, emphasised, length }: TextBlock): boolean {
  if (!biography.test(text) || !calling.test(text) || spoken.test(text)) return false
  return emphasised || (length < 350 && !/^[^.]{3,60}, (?:an?|the) /.test(text))
}

/** What is said of a writer behind the first name: Archie is a writer from the coast. */
const says =
  /^ (?:is an? |writes |ist (?:eine? |freie)|schreibt |est (?:une? |journaliste)|es (?:una? |periodista)|è (?:una? |un’))/u

/** What is said of firms and offices, and of no writer. */
const ofFirm =
  /(?<!\p{L})(?:founded in|established in|headquartered|based company|(?:its|our) (?:products|customers|services|members|mission)|employs|company|provider|manufacturer|non-?profit|start-?up|institution|gegründet|unternehmen|hersteller|anbieter|beschäftigt|mitarbeite\p{L}{2,6}|gemeinnützig|entreprise|société|fondée en|emploie|empresa|fundada en|azienda|fondata nel|bedrijf|opgericht|företag|grundades)(?!\p{L})/iu

/** A firm's name of one word begins what its text says of it; one of more words can be a person's. */
function isFirm(author: string, text: string): boolean {
  return /^[\p{Script=Latin}\p{N}]+$/u.test(author) || (ofFirm.test(text) && !calling.test(text))
}

/** Jane Doe: in an interview, and JANE DOE, BYLINE: in a transcript, in front of what she says */
const speaker = /^\p{Lu}[\p{L} ,.'’-]{2,50}[:：]\s/u

/** Whether a paragraph begins with the name of one of the authors, or introduces a writer. */
export function isAboutWriter(block: TextBlock, authors: readonly string[]): boolean {
  if (speaker.test(block.text) && !calling.test(block.text)) return false
  const start = folded(block.text.slice(0, 80))
  const isNamed = (author: string) => {
    const name = folded(author)
    if (name.length <= 4 || isFirm(author, block.text)) return false
    const [first = ''] = author.split(' ')
    return (
      start.startsWith(name) ||
      start.slice(0, 12).includes(name) ||
      (block.text.startsWith(`${first} `) && says.test(block.text.slice(first.length)))
    )
  }
  // Where the page names its writers, others are told about in the text.
  const isKnown = authors.some((author) => author.includes(' '))
  return authors.some(isNamed) || ((!isKnown || block.emphasised) && isBiography(block))
}

/** The last paragraphs, where they are about the writers or name those who helped. */
export function removeBiographies(layout: Layout, choice: Choice, { authors }: BodyFacts): void {
  for (const i of kept(layout, choice).slice(-4)) {
    const block = layout.blocks[i]!
    if (block.length > 700 || block.kind === 'heading') continue
    if (isAboutWriter(block, authors)) choice.reasons[i] = 'author biography'
    else if (closingCredit.test(block.text) && block.length < 400) choice.reasons[i] = 'credit'
  }
}
