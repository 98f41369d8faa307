import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { AwsClient } from 'aws4fetch'
import type { Test } from 'tap'
import { openStore } from '../../src/store/open.ts'
import { kill } from '../faults/process.ts'
import { entry } from '../store/entries.ts'
import { startBucket } from '../store/objects/bucket.ts'
import { rawExportOf } from '../store/raw-export.ts'
import { call, run, start } from './command.ts'

const client = new AwsClient({ accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER', service: 's3' })

/**
 * Stands between the command and the storage.
 * @param after is called when the storage has taken an object, before the command learns of it
 * @param before is called when it is to remove one, before it learns of that
 */
async function between(
  t: Test,
  storage: string,
  { after, before }: Record<'after' | 'before', () => Promise<void>>,
): Promise<string> {
  const pass = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = '', url, headers } = request
    const body = Buffer.concat(await request.toArray())
    if (method === 'DELETE') await before()
    // The signature is of the address that the command knows.
    const { range } = headers
    const answer = await client.fetch(storage + url, {
      method,
      ...(range !== undefined && { headers: { range } }),
      ...(method === 'PUT' && { body }),
    })
    if (method === 'PUT') await after()
    response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()))
  }
  const proxy = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy())
  }).listen(0, '127.0.0.1')
  t.teardown(() => {
    proxy.closeAllConnections()
    proxy.close()
  })
  await once(proxy, 'listening')
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
}

/** Deletes an article. */
const removing = `
  const { openStore } = await import('${import.meta.resolve('../../src/store/open.ts')}')
  const { DATABASE, PAGES: address } = process.env
  const store = await openStore(DATABASE, { pages: { address, environment: process.env } })
  await store.remove('alone')
`

async function killed(child: ChildProcess): Promise<void> {
  child.stdout?.resume()
  child.stderr?.resume()
  await once(child, 'exit')
}

/** A kill between object and row loses nothing, and what it leaves is swept. @param to an empty database */
export async function killBetween(t: Test, to: string): Promise<void> {
  const bucket = await startBucket(t)
  const folder = t.testdirName
  const inside = join(folder, 'inside.db')
  const store = await openStore(inside)
  await store.save(Array.from({ length: 105 }, (_, number) => entry({ id: `n${number}` })))
  const expected = await rawExportOf(store)
  await store.close()

  const { address, environment } = bucket.pages
  let puts = 0
  let child: ChildProcess | undefined
  const die = async () => {
    if (child === undefined) return
    await kill(child)
    // What was sent to the storage is not taken back by that.
    throw new Error('killed')
  }
  const endpoint = await between(t, environment.AWS_ENDPOINT_URL_S3 as string, {
    after: async () => {
      if (++puts === 2) await die()
    },
    before: die,
  })
  const env = { ...environment, AWS_ENDPOINT_URL_S3: endpoint, PAGES: address }
  child = start(['copy', inside, to], { environment: env })
  await killed(child)
  child = undefined
  t.equal(bucket.keys().length, 2, 'the second object has no rows')

  const again = await run(['copy', inside, to], { environment: env })
  t.match(again, { code: 0, stdout: '105 articles: 5 copied; 0 differ\n' })
  const copy = await openStore(to, { pages: bucket.pages })
  t.equal(await rawExportOf(copy), expected)
  await copy.save([entry({ id: 'alone' })])
  await copy.close()
  child = spawn(process.execPath, ['--input-type=module', '--eval', removing], {
    env: { ...process.env, ...env, DATABASE: to },
  })
  await killed(child)
  child = undefined
  t.equal(bucket.keys().length, 4, 'the object of the deleted page is there')
  for (const key of bucket.keys()) bucket.age(key)
  const verified = await call(['verify', '--database', to], { environment: env })
  t.match(verified, { code: 1, stdout: /is an object without a page.*\n2 faults\n$/ })
  t.match(await run(['sweep', '--database', to], { environment: env }), {
    code: 0,
    stdout: '4 objects: 2 removed, 0 rewritten\n',
  })
  t.match(await call(['verify', '--database', to], { environment: env }), { code: 0, stdout: 'sound\n' })
  t.match(await call(['sweep', '--database', to]), { code: 1, stderr: /PAGES names no object storage/ })
}
