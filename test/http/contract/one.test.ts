import { createHash } from 'node:crypto'
import { mirrorPage, sentenceOf, webPage } from '../pages.ts'
import type { Promised } from './promise.ts'
import { pages, reading } from './shelf.ts'

const one: Promised[] = [
  {
    promise: 'GET /articles/{id} answers the article',
    request: ['GET', '/articles/a200000001'],
    status: 200,
    body: { id: 'a200000001' },
  },
  {
    promise: 'an unknown id: 404',
    request: ['GET', '/articles/a299999999'],
    status: 404,
    body: { type: '/problems/not-found' },
  },
  {
    promise: 'the raw page: its bytes, its type, and nothing that a browser would run',
    request: ['GET', '/articles/web-205/raw'],
    status: 200,
    headers: {
      'content-type': /^text\/html/,
      'content-disposition': /^attachment/,
      'content-security-policy': /sandbox;\s*default-src 'none'/,
      'x-content-type-options': 'nosniff',
      etag: /^"/,
    },
    also: async (t, _service, { bytes, headers }) => {
      const digest = createHash('sha256').update(bytes).digest('base64')
      t.equal(headers['repr-digest'], `sha-256=:${digest}:`)
      t.equal(bytes.toString(), pages[4]?.[0])
    },
  },
  {
    promise: 'the difference of two revisions: fields, paragraphs added, removed, altered',
    also: async (t, { post, get, call }) => {
      const told = { id: 'a200000007', tags: ['修订'] }
      const kept = '渡口从明天起恢复通航，头班船早上六点离岸，末班船晚上十点。'
      const lost = '旧灯塔的看守人说，他从来没有见过这样大的雾，整夜没有合眼。'
      const first = [sentenceOf('甲'), kept, lost]
      await post(mirrorPage({ ...told, title: '原来的标题', paragraphs: first }), 'text/markdown')
      const second = [
        sentenceOf('甲', '工期延长一年。'),
        kept,
        '这一段完全是新写的，讲的是停车场与公交车站。',
      ]
      await post(mirrorPage({ ...told, title: '改过的标题', paragraphs: second }), 'text/markdown')
      const diff = await get('/articles/a200000007/revisions?diff=1..2')
      t.equal(diff.status, 200)
      const { fields, paragraphs } = diff.json<{
        fields: { field: string; from: unknown; to: unknown }[]
        paragraphs: { added: unknown[]; removed: unknown[]; altered: unknown[] }
      }>()
      t.match(
        fields.find(({ field }) => field === 'title'),
        { from: '原来的标题', to: '改过的标题' },
      )
      t.ok(paragraphs.added.length + paragraphs.removed.length + paragraphs.altered.length >= 3)
      t.match(JSON.stringify(paragraphs.removed), /旧灯塔/, 'a paragraph gone')
      t.match(JSON.stringify(paragraphs.added), /停车场/, 'a paragraph new')
      t.match(JSON.stringify(paragraphs.altered), /工期延长/, 'a paragraph altered')
      t.equal((await get('/articles/a200000007/revisions?diff=1..9')).status, 404)
      t.equal((await get('/articles/a200000007/revisions?diff=x')).status, 400)
      await call('DELETE', '/articles/a200000007')
    },
  },
  {
    promise: 'similar: reprints with their similarity, not what is merely of one topic',
    also: async (t, { post, get, call }) => {
      const text = Array.from({ length: 12 }, (_, index) =>
        sentenceOf(`重印${index}`, `第${index}段说的是码头与渡船的历史。`),
      )
      await post(webPage({ id: '208', paragraphs: text, title: '码头的历史' }), 'text/html', '?id=web-208')
      await post(
        webPage({ id: '209', paragraphs: text.slice(0, 11), title: '码头的历史（转载）' }),
        'text/html',
        '?id=web-209',
      )
      const reply = await get('/articles/web-208/similar')
      t.equal(reply.status, 200)
      const { items } = reply.json<{
        items: { article?: { id: string }; id?: string; similarity: number }[]
      }>()
      t.match(JSON.stringify(items[0]), /web-209/)
      t.ok((items[0]?.similarity ?? 0) > 0.7 && (items[0]?.similarity ?? 0) <= 1)
      t.notMatch(JSON.stringify(items), /a200000004/)
      for (const id of ['web-208', 'web-209']) await call('DELETE', `/articles/${id}`)
    },
  },
]

reading('an article and what belongs to it', one)
