// Runs what README says of running the service for years: service file, proxies, alerts.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { parse } from 'yaml'
import { answers, copyCheckout, fenceIn, freePort, shellEnvironment, without } from './document.ts'
import { startCaddy, startNginx } from './proxies.ts'

const section = 'Running it for years'
const unit = fenceIn('README.md', section, 'ini', '[Service]')
const environmentFile = fenceIn('README.md', section, 'ini', 'API_KEYS=')

/** Values of a key in a file of lines `KEY=value`, in order. */
const valuesOf = (text: string, key: string): string[] =>
  [...text.matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].map(([, value = '']) => value)

/** Settings in lines `NAME=value`. */
const settingsOf = (lines: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )

type Running = { child: ChildProcess; origin: string; key: string }

/** Starts the service by the service file's own lines, in folders of the test. */
async function startUnit(t: Test): Promise<Running> {
  const folder = t.testdir()
  const at = (text: string) =>
    text.replaceAll('/opt/broadsheet', join(folder, 'opt')).replaceAll('/var/lib/broadsheet', folder)
  copyCheckout(join(folder, 'opt'))
  const [command = ''] = valuesOf(at(unit), 'ExecStart')
  const settings = settingsOf([
    ...valuesOf(at(unit), 'Environment'),
    ...environmentFile.split('\n').filter((line) => line !== ''),
  ])
  const port = String(await freePort())
  const [program = '', ...args] = command.split(' ')
  const child = spawn(program, args, {
    env: shellEnvironment({ ...settings, PORT: port }),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  t.teardown(() => child.kill('SIGKILL'))
  const origin = `http://127.0.0.1:${port}`
  await answers(`${origin}/readyz`)
  return { child, origin, key: settings.API_KEYS?.replace(/^admin:/, '') ?? '' }
}

const { child, origin, key } = await startUnit(t)

/** A stream must pass through at once, and a client's address must be the client's. */
async function checkProxied(t: Test, proxy: string): Promise<void> {
  t.equal((await fetch(`${proxy}/stats`)).status, 200)
  const stop = new AbortController()
  const stream = await fetch(`${proxy}/changes`, {
    headers: { accept: 'text/event-stream' },
    signal: stop.signal,
  })
  t.equal(stream.status, 200, 'the head of a stream arrives before any event')
  t.match(stream.headers.get('content-type'), /event-stream/)
  stop.abort()
}

t.test('nginx', { skip: without('nginx') }, async (t) => {
  t.testdir()
  const port = await freePort()
  const sites = fenceIn('README.md', section, 'nginx', 'server_name')
    .replace('127.0.0.1:3000', new URL(origin).host)
    .replace('listen 80;', `listen 127.0.0.1:${port};`)
  await checkProxied(t, await startNginx(t, { sites, port }))
})

t.test('Caddy', { skip: without('caddy') }, async (t) => {
  t.testdir()
  const port = await freePort()
  const sites = fenceIn('README.md', section, 'caddy', 'news.example.org')
    .replace('127.0.0.1:3000', new URL(origin).host)
    .replace('news.example.org', `http://127.0.0.1:${port}`)
  await checkProxied(t, await startCaddy(t, { sites, port }))
})

t.test('alerts', async (t) => {
  const rules = fenceIn('README.md', section, 'yaml', 'alert:')
  const metrics = await (await fetch(`${origin}/metrics`)).text()
  const known = [...metrics.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name)
  const { groups } = parse(rules) as { groups: { rules: { expr: string }[] }[] }
  const expressions = groups.flatMap((group) => group.rules.map(({ expr }) => expr))
  const used = expressions.flatMap((expr) => expr.match(/\b(?:broadsheet|nodejs|process)_\w+/g) ?? [])
  t.ok(used.length > 3)
  for (const name of used) t.ok(known.includes(name), `${name} is in /metrics`)

  await t.test('are rules of Prometheus', { skip: without('promtool') }, async (t) => {
    const file = join(t.testdir(), 'alerts.yml')
    writeFileSync(file, rules)
    t.doesNotThrow(() => execFileSync('promtool', ['check', 'rules', file], { stdio: 'pipe' }))
  })
})

t.test('the service file', async (t) => {
  const post = (headers: Record<string, string>) =>
    fetch(`${origin}/articles`, {
      method: 'POST',
      headers: { 'content-type': 'text/html', ...headers },
      body: '<title>河边的图书馆</title><article><p>河边的旧仓库将改成图书馆，工程从春天开始，预计三年完成。</p></article>',
    })
  t.equal((await post({})).status, 401)
  t.equal((await post({ authorization: `Bearer ${key}` })).status, 201)
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  t.strictSame(await ended, [0, null], 'it stops on SIGTERM with status 0')

  await t.test('is one for systemd', { skip: without('systemd-analyze') }, async (t) => {
    const folder = t.testdir()
    copyCheckout(join(folder, 'opt'))
    const file = join(folder, 'broadsheet.service')
    writeFileSync(file, unit.replaceAll('/opt/broadsheet', join(folder, 'opt')))
    t.doesNotThrow(() => execFileSync('systemd-analyze', ['verify', file], { stdio: 'pipe' }))
  })
})
