import t from 'tap'
import { startServer } from '../postgres/server.ts'
import { testPages } from './pages.ts'

const server = await startServer(t)
testPages(t, () => server.database(), server)
