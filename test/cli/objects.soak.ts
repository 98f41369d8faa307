import t from 'tap'
import { startServer } from '../store/postgres/server.ts'
import { killBetween } from './objects.ts'

const server = await startServer(t)

t.test('PostgreSQL: a kill between object and row loses nothing, and what it leaves is swept', async (t) =>
  killBetween(t, await server.database()),
)
