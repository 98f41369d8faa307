import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { mirrorPage } from '../http/pages.ts'
import { serve } from './process.ts'

const key = 'k3y-that-nobody-may-see'
const guess = 'gu3ss-that-nobody-may-see'
const forged = '{"level":60,"msg":"forged"}'

t.test('the log tells no key, and nobody writes lines into it', async (t) => {
  const { child, address } = await serve(join(t.testdir(), 'a.db'), { API_KEYS: key, LOG_LEVEL: 'trace' })
  t.teardown(() => child.kill('SIGKILL'))
  let log = ''
  child.stdout?.on('data', (chunk) => (log += String(chunk)))
  const write = (id: string, authorization: string, body: string) =>
    fetch(`${address}/articles/${id}`, {
      method: 'PUT',
      headers: { 'content-type': 'text/markdown', authorization, 'user-agent': `x ${forged}` },
      body,
    })
  t.equal((await write('a1', `Bearer ${key}`, mirrorPage({ id: 'a1' }))).status, 201)
  t.equal((await write('a1', `Bearer ${guess}`, mirrorPage({ id: 'a1' }))).status, 401)
  t.equal((await write('a1', `Basic ${guess}`, mirrorPage({ id: 'a1' }))).status, 401)
  t.equal((await write('a2', `Bearer ${key}`, '')).status, 422)
  for (const path of [
    `/articles/%0a${encodeURIComponent(forged)}`,
    `/articles?q=%0d%0a${encodeURIComponent(forged)}`,
  ])
    await fetch(address + path)
  const socket = connect(Number(new URL(address).port), '127.0.0.1')
  socket.write(
    `GET /articles HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${key}\r\nx: a\n${forged}\nbad\r\n\r\n`,
  )
  socket.resume()
  await once(socket, 'close')
  const ended = once(child, 'close')
  child.kill('SIGTERM')
  await ended
  const lines = log.trimEnd().split('\n')
  t.ok(lines.length > 5, 'requests are logged')
  for (const one of lines) {
    const { msg } = JSON.parse(one) as { msg?: string }
    t.not(msg, 'forged')
  }
  t.notMatch(log, key)
  t.notMatch(log, guess)
})
