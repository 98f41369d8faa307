import { setImmediate } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import t from 'tap'
import { Recent, remembered } from '../src/recent.ts'

const sizeOf = (value: string) => value.length
const recent = (size: number) => new Recent<string>(size, sizeOf)

t.test('what is asked for stays, what is not goes', async (t) => {
  const kept = recent(100)
  kept.keep('wanted', '10 letters')
  for (let number = 0; number < 1000; number++) {
    kept.keep(`${number}`, 'x'.repeat(10))
    t.equal(kept.get('wanted'), '10 letters')
  }
  t.equal(kept.get('500'), undefined)
  t.equal(kept.get('999'), 'xxxxxxxxxx')
})

t.test('never more is kept than there is room for', async (t) => {
  const kept = recent(100)
  const held = () =>
    Array.from({ length: 200 }, (_, number) => kept.get(`${number}`)?.length ?? 0).reduce((a, b) => a + b)
  for (let number = 0; number < 200; number++) {
    kept.keep(`${number}`, 'x'.repeat(1 + (number % 7)))
    if (number % 10 === 0) t.ok(held() <= 100, `${held()} of 100`)
  }
  t.ok(held() > 90)
})

t.test('a value in the place of another, one too large, none', async (t) => {
  const kept = recent(100)
  kept.keep('a', 'first')
  kept.keep('a', 'second')
  t.equal(kept.get('a'), 'second')
  kept.keep('a', 'x'.repeat(101))
  t.equal(kept.get('a'), undefined)
  kept.keep('b', 'x'.repeat(100))
  t.equal(kept.get('b')?.length, 100)
  t.equal(kept.get('c'), undefined)
})

t.test('what is forgotten comes from nowhere', async (t) => {
  const kept = recent(100)
  kept.keep('a', 'x'.repeat(30))
  kept.keep('b', 'x'.repeat(30))
  t.ok(kept.get('a'))
  kept.forget('a')
  t.equal(kept.get('a'), undefined)
  kept.clear()
  t.equal(kept.get('b'), undefined)
})

t.test('what is forgotten or replaced is not held on to', async (t) => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const kept = new Recent<{ text: string }>(10_000, () => 100)
  const given: WeakRef<{ text: string }>[] = []
  for (let number = 0; number < 5000; number++) {
    const value = { text: `${number}` }
    given.push(new WeakRef(value))
    kept.keep(`${number % 10}`, value)
    if (number % 3 === 0) kept.forget(`${number % 10}`)
  }
  // References are weak only behind the turn in which they were made.
  await setImmediate()
  collect()
  t.ok(given.filter((one) => one.deref() !== undefined).length <= 10)
  t.equal(kept.get('9')?.text, '4999')
})

t.test('what is remembered is worked out once, and within room', async (t) => {
  let times = 0
  const lengthOf = remembered((text) => {
    times++
    return text === '' ? null : `${text.length}`
  })
  for (const _ of [1, 2]) {
    t.equal(lengthOf('gzip'), '4')
    t.equal(lengthOf(''), null)
  }
  t.equal(times, 2)
  for (let number = 0; number < 10_000; number++) lengthOf(`${number}`)
  times = 0
  t.equal(lengthOf('gzip'), '4', 'it went for others, and comes again')
  t.equal(times, 1)
})
