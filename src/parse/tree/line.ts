import type { Element } from 'domhandler'
import type { Link } from './block.ts'
import { lineBreak, paragraphsOf } from './white-space.ts'

/** A link's place in the text; its end is -1 as long as it is open. */
type LinkSpan = { href: string; start: number; end: number; element: Element }

/** A paragraph of a gathered text: two `<br>` part a text into several. */
export type Piece = {
  text: string
  links: Link[]
  /** Whether all of it is bold or italic. */
  isEmphasised: boolean
  /** Where its text begins and ends in what was gathered. */
  start: number
  end: number
}

/** Text that is gathered until a block ends, with the links in it. */
export class Line {
  #raw = ''
  #links: LinkSpan[] = []
  readonly #openLinks: LinkSpan[] = []
  /** Where text outside of bold elements begins. */
  #plain: number[] = []

  /** Characters gathered so far. */
  get length(): number {
    return this.#raw.length
  }

  get isBlank(): boolean {
    return this.#raw === '' || this.#raw.trim() === ''
  }

  add(text: string, isBold: boolean): void {
    if (!isBold && /\S/.test(text)) this.#plain.push(this.#raw.length)
    this.#raw += text
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

  /** @returns the paragraphs of the text, empty ones too; the line is empty then */
  take(): Piece[] {
    // Most of what stands between two blocks is white space that a page was pretty-printed with.
    const pieces = this.isBlank ? [] : this.#pieces()
    if (this.#raw === '') return pieces
    this.#raw = ''
    this.#plain = []
    // A link around several paragraphs is in each; of links in links only the inner one, or they would multiply.
    const inner = this.#openLinks.at(-1)
    if (inner !== undefined) inner.start = 0
    this.#links = inner === undefined ? [] : [inner]
    return pieces
  }

  #pieces(): Piece[] {
    const raw = this.#raw
    const breaks: number[] = []
    // Links and plain text stand in the order of their starts: each is looked at once, however many paragraphs there are.
    let link = 0
    let plain = 0
    return paragraphsOf(raw, (index) => breaks.push(index)).map((text, order) => {
      const from = order === 0 ? 0 : breaks[order - 1]!
      const to = breaks[order] ?? raw.length
      const links: Link[] = []
      for (; link < this.#links.length && this.#links[link]!.start < to; link++) {
        const { href, start, end } = this.#links[link]!
        links.push({ href, raw: raw.slice(start, end < 0 ? raw.length : end) })
      }
      const before = plain
      while (plain < this.#plain.length && this.#plain[plain]! < to) plain++
      const start = from + raw.slice(from, to).search(/\S/)
      return { text, links, isEmphasised: plain === before, start, end: to }
    })
  }
}
