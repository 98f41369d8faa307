import { setTimeout as pause } from 'node:timers/promises'
import { kill, run, type Service, serve } from './process.ts'
import { below, type Random, randomOf } from './random.ts'
import { verified } from './verified.ts'

/** What a keeper knows of an article or an alias: what was last acknowledged. A tag that is one of its own is `deleted`. */
type Known = { text: string } | { mergedInto: string } | 'deleted'
type Step = { id: string; after: Known }
/** One request, and what is so when it is answered: several steps where pages are sent as lines of one. */
type Operation = { path: string; init: RequestInit; steps: readonly Step[] }

/** A client that writes to articles of its own, one request after another, and notes what was answered. */
type Client = {
  name: string
  random: Random
  acknowledged: Map<string, Known>
  /** Sent and not answered: each may have happened or not, but not by half. */
  underWay: readonly Step[]
  /** Versions that it made up, and operations that were answered. */
  versions: number
  answered: number
}

/** `operations`: how many were acknowledged. */
export type CrashResult = { rounds: number; operations: number; faults: string[] }

const idsOfClient = 40

export const pageOf = (id: string, text: string) =>
  `<!doctype html><html lang="zh"><head><title>标题 ${id}</title></head><body><article><h1>标题 ${id}</h1><p>${text}，这是一段足够长的正文，用来说明这一页确实是一篇文章。</p><p>第二段也有自己的内容，说明文章不止一段。</p></article></body></html>`

const html = { 'content-type': 'text/html' }
/** Tags that are merged into each client's own. */
const aliasesOfClient = 5

const tagOf = (client: string) => `${client}-tag`
const aliasOf = (client: string, index: number) => `${client}-alias-${index}`

const tagPath = (tag: string, alias: string) =>
  `/tags/${encodeURIComponent(tag)}/aliases/${encodeURIComponent(alias)}`

function nextStep(client: Client): Step {
  const id = `${client.name}-${below(client.random, idsOfClient)}`
  const state = client.acknowledged.get(id)
  if (state !== undefined && state !== 'deleted' && client.random() < 0.25) return { id, after: 'deleted' }
  client.versions++
  const text = `第${client.versions}版 ${client.name} ${Math.floor(client.random() * 1e9)}`
  return { id, after: { text } }
}

function nextOperation(client: Client): Operation {
  const draw = client.random()
  if (draw < 0.15) return mergerOf(client)
  const step = nextStep(client)
  const { id, after } = step
  if (after === 'deleted' || !('text' in after))
    return { path: `/articles/${id}`, init: { method: 'DELETE' }, steps: [step] }
  if (draw > 0.9) return linesOf(client)
  return {
    path: `/articles/${id}`,
    init: { method: 'PUT', headers: html, body: pageOf(id, after.text) },
    steps: [step],
  }
}

/** Stores a page that bears the tags which its client merges, and that nobody deletes. */
async function plantTags(address: string, { name }: Client): Promise<void> {
  const tags = [tagOf(name), ...Array.from({ length: aliasesOfClient }, (_, index) => aliasOf(name, index))]
  const page = pageOf(`${name}-tagged`, name)
  const body = page.replace('</title>', `</title><meta name="keywords" content="${tags.join(',')}">`)
  const response = await fetch(`${address}/articles/${name}-tagged`, { method: 'PUT', headers: html, body })
  if (response.status !== 201) throw new Error(await response.text())
}

/** Merges a tag into the client's own, or makes it one of its own again. */
function mergerOf({ name, random, acknowledged }: Client): Operation {
  const alias = aliasOf(name, below(random, aliasesOfClient))
  const state = acknowledged.get(alias)
  const isMerged = state !== undefined && state !== 'deleted'
  const tag = tagOf(name)
  return {
    path: tagPath(tag, alias),
    init: { method: isMerged ? 'DELETE' : 'PUT' },
    steps: [{ id: alias, after: isMerged ? 'deleted' : { mergedInto: tag } }],
  }
}

const linesAtOnce = 20

