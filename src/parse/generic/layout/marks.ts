import type { Element } from 'domhandler'

/** Attributes in which an element says what it is, to people who style or test it. */
export const telling: ReadonlySet<string> = new Set([
  'class',
  'id',
  'role',
  'data-component',
  'data-testid',
  'data-test',
  'data-qa',
  'data-area',
  'data-gu-name',
  'aria-label',
  'name',
])

/** Their identifiers repeat their words, to be linked to. */
const anchored = /^h[1-6]$/

/** Article_elementLead__N3pGr, sc-92253cc8-1, css-1x2y3z: names that a build tool made. */
const generated =
  /__(?=[a-z]*[A-Z0-9])[A-Za-z0-9]{5,6}(?=\s|$)|[-_](?=[A-Za-z]*\d)(?=[a-z0-9]*[A-Z])[A-Za-z0-9]{5,12}(?=\s|$)|\b(?:sc|css|jsx|svelte|emotion)-[\w-]+/g
const humps = /([a-z\d])([A-Z])/g

/**
 * The words with which an element names itself, in lower case between single dashes: `-article-element-lead-`.
 * A word is looked for as `-word-`, so that `ad` is not found in `header`.
 */
export function marksOf({ name: element, attribs }: Element): string {
  // A page's own elements are named for what they hold: <share-buttons>.
  let all = element.includes('-') ? element : ''
  // Most elements have no attribute or one.
  for (const name in attribs) {
    if (!telling.has(name) || (name === 'id' && anchored.test(element))) continue
    const value = attribs[name]!
    if (value !== '') all += ` ${value.length > 400 ? value.slice(0, 400) : value}`
  }
  if (all === '') return ''
  return known.get(all) ?? remember(all)
}

/** Pages repeat a few hundred class lists thousands of times. */
const known = new Map<string, string>()
const mostKnown = 20_000

function remember(all: string): string {
  const words = all.replace(generated, ' ').replace(humps, '$1-$2').toLowerCase()
  const parted = words.replace(/[\0-/:-@[-`{-\x7f]+/g, '-')
  const clean = /[^\0-\x7f]/.test(parted) ? parted.replace(/[^\p{L}\p{N}]+/gu, '-') : parted
  const marks = `-${clean}-`.replace(/--+/g, '-')
  if (known.size >= mostKnown) known.clear()
  known.set(all, marks)
  return marks
}

const tested = ['data-testid', 'data-component', 'data-test', 'data-qa', 'data-hook'] as const

/** @returns the names of an element as they are written: its class, its id, and those by which tests find it; '' for none */
export function namesOf({ attribs }: Element): string {
  let names = attribs.class ?? ''
  if (attribs.id !== undefined) names = `${names} ${attribs.id}`
  for (const name of tested) if (attribs[name] !== undefined) names = `${names} ${attribs[name]}`
  return names
}

/** @returns a pattern that finds any of the words in what marksOf gives; a word may hold dashes or end in `*` */
export function anyOf(words: string): RegExp {
  const patterns = words
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/\*/g, '[^-]*'))
  return new RegExp(`-(?:${patterns.join('|')})(?=-)`)
}
