import t from 'tap'
import { bytesAPiece, longestPiece, PieceCopier } from '../../../src/store/sqlite/piece-copier.ts'

const [marks, literal] = [4, 20]
const pieces = ['a', '香港', '的', 'twelve bytes']

function filled(): PieceCopier {
  const copier = new PieceCopier(marks, literal)
  for (const [index, piece] of pieces.entries()) {
    const at = (marks + index) * bytesAPiece
    copier.bytes.writeUInt32LE(copier.bytes.write(piece, at), at + longestPiece)
  }
  return copier
}

function copied(copier: PieceCopier, codes: number[]): { text: string; read: number } {
  const start = copier.bytes.length - 1000
  for (const [index, code] of codes.entries()) copier.bytes.writeUInt16LE(code, start + index * 2)
  const text = start + codes.length * 2
  const end = copier.copy(start, text, text)
  return { text: copier.bytes.toString('utf8', text, end), read: (copier.bytes.readUInt32LE(0) - start) / 2 }
}

t.test('pieces are copied until a mark or the literal', async (t) => {
  const rows: [codes: number[], text: string, read: number][] = [
    [[], '', 0],
    [[4], 'a', 1],
    [[5, 4, 6, 7, 4], '香港a的twelve bytesa', 5],
    [[4, 4, 0, 4], 'aa', 2],
    [[3, 4], '', 0],
    [[5, 20, 4], '香港', 1],
    [[5, 0xffff, 4], '香港', 1],
  ]
  const copier = filled()
  for (const [codes, text, read] of rows) t.strictSame(copied(copier, codes), { text, read }, codes.join())
})

t.test('memory grows with what it holds', async (t) => {
  const copier = filled()
  const { length } = copier.bytes
  t.notOk(copier.grow(length))
  t.equal(copier.bytes.length, length)
  t.ok(copier.grow(length + 1))
  t.ok(copier.bytes.length > length)
  t.equal(copied(copier, [5, 4]).text, '香港a')
})

t.test('what has no room is an error', async (t) => {
  const rows: [behind: number, text: number][] = [
    [0, 1 - longestPiece],
    [2, -1000],
  ]
  for (const [behind, text] of rows) {
    const copier = filled()
    const end = copier.bytes.length
    copier.bytes.writeUInt16LE(4, end - 2)
    t.throws(() => copier.copy(end - 2, end + behind, end + text), { name: 'RuntimeError' })
  }
})
