import t from 'tap'
import { Decoder, Encoder, longestPiece, type Pieces } from '../../../src/store/sqlite/codebook.ts'
import { piecesOf } from '../../../src/store/sqlite/training.ts'
import { randomOf } from '../entries.ts'

function trained(texts: readonly string[]): Pieces {
  const steps = piecesOf(texts)
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
  }
}

function throughCodes(pieces: Pieces, text: string): { text: string; bytes: number } {
  const codes = new Encoder(pieces).encode(text)
  const into = Buffer.alloc((codes.length + 1) * longestPiece, 'x')
  const view = new DataView(into.buffer, into.byteOffset, into.length)
  const decoder = new Decoder(pieces)
  let read = into.toString('utf8', 0, decoder.decode(codes, 0, view, 0))
  while (decoder.next < codes.length) {
    const mark = String.fromCharCode(codes[decoder.next] as number)
    read += mark + into.toString('utf8', 0, decoder.decode(codes, decoder.next + 1, view, 0))
  }
  return { text: read, bytes: codes.byteLength }
}

const words = ['习近平', '香港', '的', '。', '\n', '"type":"paragraph"', ' ', 'KN-25', '—', 'ü']
const strange = ['𠮷', '\u{1f600}', '龘', '\\ud800', '\u2028', '', '﷽', '\u0001', '\u000f', '\u0010']
const random = randomOf(5)
const textOf = (of: readonly string[], length: number) =>
  Array.from({ length }, () => of[Math.floor(random() * of.length)]).join('')

t.test('what is coded is read again, whatever it holds', async (t) => {
  const texts = Array.from({ length: 50 }, () => textOf(words, 200))
  const rows: [what: string, pieces: Pieces][] = [
    ['no piece at all', []],
    ['one', ['香']],
    ['pieces that begin alike', ['香', '香港', '香港的香', '的']],
    ['trained pieces', trained(texts)],
    ['pieces trained on something else', trained([textOf(strange, 500)])],
  ]
  for (const [what, pieces] of rows) {
    for (const text of ['', '香', '𠮷', '龘', texts[0] as string, textOf([...words, ...strange], 300)]) {
      t.equal(throughCodes(pieces, text).text, text, what)
    }
  }
})

t.test('pieces are worth their room', async (t) => {
  const pieces = trained(Array.from({ length: 100 }, () => textOf(words, 300)))
  t.ok(pieces.every((piece) => piece !== '' && Buffer.byteLength(piece) <= longestPiece))
  t.equal(new Set(pieces).size, pieces.length)
  const text = textOf(words, 1000)
  t.ok(throughCodes(pieces, text).bytes < Buffer.byteLength(text) / 2)
})
