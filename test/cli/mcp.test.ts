import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import t from 'tap'
import { mirrorPage } from '../http/pages.ts'
import { command, run } from './command.ts'

t.test("an assistant reads the archive, by the SDK's own client", async (t) => {
  const folder = t.testdir()
  for (const [n, title] of ['旧仓库改成图书馆', '图书馆重新开放', '河边的集市'].entries()) {
    const page = mirrorPage({
      id: `a${n + 1}`,
      title,
      tags: n < 2 ? ['图书馆'] : ['集市'],
      date: `2024-0${n + 1}-09`,
      ...(n === 2 && {
        paragraphs: ['河边的集市每周六开放，附近的居民来这里买菜，也来这里聊天，市长上周到场。'],
      }),
    })
    writeFileSync(join(folder, `a${n + 1}.md`), page)
  }
  const environment = { DATABASE: join(folder, 'test.db') }
  t.equal((await run(['import', folder], { environment })).code, 0)

  const client = new Client({ name: 'test', version: '1.0.0' })
  const env = { ...(process.env as Record<string, string>), ...environment }
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [command, 'mcp'], env }))
  t.teardown(() => client.close())
  const call = async (name: string, args: Record<string, unknown>) => {
    const { content, isError = false } = await client.callTool({ name, arguments: args })
    const [first] = content as { type: string; text: string }[]
    return {
      isError,
      text: first?.text ?? '',
      value: isError ? undefined : (JSON.parse(first?.text ?? '') as unknown),
    }
  }

  const { tools } = await client.listTools()
  t.strictSame(tools.map(({ name }) => name).sort(), [
    'count_by_month',
    'get_article',
    'list_tags',
    'list_versions',
    'search_articles',
  ])
  for (const { name, annotations } of tools) t.match(annotations, { readOnlyHint: true }, name)

  const found = await call('search_articles', { q: '圖書館', sort: 'oldest' })
  t.match(found.value, {
    total: 2,
    articles: [
      { id: 'a1', uri: 'broadsheet://articles/a1', snippet: /<mark>图书馆/ },
      { id: 'a2', uri: 'broadsheet://articles/a2' },
    ],
  })
  t.match((await call('search_articles', { tag: ['集市'] })).value, { total: 1, articles: [{ id: 'a3' }] })
  t.match((await call('get_article', { id: 'a2' })).value, {
    title: '图书馆重新开放',
    paragraphs: [/编号a2/],
  })
  t.match((await call('list_versions', { id: 'a2' })).value, [{ revision: 1, contentType: 'text/markdown' }])
  t.match((await call('list_tags', {})).value, [
    { tag: '图书馆', count: 2 },
    { tag: '集市', count: 1 },
  ])
  const curve = (await call('count_by_month', { from: '2024-02-01' })).value as {
    total: number
    months: object[]
  }
  t.equal(curve.total, 2)
  t.strictSame(
    new Set(curve.months.map((month) => JSON.stringify(month))),
    new Set(['2024-02', '2024-03'].map((value) => JSON.stringify({ value, count: 1 }))),
  )

  const none = await call('get_article', { id: 'absent' })
  t.match(none, { isError: true, text: /absent/ }, 'a refusal is told')
  const wrong = await call('search_articles', { from: 'never' }).catch((error: Error) => ({
    isError: true,
    text: error.message,
  }))
  t.match(wrong, { isError: true, text: /from|date/ }, 'wrong arguments are refused by the filters of lists')

  const { resourceTemplates } = await client.listResourceTemplates()
  t.match(resourceTemplates, [{ uriTemplate: 'broadsheet://articles/{id}' }])
  const { contents } = await client.readResource({ uri: 'broadsheet://articles/a1' })
  t.match(contents, [{ mimeType: 'text/markdown', text: /^# 旧仓库改成图书馆/ }])
})
