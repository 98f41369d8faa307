// One or two of the kinds of each; bombs.soak.ts has all.
import t from 'tap'
import { boundsBodies, boundsImports, refusesJson, skip } from './bombs.ts'

t.test('JSON that takes far more memory than its bytes is refused unread', { skip }, (t) => refusesJson(t, 2))

t.test(
  'what is small only as long as it is compressed takes no memory and no time of others',
  { skip },
  (t) => boundsBodies(t, 1),
)

t.test('nor does it take memory of an import', { skip }, (t) => boundsImports(t, 1))
