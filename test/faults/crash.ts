import { setTimeout as pause } from 'node:timers/promises'
import { kill, run, type Service, serve } from './process.ts'
import { below, type Random, randomOf } from './random.ts'
import { verified } from './verified.ts'

/** What an article's keeper knows of it: the text last acknowledged, or that it is deleted. */
type Known = { text: string } | 'deleted'
type Operation = { id: string; after: Known }

/** A client that writes to articles of its own, one request after another, and notes what was answered. */
type Client = {
  name: string
  random: Random
  acknowledged: Map<string, Known>
  /** Sent and not answered: it may have happened or not, but not by half. */
  underWay: Operation | null
  /** Versions that it made up, and operations that were answered. */
  versions: number
  answered: number
}

/** `operations`: how many were acknowledged. */
export type CrashResult = { rounds: number; operations: number; faults: string[] }

const idsOfClient = 40

export const pageOf = (id: string, text: string) =>
  `<!doctype html><html lang="zh"><head><title>标题 ${id}</title></head><body><article><h1>标题 ${id}</h1><p>${text}，这是一段足够长的正文，用来说明这一页确实是一篇文章。</p><p>第二段也有自己的内容，说明文章不止一段。</p></article></body></html>`

function nextOperation(client: Client): Operation {
  const id = `${client.name}-${below(client.random, idsOfClient)}`
  const state = client.acknowledged.get(id)
  if (state !== undefined && state !== 'deleted' && client.random() < 0.25) return { id, after: 'deleted' }
  client.versions++
  return { id, after: { text: `第${client.versions}版 ${client.name} ${Math.floor(client.random() * 1e9)}` } }
}

async function send(address: string, { id, after }: Operation): Promise<void> {
  const response =
    after === 'deleted'
      ? await fetch(`${address}/articles/${id}`, { method: 'DELETE' })
      : await fetch(`${address}/articles/${id}`, {
          method: 'PUT',
          headers: { 'content-type': 'text/html' },
          body: pageOf(id, after.text),
        })
  await response.arrayBuffer()
  if (!response.ok) throw new RangeError(`${id}: ${response.status}`)
}

/** Writes until the service is gone. A refusal is a fault; a lost connection is the crash. */
async function work(client: Client, address: string, faults: string[], onAnswer: () => void): Promise<void> {
  for (;;) {
    const operation = nextOperation(client)
    client.underWay = operation
    try {
      await send(address, operation)
    } catch (error) {
      if (error instanceof RangeError) {
        faults.push(error.message)
        client.underWay = null
      }
      return
    }
    client.acknowledged.set(operation.id, operation.after)
    client.underWay = null
    client.answered++
    onAnswer()
  }
}

const same = (a: Known | undefined, b: Known | undefined) => JSON.stringify(a) === JSON.stringify(b)

async function stateOf(address: string, id: string): Promise<Known | undefined> {
  const response = await fetch(`${address}/articles/${id}`)
  if (response.status === 404) return undefined
  if (response.status === 410) return 'deleted'
  const { paragraphs } = (await response.json()) as { paragraphs: string[] }
  return { text: paragraphs[0]?.split('，')[0] ?? '' }
}

/** Each acknowledged operation is there; the one under way happened whole or not at all. */
async function check(client: Client, address: string, faults: string[]): Promise<void> {
  const { underWay } = client
  const ids = new Set([...client.acknowledged.keys(), ...(underWay ? [underWay.id] : [])])
  for (const id of ids) {
    const now = await stateOf(address, id)
    const before = client.acknowledged.get(id)
    if (underWay?.id === id && same(now, underWay.after)) client.acknowledged.set(id, underWay.after)
    else if (!same(now, before))
      faults.push(`${id}: ${JSON.stringify(before)} was acknowledged, ${JSON.stringify(now)} is there`)
  }
  client.underWay = null
}

/** The change sequence has no gap, and its last word on each article is what the article answers. */
async function checkChanges(clients: readonly Client[], address: string, faults: string[]): Promise<void> {
  const last = new Map<string, string>()
  let expected = 1
  for (let next: string | null = '/changes?since=0&limit=1000'; next !== null; ) {
    const page = (await (await fetch(address + next)).json()) as {
      items: { sequence: number; id: string; type: string }[]
      next: string | null
    }
    for (const { sequence, id, type } of page.items) {
      if (sequence !== expected) faults.push(`change ${expected} is missing`)
      expected = sequence + 1
      last.set(id, type)
    }
    next = page.items.length === 0 ? null : page.next
  }
  for (const client of clients) {
    for (const [id, state] of client.acknowledged) {
      if ((last.get(id) === 'deleted') !== (state === 'deleted'))
        faults.push(`${id}: its last change is ${last.get(id)}`)
    }
  }
}

/**
 * Kills the service at random moments while clients ingest, update and delete, and looks after each restart whether
 * everything that was acknowledged is there.
 */
export async function crashService(options: {
  database: string
  rounds: number
  seed: number
  clients?: number
  longest?: number
  onRound?: (round: number) => void
}): Promise<CrashResult> {
  const random = randomOf(options.seed)
  const faults: string[] = []
  const clients: Client[] = Array.from({ length: options.clients ?? 4 }, (_, index) => ({
    name: `client${index}`,
    random: randomOf(options.seed * 31 + index),
    acknowledged: new Map(),
    underWay: null,
    versions: 0,
    answered: 0,
  }))
  let service: Service = await serve(options.database)
  for (let round = 1; round <= options.rounds; round++) {
    // The first page waits for the parser to start: a service killed before that has nothing to lose.
    const begun = Promise.withResolvers<void>()
    const working = clients.map((client) => work(client, service.address, faults, begun.resolve))
    await Promise.race([begun.promise, Promise.all(working)])
    await pause(below(random, options.longest ?? 400))
    await kill(service.child)
    await Promise.all(working)
    service = await serve(options.database)
    for (const client of clients) await check(client, service.address, faults)
    await checkChanges(clients, service.address, faults)
    faults.push(...(await verified({ path: options.database, readOnly: true })).faults)
    options.onRound?.(round)
  }
  await kill(service.child)
  const { code, stdout, stderr } = await run(['verify', '--database', options.database])
  if (code !== 0) faults.push(`verify: ${stdout}${stderr}`)
  return {
    rounds: options.rounds,
    operations: clients.reduce((sum, client) => sum + client.answered, 0),
    faults,
  }
}
