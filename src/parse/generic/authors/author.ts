import type { Credit } from '../../../article.ts'
import { simplified } from '../../../fold.ts'
import { creditPart } from '../../fields/credit-line.ts'
import { isChineseName } from '../../fields/surnames.ts'
import type { Found } from '../../fields.ts'
import { textOf } from '../../tree/outline.ts'
import type { Warn } from '../../warnings.ts'
import type { Metadata } from '../metadata/metadata.ts'
import { nearTitle, shownElement } from '../metadata/place.ts'
import type { SiteNames } from '../metadata/sites.ts'
import { agencyBehind, isAccount } from '../names/agencies.ts'
import { beginsAsByline, isPersonal, namesIn } from '../names/names.ts'
import { outletBesideDate } from '../names/outlets.ts'
import { saidLines } from '../names/said-lines.ts'
import { folded } from '../words.ts'
import { authorCandidates, bylineAbove } from './author-candidates.ts'
import type { Candidate } from './byline-elements.ts'
import { type CreditLines, readCreditLines } from './credit-lines.ts'

/** As many of the pieces in one place that name authors are read: no page comes near. */
const mostCandidates = 500

export type Authors = {
  credits: Found<Credit>[]
  /** The line in which the page says who wrote it; the names as metadata give them where it shows none. */
  byline: Found<string> | null
}

/**
 * Who wrote the article. What the page shows with a label that says what each person did comes first; then JSON-LD,
 * metadata, marked-up elements and the byline beside the headline. The site's own name counts only where the page names
 * nobody else.
 *
 * @param title the number of the headline's element; null where it was not found
 * @param shown the lines around the text that can hold labels
 */
export function readAuthors(
  metadata: Metadata,
  title: number | null,
  site: SiteNames,
  shown: CreditLines,
  warn: Warn,
): Authors {
  const labelled = readCreditLines(shown)
  const isNamed = labelled.some(({ value: { role } }) => role === 'author' || role === 'reporter')
  const isSourced = labelled.some(({ value: { role } }) => role === 'source')
  const outlet = isSourced ? null : outletBesideDate(metadata, title, shown.head)
  const credits = withEditor(outlet === null ? labelled : [...labelled, outlet], metadata)
  if (isNamed) return { credits, byline: bylineAmong(credits) }
  const others = new Set(credits.map(({ value }) => folded(value.name)))
  const { names, isHouse } = namesOf(metadata, title, site, shown, others, warn)
  if (credits.length === 0) return authorsOf(names, metadata, title)
  // A page that says from where it has a text and who edited it puts its own name where metadata want an author.
  const isPerson = (name: string) => isPersonal(name) && (!han.test(name) || isChineseName(simplified(name)))
  const persons = names.filter(({ value }) => !isHouse && (labelled.length === 0 || isPerson(value)))
  const authors = authorsOf(persons, metadata, title)
  return { credits: [...authors.credits, ...credits], byline: bylineAmong(credits) }
}

const han = /\p{Script=Han}/u

/** Adds the editor that government sites name in `<meta name="Editor">`, where no line names one. */
function withEditor(credits: Found<Credit>[], metadata: Metadata): Found<Credit>[] {
  if (credits.some(({ value: { role } }) => role === 'editor')) return credits
  const names = (metadata.metas.get('editor') ?? []).filter((name) => isChineseName(simplified(name.trim())))
  const editors = [...new Set(names)].map((where) => ({
    value: { role: 'editor' as const, name: where.trim() },
    rule: 'meta editor',
    where,
  }))
  return [...credits, ...editors]
}

/** The lines that name somebody, each once. */
function bylineAmong(credits: readonly Found<Credit>[]): Found<string> {
  const lines = [...new Set(credits.map(({ where }) => where))]
  return { value: lines.map(creditPart).join(' / '), rule: 'byline', where: lines.join(' / ') }
}

/**
 * The names of the first place that names anybody but the site; else the site's own. Who uploaded a text stands in
 * metadata as its author: where the line under the headline names other persons, they wrote it.
 *
 * @param credited who is named for something else, folded
 */
