import { hash } from 'node:crypto'
import { comparableUrl } from '../../../address.ts'
import type { Article } from '../../../article.ts'
import { absence, type KnownId } from '../../rules/save.ts'
import type { Connection } from '../connection.ts'
import type { Transaction } from '../transaction.ts'

/** `revision`: the current one, of a deleted article the last one that it was given. */
export type ArticleRow = KnownId & { key: number }

const columns = 'key, id, revision, deleted_at AS "deletedAt"'

export async function rowOf(connection: Connection, id: string): Promise<ArticleRow | undefined> {
  return connection.row<ArticleRow>(`SELECT ${columns} FROM articles WHERE id = $1`, id)
}

/** @throws Problem not-found, gone */
export async function livingRowOf(connection: Connection, id: string): Promise<ArticleRow> {
  const row = await rowOf(connection, id)
  if (row === undefined || row.deletedAt !== null) throw absence(id, row)
  return row
}

const digestOf = (url: string | null): Buffer | null => {
  const address = url === null ? null : comparableUrl(url)
  return address === null ? null : hash('sha256', address, 'buffer')
}

/**
 * @param locked keeps other nodes from writing the rows until the transaction ends
 * @returns the row of an id, and that of the living article of an address
 */
export async function rowsOf(
  connection: Connection,
  id: string,
  url: string | null,
  locked = false,
): Promise<{ byId: ArticleRow | undefined; byUrl: ArticleRow | undefined }> {
  const digest = digestOf(url)
  const rows = await connection.rows<ArticleRow & { isOfUrl: boolean | null }>(
    `SELECT ${columns}, url_digest = $2 AS "isOfUrl" FROM articles WHERE id = $1 OR url_digest = $2
     ORDER BY key ${locked ? 'FOR UPDATE' : ''}`,
    id,
    digest,
  )
  const given = ({ isOfUrl: _, ...row }: ArticleRow & { isOfUrl: boolean | null }): ArticleRow => row
  const [byId, byUrl] = [rows.find((row) => row.id === id), rows.find((row) => row.isOfUrl === true)]
  return { byId: byId && given(byId), byUrl: byUrl && given(byUrl) }
}

/**
 * Keeps other nodes from writing the rows until the transaction ends.
 * @returns the rows by id, and those of the living articles of the addresses, as `comparableUrl` gives them
 */
export async function rowsOfMany(
  connection: Connection,
  articles: readonly { id: string; url: string | null }[],
): Promise<{ rows: Map<string, ArticleRow>; owners: Map<string, ArticleRow> }> {
  const addresses = articles.flatMap(({ url }) => (url === null ? [] : (comparableUrl(url) ?? [])))
  const addressOf = new Map(addresses.map((address) => [hash('sha256', address), address]))
  const found = await connection.rows<ArticleRow & { digest: Buffer | null }>(
    `SELECT ${columns}, url_digest AS digest FROM articles WHERE id = ANY($1) OR url_digest = ANY($2)
     ORDER BY key FOR UPDATE`,
    articles.map(({ id }) => id),
    [...addressOf.keys()].map((digest) => Buffer.from(digest, 'hex')),
  )
  const rows = new Map<string, ArticleRow>()
  const owners = new Map<string, ArticleRow>()
  for (const { digest, ...row } of found) {
    rows.set(row.id, row)
    const address = digest === null ? undefined : addressOf.get(digest.toString('hex'))
    if (address !== undefined) owners.set(address, row)
  }
  return { rows, owners }
}

/** @returns the living article of this address */
export async function rowOfUrl(connection: Connection, url: string): Promise<ArticleRow | undefined> {
  return connection.row<ArticleRow>(`SELECT ${columns} FROM articles WHERE url_digest = $1`, digestOf(url))
}

type Found = Pick<Article, 'revision' | 'nativeId' | 'url'>
const foundBy = ({ revision, nativeId, url }: Found) => [revision, nativeId, digestOf(url)] as const

/** Gives an id its place. Where another node did so meanwhile the transaction is run again. */
export async function addRow(
  { connection }: Transaction,
  article: Found & { id: string },
): Promise<{ key: number }> {
  const sql = `INSERT INTO articles (id, revision, native_id, url_digest) VALUES ($1, $2, $3, $4) RETURNING key`
  return { key: (await connection.value<number>(sql, article.id, ...foundBy(article))) as number }
}

/** `revision`: 1 where it is not given. */
type Placed = { id: string; nativeId: string | null; url: string | null; revision?: number }

/**
 * Gives places to new articles, in their order.
 * @returns the keys by id, of those alone whose id and address are nobody's, nor those of one that comes before
 */
export async function addRows(
  { connection }: Transaction,
  articles: readonly Placed[],
): Promise<Map<string, number>> {
  const seen = new Set<string>()
  const asked = articles
    .map(({ url, revision = 1, ...rest }) => ({ ...rest, revision, digest: digestOf(url) }))
    .filter(({ id, digest }) => {
      const names = [`id ${id}`, ...(digest === null ? [] : [digest.toString('hex')])]
      const isFirst = !names.some((name) => seen.has(name))
      for (const name of names) seen.add(name)
      return isFirst
    })
  if (asked.length === 0) return new Map()
  const rows = await connection.rows<{ id: string; key: number }>(
    `INSERT INTO articles (id, revision, native_id, url_digest)
     SELECT id, revision, native_id, digest
     FROM unnest($1::text[], $2::integer[], $3::text[], $4::bytea[]) WITH ORDINALITY
       AS given (id, revision, native_id, digest, number)
     WHERE NOT EXISTS (SELECT FROM articles AS known WHERE known.id = given.id)
       AND NOT EXISTS (SELECT FROM articles AS known WHERE known.url_digest = given.digest)
     ORDER BY number RETURNING id, key`,
    asked.map(({ id }) => id),
    asked.map(({ revision }) => revision),
    asked.map(({ nativeId }) => nativeId),
    asked.map(({ digest }) => digest),
  )
  return new Map(rows.map(({ id, key }) => [id, key]))
}

/** Writes the columns by which an article is found. */
export async function writeRow({ connection }: Transaction, key: number, article: Article): Promise<void> {
  const sql =
    'UPDATE articles SET deleted_at = NULL, revision = $2, native_id = $3, url_digest = $4 WHERE key = $1'
  await connection.run(sql, key, ...foundBy(article))
}
