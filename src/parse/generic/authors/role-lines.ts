import type { Credit, CreditRole } from '../../../article.ts'
import type { Found } from '../../fields.ts'
import { textsOf } from '../metadata/json-ld.ts'
import type { Metadata } from '../metadata/metadata.ts'
import { isPaper } from '../names/agencies.ts'
import { isPersonal, namesIn } from '../names/names.ts'
import { folded } from '../words.ts'
import type { CreditLines } from './credit-lines.ts'

/** What stands in front of who edited or translated a text, in other languages than Chinese; one line a language. */
const editing = [
  'editing by|edited by|editors?:|edit(?:or|ing):',
  'redigiert von|lektorat:|édité par|édition(?: :|:)|relu par',
  'editado por|edición(?: de|:)|edição(?: de|:)|editing di|eindredactie:?',
  'redaktor:|redakce:|редактор(?: |:)|редагува(?:в|ла)|editör:|penyunting:|biên tập:|επιμέλεια:',
].join('|')
const translating = [
  'translated (?:from [\\p{L} ]{3,20} )?by|translat(?:ion|or)(?: by|:)',
  "(?:aus dem \\p{L}{3,16} )?übersetzt von|übersetzung:?|traduit (?:de l[’']\\p{L}+ |du \\p{L}+ )?(?:\\([^)]*\\) )?par|traduction(?: :|:)",
  'traducido por|traducción(?: de|:)|traduzido por|tradução(?: de|:)|tradotto da|traduzione(?: di|:)|vertaald door|vertaling:?',
  'tłumaczenie:|tłum\\.|překlad:|перевод:|перев[её]л[аи]?|переклад:|переклала?|çeviri:|çeviren:|oversat af|oversatt av|översättning:?|dịch:',
].join('|')
/** Whom a page names besides its writers without a role of ours: who checked a text, or took its pictures. */
const checking =
  '(?:(?:medically|clinically|scientifically|expert|technically|legally) )?(?:reviewed|approved|verified|checked) by|fact[- ]check(?:ed|ing)?(?: by|:)|graphics? by|illustrations? by|(?:photos?|photography|pictures?|images?|video) by'

const roles: readonly (readonly [CreditRole | null, RegExp])[] = [
  ['editor', new RegExp(`^(?:${editing}) ?`, 'iu')],
  ['translator', new RegExp(`^(?:${translating}) ?`, 'iu')],
  [null, new RegExp(`^(?:${checking}) ?`, 'iu')],
]

/** A label at the end of a text, for the name in the next element: Fact checked by */
const atEnd = new RegExp(`(?:^|[\\s|•·—–-])(?:${editing}|${translating}|${checking}) ?:?$`, 'iu')
const anywhere = new RegExp(`(?<!\\p{L})(?:${editing}|${translating}|${checking})`, 'iu')
const between = / ?(?:[;|•·—]| –|\.(?= \p{Lu}\p{L}{2,14} ?(?::|\p{Ll}))| (?=[Ww]ritten by )) ?/u
const brackets = /^[([](.*)[)\]][.\s]*$/su

/** Whether a text ends with a label of somebody who has not written the article. */
export function endsWithOtherRole(text: string): boolean {
  return atEnd.test(text.slice(-60).trim())
}

/** @returns a byline without who edited, translated, checked or illustrated the text: Written by Jane Doe; Edited by John Roe */
export function withoutOtherRoles(line: string): string {
  if (!anywhere.test(line)) return line
  return partsOf(line)
    .filter((part) => !roles.some(([, label]) => label.test(part)))
    .join(', ')
}

function partsOf(line: string): string[] {
  return line.replace(brackets, '$1').split(between)
}

/**
 * Who edited or translated the text, as JSON-LD and the lines around the text say: (Reporting by Jane Doe; Editing by John Roe).
 *
 * @param credits who is named already
 */
export function readRoleLines(
  { head, foot }: CreditLines,
  { linked }: Metadata,
  credits: readonly Found<Credit>[],
): Found<Credit>[] {
  const known = new Set(credits.map(({ value }) => folded(value.name)))
  const found: Found<Credit>[] = []
  const take = (role: CreditRole, text: string, rule: string, where: string) => {
    for (const name of namesIn(text, true)) {
      if (!isPersonal(name) || isPaper(name) || known.has(folded(name))) continue
      known.add(folded(name))
      found.push({ value: { role, name }, rule, where })
    }
  }
  for (const line of [...head, ...foot]) {
    if (line.length > longestLine || !anywhere.test(line)) continue
    for (const part of partsOf(line))
      for (const [role, label] of roles)
        if (role !== null && label.test(part))
          take(role, part.replace(label, '').replace(fullStop, ''), 'credit line', line)
  }
  for (const name of textsOf(linked.article?.editor)) take('editor', name, 'JSON-LD editor', name)
  return found
}

const longestLine = 200
/** At the end of a line, not of Jr. */
const fullStop = /(?<=\p{L}{3})\.$/u
