import t from 'tap'
import { parseQuery } from '../../../../src/store/rules/search/query.ts'
import { below, pick, randomOf } from '../../../faults/random.ts'

const rows: [q: string, all: string[], none?: string[]][] = [
  ['习近平', ['习近平']],
  ['習近平 ＣＮＮ', ['习近平', 'cnn']],
  ['习近平\u3000普京\t访问\n', ['习近平', '普京', '访问']],
  ['a a A', ['a']],
  ['"a b"', ['a b']],
  ['"a b" c', ['a b', 'c']],
  ['"a b"c', ['a b', 'c']],
  ['-a', [], ['a']],
  ['b -a -"c d"', ['b'], ['a', 'c d']],
  ['a-b', ['a-b']],
  ['--a', [], ['-a']],
  ['-', ['-']],
  ['- a', ['-', 'a']],
  ['"', ['"']],
  ['""', ['""']],
  ['-"" a', ['-""', 'a']],
  ['-"', ['-"']],
  ['5"', ['5"']],
  ['a"b c"d', ['a"b', 'c"d']],
  ['"a b', ['a b']],
  ['"  "', ['  ']],
  ['', []],
  [' \n ', []],
  ['NEAR(a b) OR *', ['near(a', 'b)', 'or', '*']],
]

t.test('what a query asks for', async (t) => {
  for (const [q, all, none = []] of rows) t.same(parseQuery(q), { all, none }, JSON.stringify(q))
})

t.test('every text is a query, and no term is empty', async (t) => {
  const random = randomOf(5)
  const alphabet = [...'ab"-\\\'*():^ \u3000\n习😀', '""', '\ud83d', '\u0000', '-"']
  const wrong: string[] = []
  for (let round = 0; round < 20_000; round++) {
    const q = Array.from({ length: below(random, 10) }, () => pick(random, alphabet)).join('')
    const { all, none } = parseQuery(q)
    if ([...all, ...none].includes('')) wrong.push(q)
    if ((q.trim() === '') !== (all.length + none.length === 0)) wrong.push(q)
  }
  t.same(wrong, [])
})

t.test('a query of a million characters', async (t) => {
  const terms = Array.from({ length: 100_000 }, (_, index) => `-"${index} b"`)
  t.equal(parseQuery(terms.join('')).none.length, terms.length)
  t.equal(parseQuery('"'.repeat(1_000_001)).all.length, 2)
  t.equal(parseQuery(' '.repeat(1_000_000)).all.length, 0)
  t.equal(parseQuery('-'.repeat(1_000_000)).none.length, 1)
})
