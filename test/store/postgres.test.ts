import t from 'tap'
import { conformsOn } from './postgres/conforms.ts'

// The operators of the extension intarray take the names of those that the indexes serve.
await conformsOn(t, { template: 'CREATE SCHEMA broadsheet; CREATE EXTENSION intarray SCHEMA broadsheet' })
