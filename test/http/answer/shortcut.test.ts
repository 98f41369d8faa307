import { once } from 'node:events'
import { connect } from 'node:net'
import { gunzipSync } from 'node:zlib'
import t from 'tap'
import { etagOf } from '../../../src/store/sqlite/codebooks/record.ts'
import { openStore } from '../../../src/store/sqlite/open.ts'
import { entry } from '../../store/entries.ts'
import { mirrorPage, sentenceOf } from '../pages.ts'
import { type Reply, type Service, startService } from '../service.ts'

const paragraphs = Array.from({ length: 40 }, (_, index) => sentenceOf(`${index}`))

async function shelf(t: Parameters<typeof startService>[0]): Promise<Service> {
  const service = await startService(t)
  await service.post(mirrorPage({ id: 'a100000001', tags: ['图书馆', '城市'], paragraphs }), 'text/markdown')
  await service.post(mirrorPage({ id: 'a100000002', tags: ['图书馆'] }), 'text/markdown')
  return service
}

const comparable = ({ status, headers, text }: Reply) => {
  const { date: _date, ...rest } = headers
  return { status, headers: rest, text }
}

t.test('what is kept ready is answered as the operation answers it', async (t) => {
  const { get } = await shelf(t)
  const etagOf = async (path: string) => String((await get(path)).headers.etag)
  const since = 'Fri, 01 Jan 2100 00:00:00 GMT'
  for (const path of [
    '/articles/a100000001',
    '/articles?limit=1',
    '/tags',
    '/tags/%E5%9F%8E%E5%B8%82',
    '/sources',
  ]) {
    const etag = await etagOf(path)
    const isArticle = path.startsWith('/articles/')
    const asked: Record<string, string>[] = [
      {},
      { accept: '*/*' },
      { accept: 'application/json, text/plain, */*' },
      { accept: 'text/plain, application/json;q=0.5' },
      { 'if-none-match': etag },
      { 'if-none-match': `"other", W/${etag}` },
      { 'if-none-match': '"other"' },
      { 'if-modified-since': since },
    ]
    for (const coding of [undefined, 'identity', 'gzip', 'br, gzip;q=0.5', 'zstd', 'deflate', '*;q=0']) {
      for (const conditions of asked) {
        const headers = { ...conditions, ...(coding !== undefined && { 'accept-encoding': coding }) }
        const made = await get(path, headers)
        const ready = await get(path, headers)
        // An address that has to be decoded, and a type that lists do not look at.
        const byOperation = isArticle
          ? await get(path.replace(/1$/, '%31'), headers)
          : await get(path, { ...headers, accept: 'image/png' })
        const name = `${path} ${JSON.stringify(headers)}`
        t.strictSame(comparable(ready), comparable(byOperation), name)
        t.strictSame(comparable(ready), comparable(made), `${name} again`)
      }
    }
  }
})

t.test('what is written shows at once', async (t) => {
  const { call, get, post, store, database } = await shelf(t)
  const ids = async (path: string) =>
    (await get(path)).json<{ items: { id: string }[] }>().items.map(({ id }) => id)
  const path = '/articles?sort=oldest'
  t.strictSame(await ids(path), ['a100000001', 'a100000002'])
  t.strictSame(await ids(path), ['a100000001', 'a100000002'])
  await post(mirrorPage({ id: 'a100000003', date: '2024-01-01' }), 'text/markdown')
  t.strictSame(await ids(path), ['a100000003', 'a100000001', 'a100000002'], 'a new article')
  await call('DELETE', '/articles/a100000001')
  t.strictSame(await ids(path), ['a100000003', 'a100000002'], 'a deletion')
  t.equal((await get('/articles/a100000001')).status, 410)

  const tags = async () =>
    (await get('/tags')).json<{ items: { tag: string }[] }>().items.map(({ tag }) => tag)
  t.strictSame(await tags(), ['图书馆'])
  await call('PUT', `/tags/${encodeURIComponent('图书馆')}/aliases/${encodeURIComponent('书馆')}`)
  t.equal((await get(`/tags/${encodeURIComponent('书馆')}`)).status, 308, 'a merger')

  const before = await store.generation()
  const other = await openStore({ path: database })
  await other.remove('a100000003')
  await other.close()
  while ((await store.generation()) === before) await new Promise((resolve) => setImmediate(resolve))
  t.strictSame(await ids(path), ['a100000002'], 'what another process wrote')
})

