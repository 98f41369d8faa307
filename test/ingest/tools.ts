import { execFile, spawnSync } from 'node:child_process'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import type { Test } from 'tap'

/** Why a test that needs a program of the system does not run here; undefined where it is installed. */
export function without(program: string): string | undefined {
  const isThere = spawnSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' }).status === 0
  return isThere ? undefined : `${program} is not installed`
}

/** Runs a program to its end. Throws for a status other than 0. */
export const runProgram = promisify(execFile)

/** Serves these paths on loopback until the test ends. @returns the origin */
export async function serve(
  t: Test,
  routes: Readonly<Record<string, (response: ServerResponse) => void>>,
): Promise<string> {
  const server = createServer((request, response) => {
    const route = routes[request.url ?? '']
    if (route === undefined)
      response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>No such page</h1>')
    else route(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A page of a newspaper that there is not, with a title and text of its own. */
export const newsPage = (title: string, charset = 'utf-8'): string =>
  `<!DOCTYPE html>
<html lang="zh"><head><meta charset="${charset}"><title>${title}</title></head>
<body><article><h1>${title}</h1><time datetime="2020-02-01T08:00:00+08:00">2020年2月1日</time>
<p>河边镇的图书馆星期六重新开放，镇长在门前致辞，来的人比椅子多。孩子们先进去，老人们随后。</p>
<p>馆里有三万册书，其中一半是镇上的人家送来的。${title}的消息由本报记者发自河边镇。</p></article></body></html>`
