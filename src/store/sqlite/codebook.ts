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
/** Where codes are put before it is known how many they are; those of a very long text have memory for themselves. */
const scratch = Buffer.alloc(2 ** 17)

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
/** Branches that a tree has room for at first. */
const smallest = 2 ** 10

/** Turns text into codes: at each place the longest piece that fits. */
export class Encoder {
  /** What stands in the second number of the root's branches, by unit. */
  readonly #first = new Int32Array(0x10000)
  /** The other branches. Open addressing. No larger than it must be: what is near the processor decides how long coding takes. */
  #branches = new Int32Array(smallest * 2)
  #mask = smallest - 1
  #used = 0
  /** The last node's number. */
  #numbered = mostCodes
  /** Where the piece ends that was found last. */
  end = 0

  constructor(pieces: Pieces) {
    const byLength: number[][] = []
    for (const [index, piece] of pieces.entries()) {
      byLength[piece.length] ??= []
      byLength[piece.length]?.push(index)
    }
    // Shorter pieces come first: where one begins a longer one, its node is there already.
    for (const index of byLength.flat()) {
      const piece = pieces[index] as string
      if ((this.#used + piece.length) * 1.5 > this.#mask) this.#grow()
      this.#add(piece, marks + index)
    }
  }

  #add(piece: string, code: number): void {
    let branches = this.#first
    let place = piece.charCodeAt(0)
    let node = root
    for (let at = 0; ; at++) {
      const isEnd = at === piece.length - 1
      if (branches[place] === 0) {
        const next = isEnd ? code : ++this.#numbered
        branches[place] = ((node >>> 16) << highShift) | lastBit | next
        if (at > 0) {
          branches[place - 1] = (node << 16) | piece.charCodeAt(at)
          this.#used++
        }
      }
      node = (branches[place] as number) & numberMask
      if (isEnd) return
      branches[place] = (branches[place] as number) & ~lastBit
      branches = this.#branches
      place = this.#place(node, piece.charCodeAt(at + 1)) + 1
    }
  }

  #grow(): void {
    const before = this.#branches
    this.#branches = new Int32Array(before.length * 2)
    this.#mask = before.length - 1
    for (let at = 0; at < before.length; at += 2) {
      const [first, second] = [before[at] as number, before[at + 1] as number]
      if (second === 0) continue
      const place = this.#place(((second >>> highShift) << 16) | (first >>> 16), first & 0xffff)
      this.#branches[place] = first
      this.#branches[place + 1] = second
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
    let branch = this.#first[first] as number
    for (let at = end; branch !== 0; at++) {
      const node = branch & numberMask
      if (node < mostCodes) {
        code = node
        end = at
      }
      if ((branch & lastBit) !== 0 || at >= text.length) break
      branch = branches[this.#place(node, text.charCodeAt(at)) + 1] as number
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
    const into = longest <= scratch.length ? scratch : Buffer.alloc(longest)
    let end = 0
    for (let start = 0; start < text.length; start = this.end) {
      const code = this.codeAt(text, start)
      if (code !== unset) {
        end = writeCode(code, into, end)
        continue
      }
      const character = text.codePointAt(start) as number
      end = writeLiteral(character, into, end)
      if (character > 0xffff) this.end++
    }
    return into.toString('latin1', 0, end)
  }
}