/** Pages as lines of one request, each of another article. */
function linesOf(client: Client): Operation {
  const steps = Array.from({ length: linesAtOnce }, (_, index): Step & { after: { text: string } } => {
    client.versions++
    return { id: `${client.name}-line-${index}`, after: { text: `第${client.versions}版 ${client.name}` } }
  })
  const body = steps.map(({ id, after }) =>
    JSON.stringify({ id, content: pageOf(id, after.text), contentType: 'text/html' }),
  )
  const headers = { 'content-type': 'application/x-ndjson' }
  return { path: '/articles', init: { method: 'POST', headers, body: `${body.join('\n')}\n` }, steps }
}

/** Sends an operation; each step is told of as it is acknowledged: a line of the answer does that for its page. */
async function send(address: string, operation: Operation, onStep: (step: Step) => void): Promise<void> {
  const { path, init, steps } = operation
  const response = await fetch(address + path, init)
  if (!response.ok) throw new RangeError(`${init.method} ${path}: ${response.status}`)
  if (steps.length === 1) {
    await response.arrayBuffer()
    return onStep(steps[0]!)
  }
  let rest = ''
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const lines = `${rest}${chunk}`.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const { line: number, result } = JSON.parse(line) as { line?: number; result?: string }
      if (number === undefined) continue
      if (result === 'failed') throw new RangeError(`${path}: ${line}`)
      onStep(steps[number - 1]!)
    }
  }
}

/** Writes until the service is gone. A refusal is a fault; a lost connection is the crash. */
async function work(client: Client, address: string, faults: string[], onAnswer: () => void): Promise<void> {
  for (;;) {
    const operation = nextOperation(client)
    client.underWay = operation.steps
    try {
      await send(address, operation, (step) => {
        client.acknowledged.set(step.id, step.after)
        client.underWay = client.underWay.filter((other) => other !== step)
        client.answered++
        onAnswer()
      })
    } catch (error) {
      if (error instanceof RangeError) faults.push(error.message)
      return
    }
  }
}

const same = (a: Known | undefined, b: Known | undefined) => JSON.stringify(a) === JSON.stringify(b)

async function stateOf(address: string, id: string): Promise<Known | undefined> {
  if (id.includes('-alias-')) return stateOfAlias(address, id)
  const response = await fetch(`${address}/articles/${id}`)
  if (response.status === 404) return undefined
  if (response.status === 410) return 'deleted'
  const { paragraphs } = (await response.json()) as { paragraphs: string[] }
  return { text: paragraphs[0]?.split('，')[0] ?? '' }
}

async function stateOfAlias(address: string, alias: string): Promise<Known> {
  const response = await fetch(`${address}/tags/${encodeURIComponent(alias)}`, { redirect: 'manual' })
  await response.arrayBuffer()
  const tag = response.headers.get('location')?.split('/').at(-1)
  return response.status === 308 ? { mergedInto: decodeURIComponent(tag ?? '') } : 'deleted'
}

/** Each acknowledged step is there; each one under way happened whole or not at all. */
async function check(client: Client, address: string, faults: string[]): Promise<void> {
  const pending = new Map(client.underWay.map(({ id, after }) => [id, after]))
  for (const id of new Set([...client.acknowledged.keys(), ...pending.keys()])) {
    const now = await stateOf(address, id)
    const before = client.acknowledged.get(id)
    const after = pending.get(id)
    if (after !== undefined && same(now, after)) client.acknowledged.set(id, after)
    else if (!same(now, before) && !(after !== undefined && before === undefined && now === 'deleted'))
      faults.push(`${id}: ${JSON.stringify(before)} was acknowledged, ${JSON.stringify(now)} is there`)
  }
  client.underWay = []
}

/** What was read of the change sequence: the last number, and each article's last change. */
type Followed = { sequence: number; last: Map<string, string> }

