import type { Document } from 'domhandler'
import { weightOf } from '../../tree/characters.ts'
import { elementsBelow } from '../../tree/outline.ts'
import { isObject, parseLeniently } from '../metadata/json-ld.ts'

/** Names under which applications keep an article's text in the page's state. */
const textMember =
  /^(?:article_?body|body|body_?(?:html|text)|content|content_?(?:html|elements|blocks)?|text|html|full_?text|main_?text|paragraphs?|blocks|elements|components|story)$/i
const pieceMembers = ['content', 'text', 'html', 'value', 'body', 'paragraph', 'data']

/** Less than this (weighted characters) is a teaser, a setting or a translation, not an article. */
const leastText = 300
const mostValues = 200_000

/** A stream of rows, cut into pieces: self.__next_f.push([1,"…"]) */
const streamPiece = 'self.__next_f.push([1,'
/** 25:T1a2b,<p>…: a row of text, its length in bytes before it. */
const streamText = /(?:^|\n|[\]}"])[0-9a-f]{1,4}:T([0-9a-f]{1,6}),/

/**
 * The article's text where only a script holds it: the state that a page's application starts from.
 * @returns HTML; null where no script holds an article
 */
export function textInState(document: Document): string | null {
  let best: string | null = null
  const offer = (html: string) => {
    if (html.length > (best?.length ?? 0) && weightOf(html) >= leastText) best = html
  }
  let stream = ''
  for (const element of elementsBelow(document)) {
    if (element.name !== 'script' || element.attribs.src !== undefined) continue
    const text = element.children.map((child) => (child.type === 'text' ? child.data : '')).join('')
    for (let at = text.indexOf(streamPiece); at !== -1; at = text.indexOf(streamPiece, at + 1)) {
      const value = parseLeniently(quotedAt(text, at + streamPiece.length))
      if (typeof value === 'string') stream += value
    }
    const start =
      /^(?:\s*(?:(?:window|self|globalThis)[.[][\w.$'"\]]{1,60}|var\s+[\w$]{1,40})\s*=)?\s*(?=[[{])/.exec(
        text,
      )
    if (start !== null && text.length > leastText / 3)
      collect(parseLeniently(text.slice(start[0].length)), offer)
  }
  const rows = new RegExp(streamText, 'g')
  for (let match = rows.exec(stream); match !== null; match = rows.exec(stream)) {
    const length = Number.parseInt(match[1]!, 16)
    const row = Buffer.from(stream.slice(rows.lastIndex, rows.lastIndex + length))
      .subarray(0, length)
      .toString()
    if (/<(?:p|br|div)[\s>/]/.test(row.slice(0, 4000))) offer(row)
    // Rows stand one behind the other: what a row holds is no row.
    rows.lastIndex += row.length
  }
  return best
}

/** @returns the quoted string that begins at an index, with its quotes; the empty text where none does */
function quotedAt(text: string, start: number): string {
  if (text[start] !== '"') return ''
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === '"') return text.slice(start, i + 1)
  }
  return ''
}

/** Chinese, Japanese and Thai have no blanks between words. */
function isText(text: string): boolean {
  return /[\s\u0e00-\u0e7f\u3000-\u9fff]/.test(text)
}

function collect(root: unknown, offer: (html: string) => void): void {
  const pending: unknown[] = [root]
  let seen = 0
  while (pending.length > 0 && seen++ < mostValues) {
    const value = pending.pop()
    if (Array.isArray(value)) pending.push(...value.slice(0, 1000))
    else if (isObject(value)) {
      for (const [name, member] of Object.entries(value)) {
        if (textMember.test(name)) {
          if (typeof member === 'string' && isText(member)) offer(htmlOf(member))
          else if (Array.isArray(member))
            offer(
              member
                .map(pieceOf)
                .filter((piece) => piece.length > 20)
                .map(htmlOf)
                .join('\n'),
            )
        }
        if (typeof member === 'object' && member !== null) pending.push(member)
      }
    }
  }
}

/** The text of one element of a list: a string, or an object with its text in a member. */
function pieceOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (!isObject(value)) return ''
  for (const name of pieceMembers) {
    const member = value[name]
    if (typeof member === 'string' && isText(member)) return member
  }
  return ''
}

function htmlOf(text: string): string {
  if (/<(?:p|div|br|h\d)[\s/>]/i.test(text)) return text
  return text
    .split(/\n+/)
    .map((line) => `<p>${line}</p>`)
    .join('\n')
}
