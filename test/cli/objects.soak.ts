import { join } from 'node:path'
import t from 'tap'
import { startServer } from '../store/postgres/server.ts'
import { killBetween } from './objects.ts'

t.test('a kill between object and row loses nothing, and what it leaves is swept', (t) =>
  killBetween(t, join(t.testdir(), 'to.db')),
)

t.test('the same on PostgreSQL', async (t) => {
  const server = await startServer(t)
  await killBetween(t, await server.database())
})
