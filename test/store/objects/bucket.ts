import { cpSync, existsSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import type { Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { basename, dirname, join } from 'node:path'
import type { Test } from 'tap'

/** The package has no types. */
type S3rver = { run(): Promise<AddressInfo>; close(): Promise<void>; httpServer: Server }
const S3rver = createRequire(import.meta.url)('@20minutes/s3rver') as new (options: object) => S3rver

/** A bucket on an S3 server of a test's own. */
export type Bucket = {
  /** What openStore is given as `pages`. */
  pages: { address: string; environment: Record<string, string> }
  /** The keys of the objects behind the prefix. */
  keys(): string[]
  /** Makes an object two days older. */
  age(key: string): void
  lose(key: string): void
  /** Makes copies of an object. */
  repeat(key: string, copies: readonly string[]): void
  close(): Promise<void>
  /** Serves again, at the same address. */
  open(): Promise<void>
}

const name = 'news'
const prefix = 'archive/pages'
const suffix = '._S3rver_object'

export async function startBucket(t: Test): Promise<Bucket> {
  const directory = t.testdir({ bucket: {} })
  const folder = join(directory, name, prefix)
  let port = 0
  let server: S3rver
  const open = async () => {
    server = new S3rver({ port, address: '127.0.0.1', silent: true, directory, configureBuckets: [{ name }] })
    const address = await server.run()
    port = address.port
  }
  const close = async () => {
    server.httpServer.closeAllConnections()
    await server.close()
  }
  await open()
  t.teardown(close)
  const file = (key: string) => join(folder, `${key}${suffix}`)
  return {
    pages: {
      address: `s3://${name}/${prefix}`,
      environment: {
        AWS_ACCESS_KEY_ID: 'S3RVER',
        AWS_SECRET_ACCESS_KEY: 'S3RVER',
        AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}`,
      },
    },
    keys: () =>
      (existsSync(folder) ? readdirSync(folder, { recursive: true }) : [])
        .map(String)
        .filter((path) => path.endsWith(suffix))
        .map((path) => path.slice(0, -suffix.length))
        .sort(),
    age(key) {
      const then = Date.now() / 1000 - 2 * 24 * 60 * 60
      utimesSync(file(key), then, then)
    },
    lose: (key) => rmSync(file(key)),
    repeat(key, copies) {
      const beside = dirname(file(key))
      const files = readdirSync(beside).filter((name) => name.startsWith(`${basename(key)}.`))
      for (const copy of copies.filter((one) => one !== key))
        for (const name of files)
          cpSync(join(beside, name), join(folder, dirname(copy), name.replace(basename(key), basename(copy))))
    },
    close,
    open,
  }
}
