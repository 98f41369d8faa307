import t from 'tap'
import { Encoder, type Pieces } from '../../../../src/store/sqlite/codebooks/codebook.ts'
import { codesOfTwo, marks, mostCodes, mostPieces } from '../../../../src/store/sqlite/codebooks/codes.ts'
import { Decoder } from '../../../../src/store/sqlite/codebooks/decoder.ts'
import { longestPiece, PieceCopier } from '../../../../src/store/sqlite/codebooks/piece-copier.ts'
import { piecesOf } from '../../../../src/store/sqlite/codebooks/training.ts'
import { randomOf } from '../../../faults/random.ts'

function trained(texts: readonly string[]): Pieces {
  const steps = piecesOf(texts)
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
  }
}

/** @param owner of what the decoder has */
function decoded(decoder: Decoder, owner: object, codes: string): string {
  const start = decoder.take(owner, codes, (codes.length + 1) * longestPiece)
  decoder.rewind(0)
  const line = () => decoder.bytes.toString('utf8', start, decoder.decode(start))
  let text = line()
  while (decoder.mark >= 0) text += String.fromCharCode(decoder.mark) + line()
  return text
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
    const [encoder, decoder] = [new Encoder(pieces), new Decoder(pieces, new PieceCopier())]
    for (const text of ['', '香', '𠮷', '龘', texts[0] as string, textOf([...words, ...strange], 300)]) {
      const codes = encoder.encode(text)
      t.ok([...Buffer.from(codes)].every((byte) => byte > 0 && byte < 0x80))
      t.equal(decoded(decoder, {}, codes), text, what)
    }
  }
})

t.test('at each place it is the longest piece that is coded, however many begin alike', async (t) => {
  // Units that are the same in their low bits, neighbours, and what is no character, or half of one.
  const units = ['的', '\u5684', '\u7784', '一', '丁', '丂', 'a', 'b', '\uffff', '\ud842', '\udfb7']
  const all = units.flatMap((one) => [one, ...units.flatMap((two) => [one + two, `${one}${two}的`])])
  const rows: [what: string, pieces: Pieces][] = [
    ['all', all],
    ['half of them', all.filter(() => random() < 0.5)],
    ['a few', all.filter(() => random() < 0.02)],
    ['some twice', [...all, ...all.slice(0, 50)]],
    [
      'a thousand behind one unit',
      Array.from({ length: 1000 }, (_, at) => `的${String.fromCharCode(0x4e00 + at)}`),
    ],
    ['long ones', ['a', 'aaaaaaaaaaaaaa', 'aaaaaaab', '的'.repeat(5)]],
  ]
  for (const [what, pieces] of rows) {
    const encoder = new Encoder(pieces)
    const text = textOf([...units, '\0', '\u0001', '的一的丁', 'aaaaaaa', '的的的的'], 500)
    const wrong: string[] = []
    for (let start = 0; start < text.length; start++) {
      const longest = pieces.reduce(
        (best, piece) => (text.startsWith(piece, start) && piece.length > best.length ? piece : best),
        '',
      )
      const unit = text.charCodeAt(start)
      const expected = longest === '' ? (unit < marks ? unit : -1) : marks + pieces.indexOf(longest)
      const isRight =
        encoder.codeAt(text, start) === expected && encoder.end === start + Math.max(1, longest.length)
      if (!isRight) wrong.push(`${start}: ${JSON.stringify(longest)}`)
    }
    t.strictSame(wrong, [], what)
  }
})

t.test('pieces are worth their room', async (t) => {
  const pieces = trained(Array.from({ length: 100 }, () => textOf(words, 300)))
  t.ok(pieces.every((piece) => piece !== '' && Buffer.byteLength(piece) <= longestPiece))
  t.equal(new Set(pieces).size, pieces.length)
  const text = textOf(words, 1000)
  t.ok(new Encoder(pieces).encode(text).length < Buffer.byteLength(text) / 2)
})

t.test('a decoder takes codes of any length, and those of an owner once', async (t) => {
  const decoder = new Decoder(['香', '港'], new PieceCopier())
  const encoder = new Encoder(['香', '港'])
  const long = '香港𠮷港'.repeat(200_000)
  const [first, second] = [{}, {}]
  t.equal(decoded(decoder, first, encoder.encode('香港')), '香港')
  t.equal(decoded(decoder, second, encoder.encode(long)), long)
  t.equal(decoded(decoder, second, ''), long)
  t.equal(decoded(decoder, first, encoder.encode('港香龘')), '港香龘')
})

t.test('decoders that share memory do not disturb each other', async (t) => {
  const copier = new PieceCopier()
  const [first, firstEncoder] = [new Decoder(['香', '港'], copier), new Encoder(['香', '港'])]
  t.equal(decoded(first, {}, firstEncoder.encode('香港')), '香港')
  const [second, secondEncoder] = [new Decoder(['港', '香港'], copier), new Encoder(['港', '香港'])]
  const owner = {}
  t.equal(decoded(second, owner, secondEncoder.encode('香港港')), '香港港')
  t.equal(decoded(first, {}, firstEncoder.encode('港香')), '港香')
  t.equal(decoded(second, owner, secondEncoder.encode('香港港')), '香港港')
})

t.test('as many pieces as there are codes are told apart', async (t) => {
  const pieces = Array.from({ length: mostPieces }, (_, index) =>
    String.fromCharCode(0x4e00 + (index >> 8), 0x100 + (index & 0xff)),
  )
  const text = pieces.toReversed().join('')
  const codes = new Encoder(pieces).encode(text)
  t.equal(codes.length, 2 * (codesOfTwo - marks) + 3 * (mostCodes - codesOfTwo))
  t.equal(decoded(new Decoder(pieces, new PieceCopier()), {}, codes), text)
})
