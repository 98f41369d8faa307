import { base, codesOfTwo, firstOfThree, literal, marks } from './codes.ts'

/*
 * Copies the pieces that codes stand for, in WebAssembly: there a piece is copied by one load and one store of 16 bytes,
 * where JavaScript needs a loop with checks. It takes a quarter of the time of such a loop, and a tenth of all the work
 * for an answer from all over a large archive.
 *
 *     (func (export "copy") (param $pieces i32) (param $code i32) (param $behind i32) (param $text i32) (result i32)
 *       (local $piece i32)
 *       block loop
 *         local.get $code    local.get $behind     i32.ge_u    br_if 1
 *         local.get $code    i32.load8_u           local.tee $piece
 *         i32.const FIRST_OF_THREE    i32.lt_u
 *         if
 *           local.get $piece    i32.const BASE    i32.mul    local.get $code    i32.load8_u offset=1    i32.add
 *           i32.const BASE + 1    i32.sub    local.tee $piece
 *           i32.const MARKS    i32.lt_u    br_if 2
 *           local.get $code    i32.const 2    i32.add    local.set $code
 *         else
 *           local.get $piece    i32.const LITERAL    i32.eq    br_if 2
 *           local.get $piece    i32.const FIRST_OF_THREE    i32.sub
 *           i32.const BASE    i32.mul    local.get $code    i32.load8_u offset=1    i32.add
 *           i32.const BASE    i32.mul    local.get $code    i32.load8_u offset=2    i32.add
 *           i32.const CODES_OF_TWO    i32.add    i32.const BASE + 1    i32.sub    local.set $piece
 *           local.get $code    i32.const 3    i32.add    local.set $code
 *         end
 *         local.get $piece   i32.const 4    i32.shl    local.get $pieces    i32.add    local.set $piece
 *         local.get $text    local.get $piece    v128.load               v128.store
 *         local.get $text    local.get $piece    i32.load8_u offset=15   i32.add    local.set $text
 *         br 0
 *       end end
 *       i32.const 0    local.get $code    i32.store
 *       local.get $text)
 *
 * Numbers of instructions and sections: WebAssembly Core Specification 2.0, 5.4 and 5.5.
 */

/** A piece's bytes in UTF-8. */
export const longestPiece = 15
/** Its room in memory: its bytes, then their number. */
const bytesAPiece = 16

/** What is used of WebAssembly, which the types of Node.js leave to those of browsers. */
type Memory = { readonly buffer: ArrayBuffer; grow: (pages: number) => number }
type Exports = {
  memory: Memory
  copy: (pieces: number, code: number, behind: number, text: number) => number
}
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object) => { exports: Exports }
}

const pageSize = 2 ** 16
/** Enough for nearly all records at once. */
const leastGrowth = 2 ** 18
const i32 = 0x7f
const [block, loop, when, otherwise, end, branch, branchIf, noResult] = [
  0x02, 0x03, 0x04, 0x05, 0x0b, 0x0c, 0x0d, 0x40,
]
const [equal, less, greaterOrEqual, add, subtract, multiply, shiftLeft] = [
  0x46, 0x49, 0x4f, 0x6a, 0x6b, 0x6c, 0x74,
]
const [pieces, code, behind, text, piece] = [0, 1, 2, 3, 4]
const get = (local: number) => [0x20, local]
const set = (local: number) => [0x21, local]
const tee = (local: number) => [0x22, local]
const constant = (value: number) => [0x41, ...signed(value)]
/** Of any alignment (the first number); behind it, the offset. */
const load8 = (offset: number) => [0x2d, 0, offset]
const store = [0x36, 0, 0]
const load128 = [0xfd, 0x00, 0, 0]
const store128 = [0xfd, 0x0b, 0, 0]

/** LEB128, 5.2.2. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)]
}

/** LEB128 of a number that is not negative: its last 7 bits begin with a 0. */
function signed(value: number): number[] {
  return value < 0x40 ? [value] : [(value & 0x7f) | 0x80, ...signed(value >>> 7)]
}

const sized = (bytes: number[]) => [...unsigned(bytes.length), ...bytes]
const list = (...items: number[][]) => [...unsigned(items.length), ...items.flat()]
const section = (number: number, content: number[]) => [number, ...sized(content)]
const nameOf = (text: string) => sized([...Buffer.from(text)])

const times = (factor: number) => [...constant(factor), multiply]
const plus = (number: number) => [...constant(number), add]
const minus = (number: number) => [...constant(number), subtract]
/** Adds the digit that stands so far behind the code's first one; `minus` what digits have too much. */
const plusDigit = (offset: number) => [...get(code), ...load8(offset), add]