/** Reads the changes on from where it was. The sequence has no gap, and its last word on each article is true. */
async function follow(
  followed: Followed,
  clients: readonly Client[],
  address: string,
  faults: string[],
): Promise<void> {
  for (let next: string | null = `/changes?since=${followed.sequence}&limit=1000`; next !== null; ) {
    const page = (await (await fetch(address + next)).json()) as {
      items: { sequence: number; id: string; type: string }[]
      next: string | null
    }
    for (const { sequence, id, type } of page.items) {
      if (sequence !== followed.sequence + 1) faults.push(`change ${followed.sequence + 1} is missing`)
      followed.sequence = sequence
      followed.last.set(id, type)
    }
    next = page.items.length === 0 ? null : page.next
  }
  for (const client of clients) {
    for (const [id, state] of client.acknowledged) {
      if (!id.includes('-alias-') && (followed.last.get(id) === 'deleted') !== (state === 'deleted'))
        faults.push(`${id}: its last change is ${followed.last.get(id)}`)
    }
  }
}

/** Acknowledgements after which a service is killed at the latest. */
const mostAnswers = 60

/** Kills the service, which must have been alive until then: one that ends by itself is no crash of ours. */
async function killAlive({ child }: Service, faults: string[]): Promise<void> {
  const { exitCode, signalCode } = child
  if (exitCode !== null || signalCode !== null)
    faults.push(`the service ended by itself: ${exitCode ?? signalCode}`)
  await kill(child)
  if (child.signalCode !== 'SIGKILL')
    faults.push(`the service ended with ${child.exitCode ?? child.signalCode}`)
}

/**
 * Kills the service at random moments while clients ingest, update, delete and merge tags, and looks after each
 * restart whether everything that was acknowledged is there.
 *
 * @param options.longest milliseconds from the first answer until the service is killed, at most
 * @param options.onService is told of each service that is started, so that it can be ended whatever happens
 */
export async function crashService(options: {
  database: string
  rounds: number
  seed: number
  clients?: number
  longest?: number
  mostAnswers?: number
  onService?: (service: Service) => void
  onRound?: (round: number) => void
}): Promise<CrashResult> {
  const random = randomOf(options.seed)
  const faults: string[] = []
  const clients: Client[] = Array.from({ length: options.clients ?? 4 }, (_, index) => ({
    name: `client${index}`,
    random: randomOf(options.seed * 31 + index),
    acknowledged: new Map(),
    underWay: [],
    versions: 0,
    answered: 0,
  }))
  const started = async (): Promise<Service> => {
    const service = await serve(options.database)
    options.onService?.(service)
    return service
  }
  const followed: Followed = { sequence: 0, last: new Map() }
  let service = await started()
  for (const client of clients) await plantTags(service.address, client)
  for (let round = 1; round <= options.rounds; round++) {
    // The first page waits for the parser to start: a service killed before that has nothing to lose.
    const begun = Promise.withResolvers<void>()
    const enough = Promise.withResolvers<void>()
    let left = 1 + below(random, options.mostAnswers ?? mostAnswers)
    const working = clients.map((client) =>
      work(client, service.address, faults, () => {
        begun.resolve()
        if (--left === 0) enough.resolve()
      }),
    )
    const all = Promise.all(working)
    await Promise.race([begun.promise, all])
    await Promise.race([
      enough.promise,
      pause(below(random, options.longest ?? 3000), undefined, { ref: false }),
      all,
    ])
    await killAlive(service, faults)
    await all
    service = await started()
    for (const client of clients) await check(client, service.address, faults)
    await follow(followed, clients, service.address, faults)
    faults.push(...(await verified({ path: options.database, readOnly: true })).faults)
    options.onRound?.(round)
  }
  await follow({ sequence: 0, last: new Map() }, clients, service.address, faults)
  await killAlive(service, faults)
  const { code, stdout, stderr } = await run(['verify', '--database', options.database])
  if (code !== 0) faults.push(`verify: ${stdout}${stderr}`)
  return {
    rounds: options.rounds,
    operations: clients.reduce((sum, client) => sum + client.answered, 0),
    faults,
  }
}