function namesOf(
  metadata: Metadata,
  title: number | null,
  site: SiteNames,
  shown: CreditLines,
  credited: ReadonlySet<string>,
  warn: Warn,
): { names: Found<string>[]; isHouse: boolean } {
  const saying = shown.isBelowTitle ? namesAmong(saidLines(shown.head)) : []
  const said = saying.some(({ value }) => site.includes(value)) ? [] : saying
  let house: Found<string>[] = []
  for (const candidates of authorCandidates(metadata, title, shown)) {
    const names = namesAmong(candidates.slice(0, mostCandidates)).filter(
      ({ value }) => ![...credited].some((name) => folded(value).startsWith(name)),
    )
    const others = names.filter(
      ({ value, where }) =>
        ![value, where].some(
          (name) => site.includes(name) || site.isNamed(name) || site.isBesideHeadline(name),
        ) && !isAccount(value),
    )
    if (others.length > 0) {
      const persons = others.every(isWordOfMetadata) ? namesAmong(bylineAbove(shown.head)) : []
      if (persons.length > 0 && persons.every(({ value }) => isPersonal(value)))
        return { names: persons, isHouse: false }
      const isSaid = others.some(({ value }) => said.some((one) => folded(one.where).includes(folded(value))))
      if (isSaid || said.length === 0 || !said.every(({ value }) => isPersonal(value)))
        return { names: others, isHouse: false }
      warn(
        'credits',
        'authors-disagree',
        'The line under the headline names other authors than the metadata.',
      )
      return { names: said, isHouse: false }
    }
    if (house.length === 0) house = names
  }
  return { names: house, isHouse: true }
}

/** One word in metadata is a user's or the site's name, or a part of the one that readers are shown. */
function isWordOfMetadata({ value, rule }: Found<string>): boolean {
  return /^(?:meta|JSON-LD) /.test(rule) && !/\s/.test(value) && !isPersonal(value)
}

/** Each name once, as it is written first. */
function namesAmong(candidates: readonly Candidate[]): Found<string>[] {
  const names = new Map<string, Found<string>>()
  for (const { rule, text, where } of candidates) {
    const own = rule.startsWith('user') ? [text] : namesIn(text, rule.startsWith('byline'))
    for (const value of own) {
      const key = value.toLowerCase()
      if (!names.has(key)) names.set(key, { value, rule, where })
    }
  }
  return [...names.values()]
}

function authorsOf(names: readonly Found<string>[], metadata: Metadata, title: number | null): Authors {
  const credits = names.map(({ value, rule, where }) => ({
    value: { role: 'author' as const, name: value },
    rule,
    where,
  }))
  if (names.length === 0) return { credits, byline: null }
  const listed = { ...names[0]!, value: names.map(({ value }) => value).join(', ') }
  const byline = shownByline(names, metadata, title) ?? listed
  const agency = agencyBehind(byline.value) ?? agencyBehind(byline.where)
  const isSource = agency !== null && !names.some(({ value }) => folded(value).includes(folded(agency)))
  return {
    credits: isSource ? [...credits, { ...byline, value: { role: 'source', name: agency } }] : credits,
    byline,
  }
}

/** The shortest line beside the headline that names the authors. */
function shownByline(
  names: readonly Found<string>[],
  metadata: Metadata,
  title: number | null,
): Found<string> | null {
  let best: Found<string> | null = null
  for (const { element } of nearTitle([...metadata.bylines, ...metadata.links], title)) {
    const text = textOf(element, 240)
    if (text.length > 200 || !names.every(({ value }) => text.includes(value))) continue
    const better =
      best === null ||
      (beginsAsByline(text) && !beginsAsByline(best.value)) ||
      (beginsAsByline(text) === beginsAsByline(best.value) && text.length < best.value.length)
    if (better) best = { value: text, rule: 'byline', where: shownElement(element) }
  }
  return best
}