t.test('each article has its own head, however often it and others are asked for', async (t) => {
  const { get, store } = await startService(t)
  const ids = Array.from({ length: 150 }, (_, index) => `a${index}`)
  for (const title of ['标题', '新的标题']) {
    await store.save(ids.map((id) => entry({ id, title: `${title}${id}` })))
    for (let round = 0; round < 8; round++) {
      for (const id of ids) {
        // Several times in a row, or once among others.
        for (let asked = round % 4; asked < 4; asked++) {
          const { headers, text } = await get(`/articles/${id}`)
          if (headers.etag !== `"${etagOf(text)}"` || !text.includes(`${title}${id}"`))
            t.fail(`${id} in round ${round}`)
        }
      }
    }
    const { headers } = await get('/articles/a7')
    t.equal((await get('/articles/a7', { 'if-none-match': String(headers.etag) })).status, 304)
    t.equal((await get('/articles/a8', { 'if-none-match': String(headers.etag) })).status, 200)
  }
})

t.test('an answer that is compressed again is the same', async (t) => {
  const { get } = await shelf(t)
  for (const coding of ['br', 'zstd', 'gzip']) {
    const headers = { 'accept-encoding': coding }
    const [first, second] = [
      await get('/articles/a100000001', headers),
      await get('/articles/a100000001', headers),
    ]
    t.equal(first.headers['content-encoding'], coding)
    t.strictSame(comparable(first), comparable(second))
    t.equal(first.text, (await get('/articles/a100000001')).text)
    const known = await get('/articles/a100000001', {
      ...headers,
      'if-none-match': String(first.headers.etag),
    })
    t.equal(known.status, 304)
  }
})

/** The status and body of each answer on a connection, one behind the other. */
function answersOf(bytes: Buffer): { status: number; body: Buffer }[] {
  const answers = []
  for (let at = 0; at < bytes.length; ) {
    const bodyAt = bytes.indexOf('\r\n\r\n', at) + 4
    const head = bytes.toString('latin1', at, bodyAt)
    const end = bodyAt + Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1])
    answers.push({ status: Number(head.slice(9, 12)), body: bytes.subarray(bodyAt, end) })
    at = end
  }
  return answers
}

t.test('more to compress than the service can is refused, the rest is answered in order', async (t) => {
  const { origin, store } = await startService(t, { CACHE_SIZE: '0', READS_AT_ONCE: '1' })
  const ids = Array.from({ length: 100 }, (_, index) => `a${index}`)
  await store.save(ids.map((id) => entry({ id, paragraphs: [`${id} `.repeat(10_000)] })))
  const asked = Array.from({ length: 300 }, (_, index) => ids[(index * 7) % ids.length] ?? '')
  const requests = asked.map((id, index) => {
    const connection = index === asked.length - 1 ? 'close' : 'keep-alive'
    return `GET /articles/${id} HTTP/1.1\r\nhost: localhost\r\naccept-encoding: gzip\r\nconnection: ${connection}\r\n\r\n`
  })
  const connections = Array.from({ length: 12 }, async () => {
    const socket = connect(Number(new URL(origin).port), '127.0.0.1')
    const chunks: Buffer[] = []
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.write(requests.join(''))
    await once(socket, 'end')
    return answersOf(Buffer.concat(chunks))
  })
  const all = await Promise.all(connections)
  t.strictSame([...new Set(all.flat().map(({ status }) => status))].sort(), [200, 503])
  for (const answers of all) {
    t.equal(answers.length, asked.length)
    const wrong = answers.filter(({ status, body }, index) => {
      const json = JSON.parse(String(status === 200 ? gunzipSync(body) : body)) as { id?: string }
      return json.id !== (status === 200 ? asked[index] : undefined)
    })
    t.strictSame(wrong, [])
  }
})

t.test('an answer is whole however slowly its client takes it', async (t) => {
  const { get, origin, store } = await startService(t)
  const ids = Array.from({ length: 500 }, (_, index) => `a${index}`)
  const textOf = (id: string) => `${id} `.repeat(12_000 / (id.length + 1))
  await store.save(ids.map((id) => entry({ id, paragraphs: [textOf(id)] })))
  const [slowly, quickly] = [ids.slice(0, 300), ids.slice(300)]

  // It reads nothing before others were answered: what the system's buffers do not take waits in the service.
  const socket = connect(Number(new URL(origin).port), '127.0.0.1')
  for (const id of slowly) {
    const connection = id === slowly.at(-1) ? 'close' : 'keep-alive'
    socket.write(`GET /articles/${id} HTTP/1.1\r\nhost: localhost\r\nconnection: ${connection}\r\n\r\n`)
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  for (const id of quickly) t.ok((await get(`/articles/${id}`)).text.includes(`"${textOf(id)}"`), id)
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => chunks.push(chunk))
  await once(socket, 'end')
  const answers = Buffer.concat(chunks).toString().split('HTTP/1.1 200').slice(1)
  t.equal(answers.length, slowly.length)
  t.strictSame(
    slowly.filter((id, index) => !answers[index]?.includes(`"paragraphs":["${textOf(id)}"]`)),
    [],
  )
})
