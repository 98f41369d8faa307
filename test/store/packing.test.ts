import { createHash, randomBytes } from 'node:crypto'
import { inflateRawSync, zstdDecompressSync } from 'node:zlib'
import t from 'tap'
import { type PackedPage, Packer } from '../../src/store/packing.ts'

const sentence = '朝鲜中央通讯社报道，'
const dictionary = Buffer.from(`\n<p>${sentence.repeat(50)}</p>`)

function unpacked({ packing, content }: PackedPage): Buffer {
  return packing === null ? Buffer.from(content) : zstdDecompressSync(content, { dictionary })
}

const pages: [what: string, bytes: Buffer][] = [
  ['a page like the dictionary', Buffer.from(`<p>${sentence.repeat(9)}</p>`)],
  ['an empty one', Buffer.alloc(0)],
  ['a byte', Buffer.from('a')],
  ['bytes that cannot be made smaller', randomBytes(5000)],
  ['a frame of several parts', Buffer.from(randomBytes(300_000).toString('hex'))],
  ['a large one of one byte', Buffer.alloc(3_000_000, 'b')],
]

t.test('pages come back byte by byte, however many are packed at once', async (t) => {
  const packer = new Packer({ number: 7, dictionary })
  const many = [...pages, ...pages.toReversed(), ...pages]
  const packed = await Promise.all(many.map(([, bytes]) => packer.pack(bytes)))
  for (const [index, [what, bytes]] of many.entries()) {
    const page = packed[index] as PackedPage
    t.ok(unpacked(page).equals(bytes), what)
    t.equal(page.size, bytes.length)
    t.same(Buffer.from(page.digest), createHash('sha256').update(bytes).digest())
  }
  const [like, empty, byte, noise, parts] = packed as [PackedPage, ...PackedPage[]]
  t.ok(like.content.length < 40, 'the dictionary is used')
  t.ok(parts !== undefined && parts.content.length < 400_000)
  t.equal(like.packing, 7)
  for (const page of [empty, byte, noise]) t.equal(page?.packing, null, 'stands as it came')
})

t.test('without a dictionary', async (t) => {
  const packed = await new Packer({ number: 0, dictionary: null }).pack(Buffer.alloc(1000, 'ab'))
  t.equal(packed.packing, 0)
  t.same(zstdDecompressSync(packed.content), Buffer.alloc(1000, 'ab'))
  t.throws(() => inflateRawSync(packed.content))
})

t.test('what is no page fails alone', async (t) => {
  const packer = new Packer({ number: 7, dictionary })
  const before = packer.pack(Buffer.from(sentence))
  const wrong = packer.pack(7 as never)
  const behind = packer.pack(Buffer.from(sentence.repeat(2)))
  await t.rejects(wrong)
  t.ok(unpacked(await before).equals(Buffer.from(sentence)))
  t.ok(unpacked(await behind).equals(Buffer.from(sentence.repeat(2))))
})
