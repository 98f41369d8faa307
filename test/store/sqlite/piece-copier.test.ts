import t from 'tap'
import { codesOfTwo, literal, mostCodes, writeCode } from '../../../src/store/sqlite/codes.ts'
import { longestPiece, PieceCopier, piecesEnd } from '../../../src/store/sqlite/piece-copier.ts'

const pieces: [code: number, piece: string][] = [
  [16, 'a'],
  [17, '香港'],
  [codesOfTwo - 1, '的'],
  [codesOfTwo, 'fifteen bytes..'],
  [mostCodes - 1, 'ü'],
]

function filled(): PieceCopier {
  const copier = new PieceCopier(piecesEnd + 10_000)
  for (const [code, piece] of pieces) copier.setPiece(code, piece)
  return copier
}

const coded = (codes: number[]) => {
  const bytes = Buffer.alloc(100)
  return bytes.subarray(
    0,
    codes.reduce((end, code) => writeCode(code, bytes, end), 0),
  )
}

function copied(copier: PieceCopier, codes: Uint8Array): { text: string; read: number } {
  const start = copier.bytes.length - 1000
  copier.bytes.set(codes, start)
  const text = start + codes.length
  const end = copier.copy(start, text, text)
  return { text: copier.bytes.toString('utf8', text, end), read: copier.bytes.readUInt32LE(0) - start }
}

t.test('pieces are copied until a mark or a literal', async (t) => {
  const rows: [codes: number[] | Uint8Array, text: string, read: number][] = [
    [[], '', 0],
    [[16], 'a', 2],
    [[17, 16, codesOfTwo - 1, codesOfTwo, 16], '香港a的fifteen bytes..a', 11],
    [[mostCodes - 1, mostCodes - 1], 'üü', 6],
    [[16, 16, 0, 16], 'aa', 4],
    [[15, 16], '', 0],
    [Uint8Array.of(...coded([17]), literal, 1, 2, 3, 1, 18), '香港', 2],
  ]
  const copier = filled()
  for (const [codes, text, read] of rows) {
    const bytes = codes instanceof Uint8Array ? codes : coded(codes)
    t.strictSame(copied(copier, bytes), { text, read }, codes.join())
  }
})

t.test('a piece is found by its code', async (t) => {
  const copier = filled()
  for (const [code, piece] of pieces) t.equal(copier.pieceOf(code), piece)
})

t.test('memory grows with what it holds', async (t) => {
  const copier = filled()
  const { length } = copier.bytes
  t.notOk(copier.grow(length))
  t.equal(copier.bytes.length, length)
  t.ok(copier.grow(length + 1))
  t.ok(copier.bytes.length > length)
  t.equal(copied(copier, coded([17, 16])).text, '香港a')
})

t.test('what has no room is an error', async (t) => {
  const rows: [behind: number, text: number][] = [
    [0, -longestPiece],
    [2, -1000],
  ]
  for (const [behind, text] of rows) {
    const copier = filled()
    const end = copier.bytes.length
    copier.bytes.set(coded([16]), end - 2)
    t.throws(() => copier.copy(end - 2, end + behind, end + text), { name: 'RuntimeError' })
  }
})
