import { existsSync, renameSync, rmSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import Database from 'better-sqlite3'
import Fastify from 'fastify'
import { openStore } from '../src/store/sqlite/open.ts'

/** A list as any of the contenders can be asked for it, newest first. `page`: from 1 on. */
export type ListQuery = { tag?: string; source?: string; q?: string; limit: number; page?: number }

export type Peer = {
  name: string
  /** @returns a server on the archive's articles, which it has made its own copy of */
  serve(database: string): Promise<Server>
  /** @returns the path of a list of whole articles */
  pathOf(query: ListQuery): string
}

/** What a user would take from npm instead, or write in an afternoon. */
export const peers = {
  rows: {
    name: 'Fastify with SQLite',
    serve: rowsServer,
    pathOf: (query) => addressOf(query),
  },
  /** It holds everything in memory. */
  'json-server': {
    name: 'json-server',
    serve: jsonServer,
    pathOf: ({ limit, page = 1, tag, ...filters }) =>
      addressOf({
        ...filters,
        // It holds a regular expression against the tags in one line.
        ...(tag !== undefined && { tags_like: `(^|,)${tag}(,|$)` }),
        _sort: 'publishedAt',
        _order: 'desc',
        _limit: limit,
        _page: page,
      }),
  },
} satisfies Record<string, Peer>
export type PeerName = keyof typeof peers

const addressOf = (query: Record<string, string | number>) =>
  `/articles?${Object.entries(query)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')}`

async function* articlesOf(database: string): AsyncGenerator<string, void, void> {
  const store = await openStore({ path: database, readOnly: true })
  const { articles } = await store.export({})
  for await (const json of articles) yield json.toString()
  await store.close()
}

/** Each two characters of a text that stand side by side: the words of an index that knows no words. */
function pairsOf(text: string): string[] {
  const runs = text.match(/[\p{L}\p{N}]+/gu) ?? []
  return runs.flatMap((run) => {
    const characters = [...run]
    return characters.map((character, at) => character + (characters[at + 1] ?? ''))
  })
}

/** @returns what FTS5 looks for: the pairs one after another; one character is how a pair begins */
function phraseOf(query: string): string {
  const pairs = pairsOf(query)
  return pairs.length === 1 ? `"${pairs[0]}" *` : `"${pairs.slice(0, -1).join(' ')}"`
}

/** The archive's articles in tables of their own, made once. */
async function rowsOf(database: string): Promise<string> {
  const path = database.replace(/\.db$/, '.pairs.db')
  if (existsSync(path)) return path
  const draft = `${path}.draft`
  rmSync(draft, { force: true })
  const rows = new Database(draft)
  rows.exec(`
    CREATE TABLE articles (id TEXT PRIMARY KEY, source TEXT, published_at TEXT, json TEXT);
    CREATE INDEX by_source ON articles (source, published_at);
    CREATE TABLE tags (tag TEXT, published_at TEXT, article INTEGER);
    CREATE INDEX by_tag ON tags (tag, published_at);
    CREATE VIRTUAL TABLE texts USING fts5 (text, content = '');
    BEGIN`)
  const insert = rows.prepare('INSERT INTO articles VALUES (?, ?, ?, ?)')
  const insertTag = rows.prepare('INSERT INTO tags VALUES (?, ?, ?)')
  const insertText = rows.prepare('INSERT INTO texts (rowid, text) VALUES (?, ?)')
  for await (const json of articlesOf(database)) {
    const { id, source, publishedAt, title, tags, paragraphs } = JSON.parse(json)
    const row = insert.run(id, source, publishedAt, json).lastInsertRowid
    for (const tag of tags) insertTag.run(tag, publishedAt, row)
    insertText.run(row, pairsOf([title, ...paragraphs].join('\n')).join(' '))
  }
  rows.exec('COMMIT')
  rows.close()
  renameSync(draft, path)
  return path
}

/** A list's query as it comes in an address. */
type AskedList = Partial<Record<keyof ListQuery, string>>

async function rowsServer(database: string): Promise<Server> {
  const rows = new Database(await rowsOf(database), { readonly: true })
  const selected = (sql: string) => rows.prepare(sql).pluck()
  const newest = 'ORDER BY published_at DESC LIMIT ? OFFSET ?'
  const one = selected('SELECT json FROM articles WHERE id = ?')
  const ofSource = selected(`SELECT json FROM articles WHERE source = ? ${newest}`)
  const ofTag = selected(`SELECT json FROM articles JOIN
    (SELECT article, published_at AS at FROM tags WHERE tag = ? ${newest}) ON article = articles.rowid ORDER BY at DESC`)
  const found = selected(`SELECT json FROM articles
    WHERE rowid IN (SELECT rowid FROM texts WHERE texts MATCH ?) ${newest}`)
  const listOf = ({ tag, source, q, limit, page = '1' }: AskedList) => {
    const window = [Number(limit), (Number(page) - 1) * Number(limit)]
    if (q !== undefined) return found.all(phraseOf(q), ...window)
    return tag === undefined ? ofSource.all(source, ...window) : ofTag.all(tag, ...window)
  }
  const app = Fastify()
  app.get<{ Params: { id: string } }>('/articles/:id', (request, reply) => {
    const json = one.get(request.params.id) as string | undefined
    return json === undefined ? reply.code(404).send() : reply.send(JSON.parse(json))
  })
  app.get<{ Querystring: AskedList }>('/articles', (request, reply) =>
    reply.send({ items: (listOf(request.query) as string[]).map((json) => JSON.parse(json)) }),
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
