import { join } from 'node:path'
import t from 'tap'
import { serve } from './process.ts'
import { strainOf } from './strain.ts'

const mebibyte = 1024 * 1024
const skip = process.platform !== 'linux' && 'only Linux tells how much memory a process takes'

/** JSON's worst: each byte or two of it a value of its own. */
const units = ['[', '{"a":', '[],', '{},', '0,']

t.test('JSON that takes far more memory than its bytes is refused unread', { skip }, async (t) => {
  const service = await serve(join(t.testdir(), 'a.db'))
  t.teardown(() => service.child.kill('SIGKILL'))
  for (const type of ['application/json', 'application/x-ndjson'])
    for (const unit of units)
      for (const [name, body] of [
        [`${type}: ${unit}…`, unit.repeat((47 * mebibyte) / unit.length)],
        // As many values as may be, all of them wrong.
        [`${type}: {"pages":[${unit}…`, `{"pages":[${unit.repeat(990_000)}0]}`],
      ] as const) {
        const { result, grewBy, longestWait } = await strainOf(service, async () => {
          const answer = await fetch(`${service.address}/articles`, {
            method: 'POST',
            headers: { 'content-type': type },
            body,
          })
          return { status: answer.status, text: await answer.text() }
        })
        t.equal(result.status, type === 'application/json' ? 400 : 200, name)
        t.match(result.text, /"type":"\/problems\/(?:malformed-request|unknown-parameter)"/, name)
        t.ok(longestWait < 2000, `${name}: others waited ${longestWait} ms`)
        t.ok(grewBy < 400 * mebibyte, `${name}: it grew by ${grewBy} bytes`)
      }
})
