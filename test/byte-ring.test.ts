import t from 'tap'
import { ByteRing, type InRing } from '../src/byte-ring.ts'
import { bytesOf, copyOf } from '../src/bytes.ts'
import { randomOf } from './faults/random.ts'

const overhead = 700
/** Room for ten entries, and for 49,000 bytes. */
const size = 56_000
const bytesOfText = (text: string) => bytesOf(Buffer.from(text, 'latin1'))

function textOf<About>(ring: ByteRing<About>, kept: InRing<About>): string {
  const { length } = kept
  return copyOf({ length, copyTo: (target, at) => ring.copy(kept, target, at) }).toString('latin1')
}

const numbers = (count: number) => Array.from({ length: count }, (_, number) => `${number}`)

t.test('what is kept comes back as it was, whatever comes and goes', async (t) => {
  for (const [room, longest] of [
    [size, 20_000],
    [size * 30, 15_000],
    [size * 30, 400],
  ] as const) {
    const random = randomOf(room + longest)
    const ring = new ByteRing<number>(room, overhead)
    const last = new Map<string, { text: string; about: number }>()
    let [found, missed] = [0, 0]
    for (let step = 0; step < 20_000; step++) {
      const key = `${Math.floor(random() ** 2 * 400)}`
      const chance = random()
      if (chance < 0.02) ring.forget(key)
      if (chance < 0.02) last.delete(key)
      if (chance > 0.02 && chance < 0.5) {
        const text = String.fromCharCode(step % 256).repeat(1 + Math.floor(random() * longest))
        ring.keep(key, bytesOfText(text), step, random() < 0.1 ? false : () => random() < 0.8)
        last.set(key, { text, about: step })
      }
      if (chance > 0.9999) ring.clear()
      ring.get(`${Math.floor(random() ** 2 * 400)}`)
      const same = ring.get(key)
      if (same === undefined) missed++
      else found++
      const { text, about } = last.get(key) ?? {}
      if (same !== undefined && (textOf(ring, same) !== text || same.about !== about))
        t.fail(`${key} at ${step}`)
    }
    t.ok(found > 500 && missed > 500, `${found} found, ${missed} not`)
  }
})

t.test('what is asked for stays, what is not goes', async (t) => {
  const ring = new ByteRing<null>(size, overhead)
  ring.keep('wanted', bytesOfText('10 letters'), null)
  for (const key of numbers(1000)) {
    ring.keep(key, bytesOfText('x'.repeat(6000)), null)
    const wanted = ring.get('wanted')
    t.equal(wanted && textOf(ring, wanted), '10 letters')
  }
  t.equal(ring.get('500'), undefined)
  t.equal(ring.get('999')?.length, 6000)
})

t.test('as much is kept as there is room for: bytes, and entries', async (t) => {
  const held = (length: number) => {
    const ring = new ByteRing<null>(size, overhead)
    for (const key of numbers(100)) ring.keep(key, bytesOfText('x'.repeat(length)), null)
    return numbers(100).filter((key) => ring.get(key) !== undefined).length
  }
  t.equal(held(10_000), 4)
  t.equal(held(9800), 5)
  t.equal(held(49_000), 1)
  t.equal(held(49_001), 0)
  t.equal(held(1), 10, 'as many as have room for what is known about them')
  t.equal(held(0), 0)
})

t.test('without room nothing is kept', async (t) => {
  const ring = new ByteRing<null>(0, overhead)
  ring.keep('a', bytesOfText('x'), null)
  t.equal(ring.get('a'), undefined)
})

t.test('what may not go stays', async (t) => {
  const ring = new ByteRing<null>(size, overhead)
  const keep = (key: string, mayGo: false | ((other: string) => boolean)) => {
    ring.keep(key, bytesOfText('x'.repeat(24_000)), null, mayGo)
    return ring.get(key) !== undefined
  }
  t.ok(keep('a', false), 'there is room')
  t.ok(keep('b', false), 'there is room')
  t.notOk(keep('c', false))
  // To be asked for saves each once.
  t.ok(keep('c', (other) => other === 'a'))
  t.notOk(keep('d', () => false))
  t.same(
    ['a', 'b', 'c', 'd'].filter((key) => ring.get(key)),
    ['b', 'c'],
  )
})

t.test('what is kept no longer is not copied', async (t) => {
  const ring = new ByteRing<null>(size, overhead)
  const kept = (key: string) => {
    ring.keep(key, bytesOfText(`the text of ${key}`), null)
    const text = ring.get(key)
    if (text === undefined) throw new Error(`${key} is not kept`)
    return text
  }
  const one = kept('a')
  t.equal(textOf(ring, one), 'the text of a')
  for (const key of numbers(10)) {
    ring.get('a')
    ring.keep(key, bytesOfText('x'.repeat(9000)), null)
  }
  t.equal(textOf(ring, one), 'the text of a', 'it was moved')
  ring.forget('a')
  t.throws(() => textOf(ring, one), /kept no longer/)
  const other = kept('b')
  ring.keep('b', bytesOfText('again'), null)
  t.throws(() => textOf(ring, other), /kept no longer/)
  const last = kept('c')
  ring.clear()
  t.throws(() => textOf(ring, last), /kept no longer/)
})
