import { type Document, DomHandler, type Element } from 'domhandler'
import { Parser } from 'htmlparser2'
import { reveal } from './reveal.ts'

/**
 * How deep a tree grows; what is nested deeper becomes a sibling, as in browsers. The parser's time grows with the
 * square of the depth: without a bound, a megabyte of `<b>` takes minutes.
 */
const deepest = 512

/** `</br>` ends nothing: the mirrors write `<br> text </br>`, and the parser makes it a second break. */
class TreeHandler extends DomHandler {
  /** Templates, and hidden elements that have an id. */
  readonly withheld: Element[] = []

  get depth(): number {
    return this.tagStack.length
  }

  override onopentag(name: string, attributes: Record<string, string>, isImplied = false): void {
    if (name === 'br' && isImplied) return
    super.onopentag(name, attributes)
    const isWithheld = name === 'template' || (attributes.hidden !== undefined && attributes.id !== undefined)
    if (isWithheld) this.withheld.push(this.tagStack.at(-1) as Element)
  }

  override onclosetag(name = '', isImplied = true): void {
    if (name !== 'br' || isImplied) super.onclosetag()
  }
}

class BoundedParser extends Parser {
  readonly #handler: TreeHandler
  #isTooDeep = false

  constructor(handler: TreeHandler) {
    super(handler)
    this.#handler = handler
  }

  override onopentagname(start: number, end: number): void {
    this.#isTooDeep = this.#handler.depth > deepest
    super.onopentagname(start, end)
  }

  override onopentagend(end: number): void {
    super.onopentagend(end)
    this.#isTooDeep = false
  }

  override onclosetag(start: number, end: number): void {
    this.#isTooDeep = false
    super.onclosetag(start, end)
  }

  protected override isVoidElement(name: string): boolean {
    return this.#isTooDeep || super.isVoidElement(name)
  }
}

/** HTML to a tree, in linear time. Never throws. */
export function parseHtml(html: string): Document {
  return treeOf(html).root
}

/** The same as a browser shows it, with what it puts in place by its own machinery. */
export function parseShownHtml(html: string): Document {
  const { root, withheld } = treeOf(html)
  reveal(withheld)
  return root
}

function treeOf(html: string): TreeHandler {
  const handler = new TreeHandler()
  const parser = new BoundedParser(handler)
  parser.end(html)
  return handler
}
