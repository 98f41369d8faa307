import t from 'tap'
import { z } from 'zod'
import { parametersReader } from '../../../src/http/request/input.ts'
import { startService } from '../service.ts'

t.test(
  'the names that other services have for a parameter are answered with the one of this service',
  async (t) => {
    const service = await startService(t)
    const rows: [string, RegExp][] = [
      ['/articles?facet=zzz', /There is no zzz\. It is one of tag, source, .*\.$/],
      ['/articles?page=2', /page: .*did you mean cursor\? `next`/],
      ['/articles?offset=20', /did you mean cursor\?/],
      ['/articles?search=a', /did you mean q\?/],
      ['/articles?query=a', /did you mean q\?/],
      ['/articles?author=a', /did you mean credit\?/],
      ['/articles?since=2022-01-01', /did you mean from\?.*\/changes\?since=/],
      ['/articles?per_page=5', /did you mean limit\?/],
      ['/articles?perPage=5', /did you mean limit\?/],
      ['/articles?order=asc', /did you mean sort\?/],
      ['/articles?tag[]=a', /tag\[\]: .*did you mean tag\? Repeat it/],
      ['/articles?tag%5B0%5D=a', /did you mean tag\?/],
      ['/articles?limt=5', /did you mean limit\?$/],
      ['/changes?page=2', /did you mean since\?/],
      ['/articles?constructor=1', /There is no such parameter\.$/],
    ]
    for (const [address, detail] of rows) {
      const { status, json } = await service.get(address)
      t.equal(status, 400, address)
      t.match(json().detail, detail)
    }
  },
)

t.test('what is wrong with a value is said in plain words', async (t) => {
  const service = await startService(t)
  const rows: [path: string, detail: string][] = [
    ['/articles?tag=', 'tag: must not be empty.'],
    ['/articles?count=yes', 'count: must be true or false.'],
    ['/articles?sort=up', 'sort: must be one of newest, oldest, relevance, ingested, updated.'],
    [`/articles?${'tag=a&'.repeat(21)}`, 'tag: may be given 20 times at most.'],
    ['/articles?limit=many', 'limit: must be a whole number.'],
    ['/changes?since=-1', 'since: must be at least 0.'],
    [`/articles?cursor=${'a'.repeat(2001)}`, 'cursor: must be at most 2000 characters.'],
    ['/articles/a/revisions/x', 'n: must be a whole number.'],
    [
      '/articles?source=A%20B',
      'source: must be 1 to 64 small letters (a-z), digits and hyphens, no hyphen first, as ntdtv.',
    ],
    [
      '/articles?warning=A%20B',
      'warning: must be 1 to 64 small letters (a-z), digits and hyphens, no hyphen first, as zone-assumed.',
    ],
    ['/articles?from=yesterday', 'from: must be a date (2022-08-15) or an RFC 3339 time with its offset.'],
    ['/articles?from=2022-02-30', 'from: is no date of the calendar.'],
    ['/articles/a/revisions/0', 'n: must be at least 1.'],
  ]
  for (const [path, detail] of rows)
    t.match(await service.get(path), { status: 400, text: `"detail":"${detail}"` }, path)
})

t.test('a parameter that must be there and is not', (t) => {
  const read = parametersReader(z.object({ name: z.string() }))
  t.throws(() => read({}), { problem: 'invalid-parameter', message: 'name: is missing.' })
  t.end()
})

t.test('newline-delimited JSON under each of its names', async (t) => {
  const service = await startService(t)
  const line = `${JSON.stringify({ content: '<title>t</title><p>The crane crossed the basin in the morning.</p>', contentType: 'text/html' })}\n`
  const names = ['x-ndjson', 'ndjson', 'jsonl', 'x-jsonlines']
  for (const name of names) {
    const { status, text } = await service.post(line, `application/${name}`, '?dryRun=true')
    t.equal(status, 200, name)
    t.match(text, /"result":"created"/)
  }
})