const instructions = [
  ...[block, noResult, loop, noResult],
  ...[...get(code), ...get(behind), greaterOrEqual, branchIf, 1],
  ...[...get(code), ...load8(0), ...tee(piece), ...constant(firstOfThree), less],
  ...[when, noResult],
  ...[...get(piece), ...times(base), ...plusDigit(1), ...minus(base + 1), ...tee(piece)],
  ...[...constant(marks), less, branchIf, 2],
  ...[...get(code), ...plus(2), ...set(code)],
  otherwise,
  ...[...get(piece), ...constant(literal), equal, branchIf, 2],
  ...[
    ...get(piece),
    ...minus(firstOfThree),
    ...times(base),
    ...plusDigit(1),
    ...times(base),
    ...plusDigit(2),
  ],
  ...[...plus(codesOfTwo), ...minus(base + 1), ...set(piece)],
  ...[...get(code), ...plus(3), ...set(code)],
  end,
  ...[...get(piece), ...constant(Math.log2(bytesAPiece)), shiftLeft, ...get(pieces), add, ...set(piece)],
  ...[...get(text), ...get(piece), ...load128, ...store128],
  ...[...get(text), ...get(piece), ...load8(longestPiece), add, ...set(text)],
  ...[branch, 0, end, end],
  ...[...constant(0), ...get(code), ...store],
  ...[...get(text), end],
]

function moduleOfCopier(): object {
  const [types, functions, memories, exported, bodies] = [1, 3, 5, 7, 10]
  const body = [...list([1, i32]), ...instructions]
  const bytes = [
    ...Buffer.from('\0asm\u0001\0\0\0'),
    ...section(types, list([0x60, ...list([i32], [i32], [i32], [i32]), ...list([i32])])),
    ...section(functions, list([0])),
    ...section(memories, list([0, 1])),
    ...section(exported, list([...nameOf('memory'), 2, 0], [...nameOf('copy'), 0, 0])),
    ...section(bodies, list(sized(body))),
  ]
  return new WebAssembly.Module(Uint8Array.from(bytes))
}

let compiled: object | undefined

/** Memory begins with the number that says where copying stopped. */
const piecesStart = 16

/**
 * Memory with lists of pieces in it, what copies them, and room for one record at a time behind them. The system sets
 * gigabytes of addresses aside for each such memory, though none that is used: a store has one.
 */
export class PieceCopier {
  readonly #memory: Memory
  readonly #copy: Exports['copy']
  #stops: Uint32Array
  #owner: object | undefined
  /** All of the memory; another Buffer when it has grown. */
  bytes: Buffer<ArrayBuffer>
  /** Where the room begins, and the text in it. */
  textStart = piecesStart
  textEnd = piecesStart

  constructor() {
    compiled ??= moduleOfCopier()
    const { exports } = new WebAssembly.Instance(compiled)
    this.#memory = exports.memory
    this.#copy = exports.copy
    this.bytes = Buffer.from(this.#memory.buffer)
    this.#stops = new Uint32Array(this.#memory.buffer, 0, 1)
  }

  /**
   * @param firstCode of the first piece
   * @returns where the list stands
   */
  addPieces(pieces: readonly string[], firstCode: number): number {
    const start = this.textStart
    this.#owner = undefined
    this.textStart += (firstCode + pieces.length) * bytesAPiece
    this.#grow(this.textStart)
    for (const [index, piece] of pieces.entries()) {
      const at = start + (firstCode + index) * bytesAPiece
      this.bytes[at + longestPiece] = this.bytes.write(piece, at, longestPiece)
    }
    return start
  }

  /** Who gave the text that stands in the room. */
  get owner(): object | undefined {
    return this.#owner
  }

  /** @returns the piece that a code of a list stands for */
  pieceOf(list: number, code: number): string {
    const at = list + code * bytesAPiece
    return this.bytes.toString('utf8', at, at + (this.bytes[at + longestPiece] as number))
  }

  /**
   * Puts a text of codes where the room begins, unless that of this owner stands there.
   * @param room bytes that are to be free behind it
   * @returns where they are free
   */
  take(owner: object, text: string, room: number): number {
    if (owner !== this.#owner) {
      this.textEnd = this.textStart + text.length
      this.#grow(this.textEnd + room)
      this.bytes.write(text, this.textStart, 'latin1')
      this.#owner = owner
    }
    return this.textEnd
  }

  /**
   * Copies the pieces of codes (codes.ts) until one is a mark or a literal, or the text ends.
   * @param list where the pieces stand
   * @param code where the first code begins
   * @param text where the pieces are to stand, with room for 16 bytes more than they have
   * @returns where they end
   * @throws WebAssembly.RuntimeError where they do not fit into the memory
   */
  copy(list: number, code: number, text: number): number {
    return this.#copy(list, code, this.textEnd, text)
  }

  /** Where `copy` stopped; negative where the text had ended. */
  get stop(): number {
    const stop = this.#stops[0] as number
    return stop < this.textEnd ? stop : -1
  }

  #grow(size: number): void {
    const missing = size - this.bytes.length
    if (missing <= 0) return
    this.#memory.grow(Math.ceil(Math.max(missing, leastGrowth) / pageSize))
    this.bytes = Buffer.from(this.#memory.buffer)
    this.#stops = new Uint32Array(this.#memory.buffer, 0, 1)
  }
}
