import { marks, mostCodes, writeCode, writeLiteral } from './codes.ts'

/**
 * A list of pieces of text, each with a code: the archive's own most frequent ones (training.ts). A text as codes
 * takes little more than a third of its bytes, and becomes text again in a microsecond or two, which no general
 * compression does.
 */
export type Pieces = readonly string[]

const unset = -1
/** Characters that stand for one that no piece begins with. */
const longestLiteral = 4
/** Where codes are put before it is known how many they are. */
let scratch = Buffer.alloc(2 ** 14)

/*
 * A branch of the encoder's tree leads from a node by a unit to a node. A node where a piece ends has the piece's code
 * for its number, the others have numbers behind all codes, the root has 0. A branch is two numbers of 32 bits, so that
 * one step looks at one line of the processor's cache: coding is mostly waiting for memory.
 *   low 16 bits of the node it leaves, the unit
 *   high bits of the node it leaves, whether it is a last one, the node that it leads to: 0 where no branch stands
 */
const root = 0
const numberBits = 20
const numberMask = 2 ** numberBits - 1
const lastBit = 2 ** numberBits
const highShift = numberBits + 1

/** Turns text into codes: at each place the longest piece that fits. */
export class Encoder {
  /** Open addressing. */
  readonly #branches: Int32Array
  readonly #mask: number
  /** Where the piece ends that was found last. */
  end = 0

  constructor(pieces: Pieces) {
    const nodes = new Set(
      pieces.flatMap((piece) => Array.from({ length: piece.length }, (_, at) => piece.slice(0, at + 1))),
    )
    // No larger than it must be: what is near the processor decides how long coding takes.
    const size = 2 ** Math.ceil(Math.log2((nodes.size + 1) * 1.5))
    const branches = new Int32Array(size * 2)
    this.#mask = size - 1
    this.#branches = branches
    // Shorter pieces come first: where one begins a longer one, its node is there already.
    const order = pieces
      .map((_, index) => index)
      .sort((a, b) => (pieces[a] as string).length - (pieces[b] as string).length)
    let numbered = mostCodes
    for (const index of order) {
      const piece = pieces[index] as string
      let node = root
      let place = unset
      for (let at = 0; at < piece.length; at++) {
        if (place !== unset) branches[place + 1] = (branches[place + 1] as number) & ~lastBit
        const unit = piece.charCodeAt(at)
        place = this.#place(node, unit)
        if (branches[place + 1] === 0) {
          const next = at === piece.length - 1 ? marks + index : ++numbered
          branches[place] = (node << 16) | unit
          branches[place + 1] = ((node >>> 16) << highShift) | lastBit | next
        }
        node = (branches[place + 1] as number) & numberMask
      }
    }
  }

  /** Where the branch stands, or would. */
  #place(node: number, unit: number): number {
    const branches = this.#branches
    const first = (node << 16) | unit
    const high = node >>> 16
    const hash = Math.imul(node ^ Math.imul(unit, 0x9e3779b1), 0x85ebca6b)
    let place = (hash ^ (hash >>> 13)) & this.#mask
    for (;;) {
      const second = branches[place * 2 + 1] as number
      if (second === 0) break
      if (branches[place * 2] === first && second >>> highShift === high) break
      place = (place + 1) & this.#mask
    }
    return place * 2
  }

  /**
   * Sets `end` to where the longest piece ends that the text has at `start`.
   * @returns the piece's code; negative where no piece begins with the unit that stands there
   */
  codeAt(text: string, start: number): number {
    const branches = this.#branches
    const first = text.charCodeAt(start)
    let code = first < marks ? first : unset
    let end = start + 1
    let node = root
    for (let at = start; at < text.length; at++) {
      const branch = branches[this.#place(node, text.charCodeAt(at)) + 1] as number
      if (branch === 0) break
      node = branch & numberMask
      if (node < mostCodes) {
        code = node
        end = at + 1
      }
      if ((branch & lastBit) !== 0) break
    }
    this.end = end
    return code
  }

  /**
   * @param text well-formed: each surrogate with its other half
   * @returns its codes as text (codes.ts)
   */
  encode(text: string): string {
    const longest = text.length * longestLiteral
    if (scratch.length < longest) scratch = Buffer.alloc(longest * 2)
    let end = 0
    for (let start = 0; start < text.length; start = this.end) {
      const code = this.codeAt(text, start)
      if (code !== unset) {
        end = writeCode(code, scratch, end)
        continue
      }
      const character = text.codePointAt(start) as number
      end = writeLiteral(character, scratch, end)
      if (character > 0xffff) this.end++
    }
    return scratch.toString('latin1', 0, end)
  }
}
