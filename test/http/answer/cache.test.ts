import t from 'tap'
import { AnswerCache, type ReadyAnswer } from '../../../src/http/answer/cache.ts'

const answerOf = (body: Buffer): ReadyAnswer => ({
  body,
  shared: { all: [], unchanged: [] },
  validators: [],
  own: [],
  etag: 'e',
  updatedAt: undefined,
})

t.test('an answer is kept until the archive changes', async (t) => {
  const cache = new AnswerCache(100_000)
  t.equal(cache.get('a'), undefined)
  const [first, second] = [answerOf(Buffer.from('one')), answerOf(Buffer.from('two'))]
  cache.keeper('a', 'getArticle')(first)
  t.match(cache.get('a'), { ...first, operation: 'getArticle' })
  t.equal(cache.get('b'), undefined)
  const late = cache.keeper('b', 'getArticle')
  cache.clear()
  t.equal(cache.get('a'), undefined)
  late(second)
  t.equal(cache.get('b'), undefined, 'what was read before the change is not kept')
  cache.keeper('b', 'getArticle')(second)
  t.match(cache.get('b'), { ...second, operation: 'getArticle' })
})

t.test('a kept answer holds its own bytes and no others', async (t) => {
  const cache = new AnswerCache(100_000)
  const body = Buffer.from('a part of what Node.js allocates for many')
  t.ok(body.buffer.byteLength > body.length)
  cache.keeper('a', 'getArticle')(answerOf(body))
  const kept = cache.get('a')?.body
  t.equal(kept?.buffer.byteLength, body.length)
  t.equal(kept?.toString(), body.toString())
})

t.test('the bytes that are kept have a bound', async (t) => {
  const cache = new AnswerCache(10_000)
  for (const name of ['a', 'b', 'c', 'd']) cache.keeper(name, 'getArticle')(answerOf(Buffer.alloc(3000)))
  t.strictSame(
    ['a', 'b', 'c', 'd'].filter((name) => cache.get(name) !== undefined),
    ['c', 'd'],
  )
  cache.keeper('large', 'getArticle')(answerOf(Buffer.alloc(20_000)))
  t.equal(cache.get('large'), undefined)
  t.ok(cache.get('d'), 'an answer that is too large takes no place')
  const none = new AnswerCache(0)
  none.keeper('a', 'getArticle')(answerOf(Buffer.alloc(1)))
  t.equal(none.get('a'), undefined)
})
