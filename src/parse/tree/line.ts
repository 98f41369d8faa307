import type { Element } from 'domhandler'
import type { Link } from './block.ts'
import { lineBreak, paragraphsOf } from './white-space.ts'

/** A link's place in the text; its end is -1 as long as it is open. */
type LinkSpan = { href: string; start: number; end: number; element: Element }

/** A paragraph of a gathered text: two `<br>` part a text into several. */
export type Piece = {
  text: string
  links: readonly Link[]
  /** Whether all of it is bold or italic. */
  isEmphasised: boolean
  /** Where its text begins and ends in what was gathered. */
  start: number
  end: number
}

type Span = { start: number; end: number }

/** Most of what is gathered has no links, nothing bold, or no text at all. */
const none: readonly never[] = []

const space = /\s*/y

/** Whether there is nothing but white space from one index to another outside of the spans. */
function isBlankBeside(spans: readonly Span[], raw: string, from: number, to: number): boolean {
  let at = from
  for (const { start, end } of [...spans, { start: to, end: to }]) {
    if (raw.slice(at, start).trim() !== '') return false
    at = end
  }
  return true
}

/** Text that is gathered until a block ends, with the links in it. */
export class Line {
  #raw = ''
  #links: LinkSpan[] = []
  readonly #openLinks: LinkSpan[] = []
  /** Where text stands in bold elements. */
  #bold: Span[] = []

  /** Characters gathered so far. */
  get length(): number {
    return this.#raw.length
  }

  get isBlank(): boolean {
    return this.#raw === '' || this.#raw.trim() === ''
  }

  add(text: string, isBold: boolean): void {
    const start = this.#raw.length
    this.#raw += text
    if (isBold) this.#bold.push({ start, end: this.#raw.length })
  }

  addBreak(): void {
    this.#raw += lineBreak
  }

  openLink(href: string, element: Element): void {
    const link = { href, start: this.#raw.length, end: -1, element }
    this.#links.push(link)
    this.#openLinks.push(link)
  }

  closeLink(element: Element): void {
    if (this.#openLinks.at(-1)?.element === element) this.#openLinks.pop()!.end = this.#raw.length
  }

  /**
   * @param partsAtIndent whether a `<br>` and an indent behind it part two paragraphs
   * @returns the paragraphs of the text, empty ones too; the line is empty then
   */
  take(partsAtIndent: boolean): readonly Piece[] {
    if (this.#raw === '') return none
    // Most of what stands between two blocks is white space that a page was pretty-printed with.
    const pieces = this.isBlank ? none : this.#pieces(partsAtIndent)
    this.#raw = ''
    if (this.#bold.length > 0) this.#bold = []
    // A link around several paragraphs is in each; of links in links only the inner one, or they would multiply.
    const inner = this.#openLinks.at(-1)
    if (inner !== undefined) {
      inner.start = 0
      this.#links = [inner]
    } else if (this.#links.length > 0) this.#links = []
    return pieces
  }

  #pieces(partsAtIndent: boolean): Piece[] {
    const raw = this.#raw
    const breaks: number[] = []
    // Links and bold text stand in the order of their starts: each is looked at once, however many paragraphs there are.
    let link = 0
    let bold = 0
    const onBreak = (index: number) => breaks.push(index)
    return paragraphsOf(raw, { onBreak, partsAtIndent }).map((text, order) => {
      const from = order === 0 ? 0 : breaks[order - 1]!
      const to = breaks[order] ?? raw.length
      const links: Link[] = []
      for (; link < this.#links.length && this.#links[link]!.start < to; link++) {
        const { href, start, end } = this.#links[link]!
        links.push({ href, raw: raw.slice(start, end < 0 ? raw.length : end) })
      }
      const spans: { start: number; end: number }[] = []
      for (; bold < this.#bold.length && this.#bold[bold]!.start < to; bold++) {
        spans.push(this.#bold[bold]!)
        if (this.#bold[bold]!.end > to) break
      }
      space.lastIndex = from
      space.test(raw)
      const isEmphasised = spans.length > 0 && isBlankBeside(spans, raw, from, to)
      return { text, links, isEmphasised, start: space.lastIndex, end: to }
    })
  }
}
