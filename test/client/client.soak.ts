import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import t from 'tap'
import { parse } from 'yaml'
import { mirrorPage } from '../http/pages.ts'
import { type Service, startService } from '../http/service.ts'
import { description, generateAll, generated, generatorNames } from './generate.ts'
import { type Client, expected, scenario } from './scenario.ts'

const run = promisify(execFile)
const folder = import.meta.dirname
/** The JavaScript that the compiler makes of the clients, and of what calls them. */
const compiled = async <T>(file: string) =>
  (await import(pathToFileURL(join(generated, 'compiled', file)).href)) as T

type Calls = { callEverything(origin: string, page: string): Promise<Record<string, unknown>> }

/** Empties the archive, so that each client finds what the one before found. */
async function empty(service: Service): Promise<void> {
  const { items } = (await service.get('/articles?limit=100')).json<{ items: { id: string }[] }>()
  for (const { id } of items) await service.call('DELETE', `/articles/${id}`)
}

t.test('clients made from openapi.yaml', async (t) => {
  const service = await startService(t)
  await rm(generated, { recursive: true, force: true })
  await generateAll(service.origin)
  // Their own TypeScript, as their package names it.
  const compiler = join(dirname(fileURLToPath(import.meta.resolve('typescript/package.json'))), 'bin/tsc')
  const checked = await run(process.execPath, [compiler, '-p', folder]).catch((error: unknown) => error)
  t.match(checked, { stdout: '', stderr: '' }, 'they compile under strict')

  for (const name of generatorNames)
    await t.test(`${name} passes the common scenario`, async (t) => {
      const { connect } = await compiled<{ connect(origin: string): Client }>(`clients/${name}.js`)
      await empty(service)
      const found = await scenario(connect(service.origin))
      t.match(found, expected)
      t.strictSame(
        found.found.toSorted(),
        [1, 2, 3, 4, 5].map((number) => `library-${number}`),
      )
      t.strictSame(
        found.tag.titles.toSorted(),
        [1, 2, 3, 4, 5].map((number) => `第${number}座图书馆`),
      )
    })

  await empty(service)
  const page = mirrorPage({ id: 'a100000001', title: '旧仓库改成图书馆', tags: ['图书馆', '仓库'] })
  const calls = await compiled<Calls>('calls.js')
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
    parse(await readFile(description, 'utf8')).paths as Record<
      string,
      Record<string, { operationId?: string }>
    >,
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
