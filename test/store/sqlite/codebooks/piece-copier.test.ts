import t from 'tap'
import {
  codesOfTwo,
  literal,
  marks,
  mostCodes,
  writeCode,
} from '../../../../src/store/sqlite/codebooks/codes.ts'
import { longestPiece, PieceCopier } from '../../../../src/store/sqlite/codebooks/piece-copier.ts'

const named: [code: number, piece: string][] = [
  [marks, 'a'],
  [marks + 1, '香港'],
  [codesOfTwo - 1, '的'],
  [codesOfTwo, 'fifteen bytes..'],
  [mostCodes - 1, 'ü'],
]
const pieces = Array.from({ length: mostCodes - marks }, () => '')
for (const [code, piece] of named) pieces[code - marks] = piece

const coded = (codes: number[]) => {
  const bytes = Buffer.alloc(100)
  const end = codes.reduce((at, code) => writeCode(code, bytes, at), 0)
  return bytes.toString('latin1', 0, end)
}

function copied(copier: PieceCopier, list: number, codes: string): { text: string; stop: number } {
  const text = copier.take({}, codes, 100)
  const end = copier.copy(list, copier.textStart, text)
  const stop = copier.stop < 0 ? -1 : copier.stop - copier.textStart
  return { text: copier.bytes.toString('utf8', text, end), stop }
}

t.test('pieces are copied until a mark or a literal', async (t) => {
  const rows: [codes: string, text: string, stop: number][] = [
    ['', '', -1],
    [coded([16]), 'a', -1],
    [coded([17, 16, codesOfTwo - 1, codesOfTwo, 16]), '香港a的fifteen bytes..a', -1],
    [coded([mostCodes - 1, mostCodes - 1]), 'üü', -1],
    [coded([16, 16, 0, 16]), 'aa', 4],
    [coded([15, 16]), '', 0],
    [`${coded([17])}${String.fromCharCode(literal, 1, 2, 3)}${coded([16])}`, '香港', 2],
  ]
  const copier = new PieceCopier()
  const list = copier.addPieces(pieces, marks)
  for (const [codes, text, stop] of rows) t.strictSame(copied(copier, list, codes), { text, stop }, text)
})

t.test('pieces are found by list and code', async (t) => {
  const copier = new PieceCopier()
  const [first, second] = [copier.addPieces(pieces, marks), copier.addPieces(['b', '港'], marks)]
  for (const [code, piece] of named) t.equal(copier.pieceOf(first, code), piece)
  t.equal(copier.pieceOf(second, 17), '港')
  t.equal(copied(copier, first, coded([17, 16])).text, '香港a')
  t.equal(copied(copier, second, coded([17, 16])).text, '港b')
})

t.test('a text is put in its place once for its owner', async (t) => {
  const copier = new PieceCopier()
  const owner = {}
  const first = copier.take(owner, 'first', 10)
  t.equal(copier.take(owner, 'other', 10), first)
  t.equal(copier.bytes.toString('latin1', copier.textStart, copier.textEnd), 'first')
  const list = copier.addPieces(['香'], marks)
  const text = copier.take(owner, coded([16]), 10)
  t.equal(copier.bytes.toString('utf8', text, copier.copy(list, copier.textStart, text)), '香')
})

t.test('memory grows with what it holds', async (t) => {
  const copier = new PieceCopier()
  const list = copier.addPieces(['香'], marks)
  const room = 10_000_000
  const text = copier.take({}, coded([16]), room)
  t.ok(copier.bytes.length >= text + room)
  t.equal(copied(copier, list, coded([16])).text, '香')
})

t.test('what has no room is an error', async (t) => {
  const copier = new PieceCopier()
  const list = copier.addPieces(['a'], marks)
  copier.take({}, coded([16, 16]), 100)
  t.equal(
    copier.copy(list, copier.textStart, copier.bytes.length - longestPiece - 2),
    copier.bytes.length - longestPiece,
  )
  t.throws(() => copier.copy(list, copier.textStart, copier.bytes.length - longestPiece - 1), {
    name: 'RuntimeError',
  })
})
