// On PostgreSQL: objects.soak.ts.
import { join } from 'node:path'
import t from 'tap'
import { killBetween } from './objects.ts'

t.test('a kill between object and row loses nothing, and what it leaves is swept', (t) =>
  killBetween(t, join(t.testdir(), 'to.db')),
)
