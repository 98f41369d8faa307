import { once } from 'node:events'
import t from 'tap'
import { addressOf, start } from '../../cli/command.ts'
import { mirrorPage } from '../pages.ts'

/** What the command says and does is tested in test/cli; here, whom it lets write once others can reach it. */
t.test('a service that others can reach is read-only, or wants a key', async (t) => {
  const rows: [environment: Record<string, string>, authorization: string, status: number][] = [
    [{ HOST: '0.0.0.0', READ_ONLY: '1' }, 'Bearer secret', 403],
    [{ HOST: '0.0.0.0', API_KEYS: 'secret-of-16-letters' }, 'Bearer other', 401],
    [{ HOST: '0.0.0.0', API_KEYS: 'secret-of-16-letters' }, 'Bearer secret-of-16-letters', 201],
    [{}, '', 201],
  ]
  for (const [index, [environment, authorization, status]] of rows.entries()) {
    const service = start(['serve', '--port', '0', '--database', `${index}.db`], {
      environment,
      folder: t.testdir(),
    })
    const ended = once(service, 'close')
    const { port } = new URL(await addressOf(service))
    const origin = `http://127.0.0.1:${port}`
    const name = JSON.stringify([environment, authorization])
    t.equal((await fetch(`${origin}/articles`)).status, 200, name)
    const headers = { 'content-type': 'text/markdown', ...(authorization === '' ? {} : { authorization }) }
    const body = mirrorPage({ id: 'a500000001' })
    t.equal((await fetch(`${origin}/articles`, { method: 'POST', headers, body })).status, status, name)
    service.kill('SIGTERM')
    t.strictSame(await ended, [0, null], name)
  }
})
