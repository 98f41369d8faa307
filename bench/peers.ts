import { existsSync, renameSync, rmSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import Database from 'better-sqlite3'
import Fastify from 'fastify'
import { openStore } from '../src/store/sqlite/open.ts'

/** What a user would take from npm instead, or write in ten lines. */
export const peers = {
  /** Fastify, a table of JSON and a SELECT a request. */
  rows: rowsServer,
  /** json-server, which holds everything in memory. */
  'json-server': jsonServer,
}
export type PeerName = keyof typeof peers

async function* articlesOf(database: string): AsyncGenerator<string, void, void> {
  const store = await openStore({ path: database, readOnly: true })
  const { articles } = await store.export({})
  for await (const json of articles) yield json.toString()
  await store.close()
}

/** The archive's articles in a table of their own, made once. */
async function rowsOf(database: string): Promise<string> {
  const path = database.replace(/\.db$/, '.rows.db')
  if (existsSync(path)) return path
  const draft = `${path}.draft`
  rmSync(draft, { force: true })
  const rows = new Database(draft)
  rows.exec(
    'CREATE TABLE articles (id TEXT PRIMARY KEY, source TEXT, published_at TEXT, json TEXT); BEGIN; CREATE INDEX by_source ON articles (source, published_at)',
  )
  const insert = rows.prepare('INSERT INTO articles VALUES (?, ?, ?, ?)')
  for await (const json of articlesOf(database)) {
    const { id, source, publishedAt } = JSON.parse(json)
    insert.run(id, source, publishedAt, json)
  }
  rows.exec('COMMIT')
  rows.close()
  renameSync(draft, path)
  return path
}

async function rowsServer(database: string): Promise<Server> {
  const rows = new Database(await rowsOf(database), { readonly: true })
  const one = rows.prepare('SELECT json FROM articles WHERE id = ?').pluck()
  const list = rows
    .prepare('SELECT json FROM articles WHERE source = ? ORDER BY published_at DESC LIMIT 20')
    .pluck()
  const app = Fastify()
  app.get<{ Params: { id: string } }>('/articles/:id', (request, reply) => {
    const json = one.get(request.params.id) as string | undefined
    return json === undefined ? reply.code(404).send() : reply.send(JSON.parse(json))
  })
  app.get<{ Querystring: { source: string } }>('/articles', (request, reply) =>
    reply.send({ items: (list.all(request.query.source) as string[]).map((json) => JSON.parse(json)) }),
  )
  await app.listen({ port: 0, host: '127.0.0.1' })
  return app.server
}

type JsonServer = {
  create(): RequestListener & { use(handler: unknown): void }
  router(data: object): unknown
}

async function jsonServer(database: string): Promise<Server> {
  const articles: unknown[] = []
  for await (const json of articlesOf(database)) articles.push(JSON.parse(json))
  // It comes without types.
  const name: string = 'json-server'
  const { default: library } = (await import(name)) as { default: JsonServer }
  const app = library.create()
  app.use(library.router({ articles }))
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}
