import { marks, writeCode, writeLiteral } from './codes.ts'

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

/**
 * Where pieces of text are looked for, unit by unit. The branches that leave one node stand side by side, in as many
 * places as a power of two: to look for a piece is mostly to wait for memory, and whichever unit follows, its branch is
 * where the processor has just been. A branch is two numbers of 32 bits, both 0 in a free place:
 *   high half: the unit; low half: one more than the code of the piece that ends behind it, 0 where none does
 *   where the branches stand that go on from there, and the logarithm of their places; 0 where none do
 */
type PieceTree = {
  /** By unit, which of the branches that leave the root has it; 0 where none has. */
  first: Uint16Array
  branches: Int32Array
}

// Here and not in a module of their own: what is exported is no constant to V8, and coding takes a fifth longer.
const branchNumbers = 2
const unitShift = 16
const codeMask = 2 ** unitShift - 1
const placesBits = 5
const placesMask = 2 ** placesBits - 1

/** Up to so many branches leave no place free. Of more, some are: a unit that is not there is then soon known not to be. */
const few = 4

const logarithmOf = (branches: number) =>
  Math.ceil(Math.log2(branches <= few ? branches : (branches * 4) / 3))

const root = 0

/** The tree while it grows: nodes are numbered as they come, the root is the first. */
class GrowingTree {
  nodes = 1
  readonly parents: Int32Array
  readonly units: Uint16Array
  /** One more than the code of the piece that ends at a node; 0 where none does. */
  readonly codes: Uint16Array
  /** How many a node has. */
  readonly children: Uint16Array
  readonly #firstChild: Int32Array
  readonly #lastChild: Int32Array
  readonly #nextSibling: Int32Array
  /** The root has thousands of children: here they are by unit. */
  readonly #ofRoot = new Int32Array(2 ** 16)

  constructor(pieces: readonly string[]) {
    const most = pieces.reduce((sum, { length }) => sum + length, 1)
    const numbers = () => new Int32Array(most)
    const shortNumbers = () => new Uint16Array(most)
    this.parents = numbers()
    this.units = shortNumbers()
    this.codes = shortNumbers()
    this.children = shortNumbers()
    this.#firstChild = numbers()
    this.#lastChild = numbers()
    this.#nextSibling = numbers()
    for (const [index, piece] of pieces.entries()) {
      let node = root
      for (let at = 0; at < piece.length; at++) {
        const unit = piece.charCodeAt(at)
        node = this.#find(node, unit) || this.#add(node, unit)
      }
      if (this.codes[node] === 0) this.codes[node] = marks + index + 1
    }
  }

  /** @returns the child that has the unit; 0 where none has */
  #find(node: number, unit: number): number {
    if (node === root) return this.#ofRoot[unit] as number
    let child = this.#firstChild[node] as number
    while (child !== 0 && this.units[child] !== unit) child = this.#nextSibling[child] as number
    return child
  }

  #add(node: number, unit: number): number {
    const child = this.nodes++
    this.parents[child] = node
    this.units[child] = unit
    this.children[node] = (this.children[node] as number) + 1
    if (node === root) this.#ofRoot[unit] = child
    const before = this.#lastChild[node] as number
    if (before === 0) this.#firstChild[node] = child
    else this.#nextSibling[before] = child
    this.#lastChild[node] = child
    return child
  }
}

/** @param pieces the most frequent first, so that what is used most stands together */
function treeOf(pieces: readonly string[]): PieceTree {
  const { nodes, parents, units, codes, children } = new GrowingTree(pieces)
  const links = new Int32Array(nodes)
  let end = 1 + (children[root] as number)
  for (let node = 1; node < nodes; node++) {
    if (children[node] === 0) continue
    const logarithm = logarithmOf(children[node] as number)
    links[node] = (end << placesBits) | logarithm
    end += 2 ** logarithm
  }
  const first = new Uint16Array(2 ** 16)
  const branches = new Int32Array(end * branchNumbers)
  let firsts = 0
  for (let node = 1; node < nodes; node++) {
    const unit = units[node] as number
    const parent = parents[node] as number
    let branch = 0
    if (parent === root) {
      branch = ++firsts
      first[unit] = branch
    } else {
      const link = links[parent] as number
      const mask = 2 ** (link & placesMask) - 1
      let place = unit & mask
      const isTaken = () => branches[((link >>> placesBits) + place) * branchNumbers] !== 0
      while (isTaken()) place = (place + 1) & mask
      branch = (link >>> placesBits) + place
    }
    branches[branch * branchNumbers] = (unit << unitShift) | (codes[node] as number)
    branches[branch * branchNumbers + 1] = links[node] as number
  }
  return { first, branches }
}

/** Turns text into codes: at each place the longest piece that fits. */
export class Encoder {
  readonly #first: Uint16Array
  readonly #branches: Int32Array
  /** Where the piece ends that was found last. */
  end = 0

  constructor(pieces: Pieces) {
    const { first, branches } = treeOf(pieces)
    this.#first = first
    this.#branches = branches
  }

  /**
   * Sets `end` to where the longest piece ends that the text has at `start`.
   * @returns the piece's code; negative where no piece begins with the unit that stands there
   */
  codeAt(text: string, start: number): number {
    const branches = this.#branches
    const unit = text.charCodeAt(start)
    let end = start + 1
    let branch = (this.#first[unit] as number) * branchNumbers
    if (branch === 0) {
      this.end = end
      return unit < marks ? unit : unset
    }
    // One more than the code: where no piece ends, 0 becomes `unset`.
    let code = (branches[branch] as number) & codeMask
    let link = branches[branch + 1] as number
    for (let at = end; link !== 0 && at < text.length; ) {
      const next = text.charCodeAt(at++)
      const from = link >>> placesBits
      const mask = (1 << (link & placesMask)) - 1
      let place = next & mask
      branch = (from + place) * branchNumbers
      let found = branches[branch] as number
      // A call for this would cost a fifth of all. What U+0000 finds is a free place, where no piece ends and none goes on.
      for (let left = mask; found >>> unitShift !== next; left--) {
        if (found === 0 || left === 0) {
          this.end = end
          return code - 1
        }
        place = (place + 1) & mask
        branch = (from + place) * branchNumbers
        found = branches[branch] as number
      }
      link = branches[branch + 1] as number
      if ((found & codeMask) !== 0) {
        code = found & codeMask
        end = at
      }
    }
    this.end = end
    return code - 1
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
