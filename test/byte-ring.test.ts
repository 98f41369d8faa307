import t from 'tap'
import { ByteRing } from '../src/byte-ring.ts'
import { type Bytes, bytesOf, copyOf } from '../src/bytes.ts'
import { randomOf } from './faults/random.ts'

/** Room for 54,240 bytes. */
const size = 56_000
const bytesOfText = (text: string) => bytesOf(Buffer.from(text, 'latin1'))
const textOf = (kept: Bytes) => copyOf(kept).toString('latin1')

const numbers = (count: number) => Array.from({ length: count }, (_, number) => `${number}`)

t.test('what is kept comes back as it was, whatever comes and goes', async (t) => {
  for (const [room, longest] of [
    [size, 20_000],
    [size * 30, 15_000],
    [size * 30, 400],
  ] as const) {
    const random = randomOf(room + longest)
    const ring = new ByteRing(room)
    const last = new Map<string, { text: string; about: string }>()
    let [found, missed] = [0, 0]
    for (let step = 0; step < 20_000; step++) {
      const key = `${Math.floor(random() ** 2 * 400)}`
      const chance = random()
      if (chance < 0.02) ring.forget(key)
      if (chance < 0.02) last.delete(key)
      if (chance > 0.02 && chance < 0.5) {
        const text = String.fromCharCode(step % 256).repeat(Math.floor(random() * longest))
        const about = `第${step}`
        ring.keep(key, about, bytesOfText(text), random() < 0.1 ? false : () => random() < 0.8)
        last.set(key, { text, about })
      }
      if (chance > 0.9999) ring.clear()
      ring.get(`${Math.floor(random() ** 2 * 400)}`)
      const same = ring.get(key)
      if (same === undefined) missed++
      else found++
      const { text, about } = last.get(key) ?? {}
      if (same !== undefined && (textOf(same) !== text || same.about !== about)) t.fail(`${key} at ${step}`)
    }
    t.ok(found > 500 && missed > 500, `${found} found, ${missed} not`)
  }
})

t.test('what is asked for stays, what is not goes', async (t) => {
  const ring = new ByteRing(size)
  ring.keep('wanted', '', bytesOfText('10 letters'))
  for (const key of numbers(1000)) {
    ring.keep(key, '', bytesOfText('x'.repeat(6000)))
    const wanted = ring.get('wanted')
    t.equal(wanted && textOf(wanted), '10 letters')
  }
  t.equal(ring.get('500'), undefined)
  t.equal(ring.get('999')?.length, 6000)
})

t.test('as much is kept as there is room for, with what stands before each', async (t) => {
  const held = (length: number, about = '') => {
    const ring = new ByteRing(size)
    const keys = numbers(5000)
    for (const key of keys) ring.keep(key, about, bytesOfText('x'.repeat(length)))
    return keys.filter((key) => ring.get(key) !== undefined).length
  }
  t.equal(held(54_200), 1)
  t.equal(held(54_240), 0)
  t.equal(held(54_200, 'y'.repeat(50)), 0)
  t.equal(held(10_000), 5)
  t.equal(held(10_000, 'y'.repeat(1000)), 4)
  const [short, none] = [held(300), held(0)]
  t.ok(short > 100 && short <= 154, `${short} of 154 short ones`)
  t.ok(none > 100, `${none} without bytes: as many as have places`)
})

t.test('without room nothing is kept', async (t) => {
  const ring = new ByteRing(0)
  ring.keep('a', '', bytesOfText('x'))
  t.equal(ring.get('a'), undefined)
})

t.test('what may not go stays', async (t) => {
  const ring = new ByteRing(size)
  const keep = (key: string, mayGo: false | ((other: string) => boolean)) => {
    ring.keep(key, '', bytesOfText('x'.repeat(24_000)), mayGo)
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

t.test('what was given is read before anything is kept or forgotten', async (t) => {
  const ring = new ByteRing(size)
  const kept = (key: string) => {
    ring.keep(key, `about ${key}`, bytesOfText(`the text of ${key}`))
    const bytes = ring.get(key)
    if (bytes === undefined) throw new Error(`${key} is not kept`)
    return bytes
  }
  const changes: [string, () => void][] = [
    ['another is kept', () => ring.keep('b', '', bytesOfText('x'))],
    ['it is kept anew', () => ring.keep('a', '', bytesOfText('x'))],
    ['it is forgotten', () => ring.forget('a')],
    ['all are forgotten', () => ring.clear()],
    [
      'it is moved',
      () => {
        ring.keep('large', '', bytesOfText('x'.repeat(54_000)), () => false)
      },
    ],
  ]
  for (const [name, change] of changes) {
    const one = kept('a')
    ring.get('c')
    t.equal(textOf(one), 'the text of a')
    t.equal(one.about, 'about a')
    change()
    t.throws(() => textOf(one), /kept no longer/, name)
    t.throws(() => one.about, /kept no longer/, name)
  }
})
