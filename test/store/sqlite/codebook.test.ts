import t from 'tap'
import { Decoder, Encoder, type Pieces } from '../../../src/store/sqlite/codebook.ts'
import { longestPiece } from '../../../src/store/sqlite/piece-copier.ts'
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
  const decoder = new Decoder(pieces)
  const bytes = new Uint8Array(codes.buffer, codes.byteOffset, codes.byteLength)
  const start = decoder.take({}, bytes, (codes.length + 1) * longestPiece)
  const line = (from: number) => {
    const end = decoder.decode(from, start)
    return decoder.bytes.toString('utf8', start, end)
  }
  let read = line(0)
  while (decoder.next < codes.length) {
    const mark = String.fromCharCode(codes[decoder.next] as number)
    read += mark + line(decoder.next + 1)
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

t.test('a decoder takes codes of any length, and those of an owner once', async (t) => {
  const decoder = new Decoder(['香', '港'])
  const encoder = new Encoder(['香', '港'])
  const read = (owner: object, text: string) => {
    const codes = encoder.encode(text)
    const bytes = new Uint8Array(codes.buffer, codes.byteOffset, codes.byteLength)
    const start = decoder.take(owner, bytes, Buffer.byteLength(text) + longestPiece)
    return decoder.bytes.toString('utf8', start, decoder.decode(0, start))
  }
  const [first, second] = [{}, {}]
  const long = '香港𠮷港'.repeat(200_000)
  t.equal(read(first, '香港'), '香港')
  t.equal(read(second, long), long)
  t.equal(read(second, '港'.repeat(1_200_000)), long)
  t.equal(read(first, '港香龘'), '港香龘')
})
