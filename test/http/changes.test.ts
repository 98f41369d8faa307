import t from 'tap'
import { type Service, startService } from './service.ts'
import { writeAtRandom } from './writing.ts'

/** Writes of each of two writers; `CHANGES_WRITES=5000` for a long run. */
const count = Number(process.env.CHANGES_WRITES ?? 150)

type Change = {
  sequence: number
  type: 'created' | 'updated' | 'deleted' | 'merged' | 'unmerged'
  id: string
  fields: string[]
  href: string
}
type Changes = { items: Change[]; next: string | null; lastSequence: number }

/** A copy of the archive that knows of it only what /changes says and where that leads. */
class Copy {
  readonly articles = new Map<string, string>()
  readonly faults: string[] = []
  sequence = 0
  readonly #service: Service

  constructor(service: Service) {
    this.#service = service
  }

  async apply({ sequence, type, id, href }: Change): Promise<void> {
    if (sequence !== this.sequence + 1) this.faults.push(`${sequence} after ${this.sequence}`)
    this.sequence = sequence
    // Merges of tags change no article.
    if (type === 'merged' || type === 'unmerged') return
    const isThere = this.articles.has(id)
    if (isThere !== (type !== 'created'))
      this.faults.push(`${sequence}: ${id} ${type}, ${isThere ? '' : 'not '}there`)
    if (type === 'deleted') {
      this.articles.delete(id)
      return
    }
    const reply = await this.#service.get(href)
    // Deleted meanwhile: a later change says so.
    this.articles.set(id, reply.status === 200 ? reply.text : '')
    if (reply.status !== 200 && reply.status !== 410) this.faults.push(`${href}: ${reply.status}`)
  }

  async follow(): Promise<void> {
    for (let path: string | null = `/changes?since=${this.sequence}&limit=25`; path !== null; ) {
      const page: Changes = (await this.#service.get(path)).json<Changes>()
      for (const change of page.items) await this.apply(change)
      path = page.next
    }
  }

  toString(): string {
    const lines = [...this.articles.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, json]) => `${json}\n`)
    return lines.join('')
  }
}

t.test('following /changes from 0 while others write builds an exact copy', async (t) => {
  const service = await startService(t)
  const copy = new Copy(service)
  let done = false
  const following = (async () => {
    while (!done) {
      await copy.follow()
      await new Promise((resolve) => setImmediate(resolve))
    }
    await copy.follow()
  })()
  const answers = await Promise.all(
    [1, 2].map((seed) => writeAtRandom(service, { count, seed, prefix: `a${seed}` })),
  )
  done = true
  await following
  t.match(
    answers,
    [{ 201: Number, 200: Number, 204: Number }, { 201: Number }],
    'articles came, changed and went',
  )
  t.strictSame(copy.faults, [])
  const exported = await service.get('/export')
  t.equal(String(copy), exported.text)
  t.equal(copy.sequence, Number(exported.headers['archive-sequence']))
  t.ok(copy.articles.size > 5)
})

t.test('the stream of events tells the same', async (t) => {
  const service = await startService(t)
  const copy = new Copy(service)
  await writeAtRandom(service, { count: 40, seed: 3, prefix: 'a3' })
  const abort = new AbortController()
  const headers = { accept: 'text/event-stream', 'last-event-id': '0' }
  const response = await fetch(`${service.origin}/changes`, { headers, signal: abort.signal })
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  const writing = writeAtRandom(service, { count: 40, seed: 4, prefix: 'a4' })
  let text = ''
  const readUpTo = async (sequence: number) => {
    while (copy.sequence < sequence) {
      text += (await reader.read()).value ?? ''
      const events = text.split('\n\n')
      text = events.pop() ?? ''
      for (const event of events) {
        const data = /^data: (.*)$/m.exec(event)?.[1]
        if (data !== undefined) await copy.apply(JSON.parse(data) as Change)
      }
    }
  }
  await writing
  const exported = await service.get('/export')
  await readUpTo(Number(exported.headers['archive-sequence']))
  abort.abort()
  t.strictSame(copy.faults, [])
  t.equal(String(copy), exported.text)
})

t.test('each change names the members that changed, and no others', async (t) => {
  const service = await startService(t)
  const before = new Map<string, Record<string, unknown>>()
  for (let seed = 10; seed < 90; seed++) {
    const { lastSequence } = await service.store.statistics()
    await writeAtRandom(service, { count: 1, seed, prefix: 'a5' })
    const { items } = (await service.get(`/changes?since=${lastSequence}`)).json<Changes>()
    const byId = new Map<string, string[]>()
    const ofArticles = items.filter(({ type }) => type !== 'merged' && type !== 'unmerged')
    for (const { id, fields } of ofArticles) byId.set(id, [...(byId.get(id) ?? []), ...fields])
    for (const [id, fields] of byId) {
      const reply = await service.get(`/articles/${id}`)
      const [was, is] = [before.get(id), reply.status === 200 ? reply.json() : undefined]
      if (is === undefined) before.delete(id)
      else before.set(id, is)
      if (
        was === undefined ||
        is === undefined ||
        items.some((change) => change.id === id && change.type !== 'updated')
      )
        continue
      const changed = Object.keys(is).filter((name) => JSON.stringify(is[name]) !== JSON.stringify(was[name]))
      // Addresses of tags follow from the tags.
      const own = new Set(['revision', 'updatedAt', 'tagLinks'])
      t.strictSame(
        [...new Set(fields)].filter((name) => !own.has(name)).toSorted(),
        changed.filter((name) => !own.has(name)).toSorted(),
        `${id} ${JSON.stringify(items)}`,
      )
    }
  }
})
