// Clients that hold a stop up: stop.soak.ts.
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import t from 'tap'
import { mirrorPage } from '../http/pages.ts'
import { run, serve } from './process.ts'

const line = (id: string) =>
  `${JSON.stringify({ content: mirrorPage({ id, paragraphs: [`${id}：${'一段正文。'.repeat(2000)}`] }), contentType: 'text/markdown' })}\n`

t.test('a service that is told to stop ends what it began, and writes its log back', async (t) => {
  const database = join(t.testdir(), 'a.db')
  const { child, address } = await serve(database)
  t.teardown(() => child.kill('SIGKILL'))
  const stored = Array.from({ length: 300 }, (_, index) => line(`a${100_000 + index}`)).join('')
  const ndjson = { 'content-type': 'application/x-ndjson' }
  await (await fetch(`${address}/articles`, { method: 'POST', headers: ndjson, body: stored })).text()

  const exporting = httpRequest(`${address}/export`, { agent: false })
  exporting.end()
  const [exported] = (await once(exporting, 'response')) as [IncomingMessage]
  exported.on('error', () => {})
  const sending = httpRequest(`${address}/articles`, { method: 'POST', headers: ndjson, agent: false })
  sending.on('error', () => {})
  sending.write(line('a200000'))
  const [answered] = (await once(sending, 'response')) as [IncomingMessage]
  const [first] = (await once(answered, 'data')) as [Buffer]
  const one = httpRequest(`${address}/articles/a300000`, {
    method: 'PUT',
    headers: { 'content-type': 'text/markdown' },
  })
  const body = mirrorPage({ id: 'a300000' })
  one.write(body.slice(0, 100))
  await new Promise((resolve) => setTimeout(resolve, 200))

  child.kill('SIGTERM')
  const ended = once(child, 'exit')
  let articles = ''
  exported.on('data', (chunk) => (articles += String(chunk)))
  one.end(body.slice(100))
  const [put] = (await once(one, 'response')) as [IncomingMessage]
  t.equal(put.statusCode, 201, 'a request under way is answered')
  put.resume()
  sending.end(line('a200001'))
  let lines = String(first)
  answered.on('data', (chunk) => (lines += String(chunk)))
  answered.on('error', () => {})
  t.strictSame(await ended, [0, null])

  for (const text of [articles, lines]) {
    t.match(text, /\n$/, 'a stream ends its line')
    for (const whole of text.trimEnd().split('\n')) t.ok(JSON.parse(whole))
  }
  const acknowledged: string[] = lines.match(/"id":"a\d+"/g) ?? []
  t.ok(acknowledged.includes('"id":"a200000"'))
  t.notOk(existsSync(`${database}-wal`), 'the log is written back')
  const after = await run(['export', '--database', database])
  for (const id of [...acknowledged, '"id":"a300000"']) t.ok(after.stdout.includes(id), id)
  t.equal((await run(['verify', '--database', database])).stdout, 'sound\n')
})
