import { mirrorPage } from '../pages.ts'
import { contract, type Promised } from './promise.ts'

const page = (id: string, more = {}) => mirrorPage({ id, ...more })

const revisions: Promised[] = [
  {
    promise: 'each distinct version of a page is kept as it came',
    also: async (t, { post, get }) => {
      const versions = [page('a100000170'), page('a100000170', { title: '改过的标题' })]
      for (const version of [...versions, versions[1]!]) await post(version, 'text/markdown')
      t.match((await get('/articles/a100000170/revisions')).json(), {
        items: [
          { revision: 1, contentType: 'text/markdown', size: Buffer.byteLength(versions[0]!) },
          { revision: 2, size: Buffer.byteLength(versions[1]!) },
        ],
      })
      for (const [index, version] of versions.entries()) {
        const raw = await get(`/articles/a100000170/revisions/${index + 1}/raw`)
        t.equal(raw.text, version)
        t.equal((await get(`/articles/a100000170/revisions/${index + 1}`)).status, 200)
      }
      t.equal((await get('/articles/a100000170/raw')).text, versions[1])
      t.equal((await get('/articles/a100000170/revisions/3')).status, 404)
    },
  },
  {
    promise: 'DELETE answers 204; afterwards the article is 410 with the time, and the deletion is a change',
    also: async (t, { post, call, get }) => {
      await post(page('a100000171'), 'text/markdown')
      const removed = await call('DELETE', '/articles/a100000171')
      t.equal(removed.status, 204)
      t.equal(removed.text, '')
      for (const path of ['', '/raw', '/revisions', '/similar']) {
        const gone = await get(`/articles/a100000171${path}`)
        t.equal(gone.status, 410, path)
        t.match(gone.json(), { type: '/problems/gone', deletedAt: /^\d{4}-\d\d-\d\dT.*Z$/ })
      }
      t.equal((await call('DELETE', '/articles/a100000171')).status, 410)
      t.equal((await call('DELETE', '/articles/never-there')).status, 404)
      const changes = (await get('/changes?since=0&limit=1000')).json<{
        items: { id: string; type: string }[]
      }>()
      t.match(changes.items.at(-1), { id: 'a100000171', type: 'deleted' })
      t.match((await get('/articles?id=a100000171')).json(), { items: [] })
    },
  },
  {
    promise: 'ingesting the page again brings the article back',
    also: async (t, { post, call, get }) => {
      await post(page('a100000172'), 'text/markdown')
      await call('DELETE', '/articles/a100000172')
      const back = await post(page('a100000172'), 'text/markdown')
      t.equal(back.status, 201)
      t.equal(back.headers['ingest-result'], 'created')
      t.match((await get('/articles/a100000172')).json(), { id: 'a100000172', revision: 2 })
    },
  },
]

contract('ingest: versions and deletions', revisions)
