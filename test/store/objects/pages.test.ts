// On PostgreSQL: pages.soak.ts.
import { join } from 'node:path'
import t from 'tap'
import { testPages } from './pages.ts'

testPages(t, (t) => join(t.testdirName, 'archive.db'))
