import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { mirrorPage } from '../http/pages.ts'
import { run, serve } from './process.ts'

const line = (id: string) =>
  `${JSON.stringify({ content: mirrorPage({ id, paragraphs: [`${id}：${'一段正文。'.repeat(2000)}`] }), contentType: 'text/markdown' })}\n`

/** Milliseconds in which a service must have ended, whatever its clients do: well below the ten seconds of a forced end. */
const soon = 6000

t.test('no client holds up a service that is told to stop', async (t) => {
  const database = join(t.testdir(), 'a.db')
  const ndjson = { 'content-type': 'application/x-ndjson' }
  const page = mirrorPage({ id: 'a300000' })
  let lines = ''

  /** What clients are at when the service is told to stop, and what they do then. */
  const rows: Record<string, (address: string) => Promise<() => Promise<void>>> = {
    async 'a bulk ingest whose client sends nothing more'(address) {
      const sending = httpRequest(`${address}/articles`, { method: 'POST', headers: ndjson })
      const failed: Error[] = []
      sending.on('error', (error) => failed.push(error))
      sending.write(Array.from({ length: 300 }, (_, index) => line(`a${100_000 + index}`)).join(''))
      const [answered] = (await once(sending, 'response')) as [IncomingMessage]
      answered.on('data', (chunk) => (lines += String(chunk)))
      while ((lines.match(/\n/g) ?? []).length < 300) await once(answered, 'data')
      sending.write(line('a200000').slice(0, 100))
      return async () => {
        if (!answered.readableEnded) await once(answered, 'end')
        t.strictSame(failed, [], 'the answer ends, and does not break off')
        t.notMatch(lines, /summary|failed/, 'and tells nothing of what was not taken')
      }
    },
    async 'a page that does not come'(address) {
      const sending = httpRequest(`${address}/articles/a300001`, {
        method: 'PUT',
        headers: { 'content-type': 'text/markdown' },
      })
      sending.write('#')
      await pause(200)
      return async () => {
        const [answered] = (await once(sending, 'response')) as [IncomingMessage]
        t.equal(answered.statusCode, 503, 'is refused')
        answered.resume()
        sending.on('error', () => {})
      }
    },
    async 'readers that stall'(address) {
      for (const [path, accept] of [
        ['/export?raw=true', '*/*'],
        ['/changes', 'text/event-stream'],
      ] as const) {
        const reading = httpRequest(`${address}${path}`, { agent: false, headers: { accept } })
        reading.on('error', () => {})
        reading.end()
        const [incoming] = (await once(reading, 'response')) as [IncomingMessage]
        incoming.on('error', () => {})
        incoming.pause()
      }
      // Until nothing more goes into the connections.
      await pause(1000)
      return async () => {}
    },
    async 'a kept connection whose request is being answered'(address) {
      const socket = connect(Number(new URL(address).port), '127.0.0.1')
      let said = ''
      socket.on('data', (chunk) => (said += String(chunk)))
      socket.write(
        `PUT /articles/a300000 HTTP/1.1\r\nhost: localhost\r\ncontent-type: text/markdown\r\ncontent-length: ${Buffer.byteLength(page)}\r\n\r\n`,
      )
      await pause(100)
      return async () => {
        socket.write(page)
        if (said === '') await once(socket, 'data')
        t.match(said, /^HTTP\/1\.1 20[01] .*\r\nconnection: close\r\n/is)
      }
    },
    async 'a kept connection that waits'(address) {
      const socket = connect(Number(new URL(address).port), '127.0.0.1')
      socket.write('GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n')
      await once(socket, 'data')
      return async () => {}
    },
  }

  for (const [name, begin] of Object.entries(rows)) {
    const { child, address } = await serve(database)
    t.teardown(() => child.kill('SIGKILL'))
    const goOn = await begin(address)
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await goOn()
    const began = performance.now()
    t.strictSame(await ended, [0, null], name)
    const took = performance.now() - began
    t.ok(took < soon, `${name}: it ended after ${took} ms`)
    t.notOk(existsSync(`${database}-wal`), `${name}: the log is written back`)
  }
  const after = await run(['export', '--database', database])
  for (const id of lines.match(/"id":"a\d+"/g) ?? []) if (!after.stdout.includes(id)) t.fail(id)
})
