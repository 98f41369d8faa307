import t from 'tap'
import { jsonOf } from '../../../src/ingest/containers/json.ts'

const read = (text: string | Uint8Array) => jsonOf(Buffer.from(text), 'The line')
const membersOf = (count: number) => `{${Array.from({ length: count }, (_, n) => `"${n}":0`).join()}}`

t.test('what JSON there is, is read as it is', async (t) => {
  const rows: [name: string, text: string][] = [
    ['brackets in strings', JSON.stringify({ content: '[{,'.repeat(1_000_000) })],
    ['quotes and backslashes in strings', JSON.stringify({ 'a"\\': '\\"[\\\\"{', b: ['\\', '"'] })],
    ['levels', `${'['.repeat(64)}${']'.repeat(64)}`],
    ['members', membersOf(64)],
    ['objects with members, one behind the other', `[${[membersOf(64), membersOf(64)]}]`],
    ['a long list', `[${'"x",'.repeat(1_000_000)}0]`],
    ['a number', ' 7 '],
  ]
  for (const [name, text] of rows) t.strictSame(read(text), JSON.parse(text), name)
})

t.test('what is no JSON, or would take too much, is refused', async (t) => {
  const rows: [name: string, text: string | Uint8Array, message: RegExp][] = [
    ['nothing', '', /^The line is no JSON/],
    ['a string without end', '{"a":"b\\', /^The line is no JSON/],
    ['more closed than opened', ']]]]}}}}', /^The line is no JSON/],
    ['commas alone', ',,,,', /^The line is no JSON/],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0x22]), /^The line is no JSON/],
    ['levels', `${'['.repeat(65)}${']'.repeat(65)}`, /more than 64 levels/],
    ['levels of both kinds', `${'{"a":['.repeat(33)}`, /more than 64 levels/],
    ['members', membersOf(65), /more than 64 members/],
    ['members behind a list', `{"a":[1,2],${membersOf(64).slice(1)}`, /more than 64 members/],
    ['values in one list', `[${'0,'.repeat(2_000_001)}0]`, /more than 2000000 values/],
    ['values in many', `[${'[],'.repeat(1_000_001)}0]`, /more than 2000000 values/],
  ]
  for (const [name, text, message] of rows)
    t.throws(() => read(text), { problem: 'malformed-request', message }, name)
})
