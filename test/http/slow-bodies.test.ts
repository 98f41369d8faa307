import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { mirrorPage } from './pages.ts'
import { startService } from './service.ts'

const patience = { one: { piece: 500, all: 1500 }, many: { piece: 500, all: Infinity }, headers: 20_000 }
const line = (id: string) =>
  `${JSON.stringify({ content: mirrorPage({ id }), contentType: 'text/markdown' })}\n`

t.test('a body that does not come is given up; others are served', async (t) => {
  const service = await startService(t, {}, join(t.testdir(), 'a.db'), { patience })
  const begin = (type: string) => {
    const outgoing = httpRequest(`${service.origin}/articles`, {
      method: 'POST',
      agent: false,
      headers: { 'content-type': type },
    })
    outgoing.on('error', () => {})
    return outgoing
  }
  const answerOf = async (outgoing: ReturnType<typeof begin>) => {
    const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage]
    let text = ''
    for await (const chunk of incoming) text += String(chunk)
    return { status: incoming.statusCode, text }
  }

  const stalled = begin('text/html')
  stalled.write('<')
  const dripped = begin('text/html')
  const drip = setInterval(() => dripped.write('<'), 50)
  const bulk = begin('application/x-ndjson')
  bulk.write(line('a100000001'))
  const answers = Promise.all([stalled, dripped, bulk].map(answerOf))
  let isOver = false
  answers.finally(() => {
    isOver = true
  })
  while (!isOver) {
    t.equal((await service.post(mirrorPage({ id: 'a2' }), 'text/markdown')).status < 300, true)
    await pause(100)
  }
  clearInterval(drip)
  for (const { status, text } of (await answers).slice(0, 2)) {
    t.equal(status, 408)
    t.match(JSON.parse(text), { type: '/problems/request-timeout' })
  }
  const [first, second] = ((await answers)[2]?.text ?? '').split('\n')
  t.match(first, /"result":"created"/, 'what came is stored')
  t.match(second, /"type":"\/problems\/request-timeout"/, 'and where it broke off is told')
})
