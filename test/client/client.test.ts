import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import openapiTypescript, { astToString } from 'openapi-typescript'
import t from 'tap'
import { parse } from 'yaml'
import { mirrorPage } from '../http/pages.ts'
import { startService } from '../http/service.ts'

const run = promisify(execFile)
const folder = import.meta.dirname
const schema = join(folder, 'schema.ts')
const described = await readFile(join(folder, '../../openapi.yaml'), 'utf8')

type Calls = { callEverything(origin: string, page: string): Promise<Record<string, unknown>> }

t.test('a client made from openapi.yaml', async (t) => {
  await writeFile(schema, astToString(await openapiTypescript(described)))
  // The client's own TypeScript, as its package names it.
  const compiler = join(dirname(fileURLToPath(import.meta.resolve('typescript/package.json'))), 'bin/tsc')
  const checked = await run(process.execPath, [compiler, '-p', folder]).catch((error: unknown) => error)
  t.match(checked, { stdout: '', stderr: '' }, 'type-checks')

  const service = await startService(t)
  const page = mirrorPage({ id: 'a100000001', title: '旧仓库改成图书馆', tags: ['图书馆', '仓库'] })
  const calls = (await import(pathToFileURL(join(folder, 'calls.ts')).href)) as Calls
  const found = await calls.callEverything(service.origin, page)
  t.match(found, {
    created: { id: 'a100000001', title: '旧仓库改成图书馆', tags: ['图书馆', '仓库'], channels: ['client'] },
    listed: ['a100000001'],
    related: ['仓库', '图书馆'],
    forms: {
      json: '旧仓库改成图书馆 1',
      html: /<h1[^>]*>旧仓库改成图书馆/,
      markdown: /^# 旧仓库改成图书馆/,
      text: /^旧仓库改成图书馆/,
      'ld+json': /"headline":"旧仓库改成图书馆"/,
      raw: page,
      timemap: /rel="first last memento"/,
      batch: /"result":"unchanged".*\n.*"summary":{"items":1,/,
      export: /^{"id":"a100000001"/,
      atom: /<title>旧仓库改成图书馆/,
      jsonFeed: /"title":"旧仓库改成图书馆"/,
    },
    problems: {
      deleted: 204,
      '/problems/gone': 410,
      '/problems/not-found': 404,
      '/problems/invalid-parameter': 400,
    },
  })
  t.equal((found.changes as string[]).at(-1), 'deleted')

  const paths = Object.values(
    parse(described).paths as Record<string, Record<string, { operationId?: string }>>,
  )
  const operations = paths.flatMap((methods) =>
    Object.values(methods).flatMap(({ operationId }) => operationId ?? []),
  )
  const counted = (await service.get('/metrics')).text
  t.ok(operations.length > 20)
  t.strictSame(
    operations.filter(
      (id) => !new RegExp(`^broadsheet_requests_total\\{operation="${id}",status="2`, 'm').test(counted),
    ),
    [],
    'every operation answered it',
  )
})
