import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'tap'
import { answers, systemEnvironment } from './document.ts'

/**
 * What a proxy is started with: the folder of the test must be there.
 * `sites`: a part of its configuration, as README has it; `port`: where that listens; `path`: where it serves the service.
 */
export type Proxied = { sites: string; port: number; path?: string }

/**
 * @param options `sites`: what nginx has in its block `http`
 * @returns the origin of nginx, once the service answers through it. It ends with the test
 */
export async function startNginx(t: Test, { sites, ...where }: Proxied): Promise<string> {
  const folder = join(t.testdirName, 'nginx')
  mkdirSync(join(folder, 'tmp'), { recursive: true })
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${join(folder, 'tmp', name)};`)
    .join('\n')
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; pid ${join(folder, 'pid')}; error_log ${join(folder, 'error.log')};
events {}
http { access_log off; ${temporary}
${sites} }`,
  )
  const args = ['-p', folder, '-e', join(folder, 'error.log'), '-c', join(folder, 'nginx.conf')]
  return startProxy(t, 'nginx', args, where)
}

/**
 * @param options `sites`: the sites of a Caddyfile
 * @returns the origin of Caddy, once the service answers through it. It ends with the test
 */
export async function startCaddy(t: Test, { sites, ...where }: Proxied): Promise<string> {
  const file = join(t.testdirName, 'Caddyfile')
  writeFileSync(file, `{\nadmin off\n}\n${sites}`)
  return startProxy(t, 'caddy', ['run', '--adapter', 'caddyfile', '--config', file], where)
}

async function startProxy(
  t: Test,
  command: string,
  args: string[],
  { port, path = '' }: Omit<Proxied, 'sites'>,
): Promise<string> {
  const env = { ...systemEnvironment(), HOME: t.testdirName }
  const proxy = spawn(command, args, { env, stdio: 'ignore' })
  const ended = once(proxy, 'exit')
  t.teardown(async () => {
    proxy.kill('SIGKILL')
    await ended
  })
  const origin = `http://127.0.0.1:${port}`
  await answers(`${origin}${path}/readyz`)
  return origin
}
