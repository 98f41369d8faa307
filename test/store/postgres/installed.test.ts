// The oldest PostgreSQL that is supported: the development dependency brings a newer one.
import t from 'tap'
import { conformsOn } from './conforms.ts'
import { installedPrograms } from './server.ts'

const from = installedPrograms()
if (from === undefined) t.plan(0, 'PostgreSQL is not installed')
else await conformsOn(t, { from })
