import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Ingest } from '../ingest/ingest.ts'
import type { QueueDepth, Store, StoreConnections } from '../store/store.ts'

/** What the service counts, for Prometheus. */
export type Metrics = {
  contentType: string
  /** The exposition format. */
  text(): Promise<string>
  /** Counts a request. */
  request(operation: string, status: number): void
  /** @returns what ends the measure of a search */
  search(): () => void
}

/** @param sources known by name; what senders call others would be a series of numbers each */
export function createMetrics(
  store: Pick<Store, 'statistics' | 'connections' | 'queueDepth'>,
  ingest: Pick<Ingest, 'observe'>,
  sources: readonly string[],
): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const request = countRequests(registry)
  observeIngest(registry, ingest, new Set(sources))
  const searches = new Histogram({
    name: 'broadsheet_search_seconds',
    help: 'Time of a list with a query.',
    buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1],
    registers,
  })
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers })
  const articles = gauge('broadsheet_articles', 'Articles in the archive.')
  const size = gauge('broadsheet_store_bytes', 'Bytes of the store on disk.')
  const sequence = gauge('broadsheet_last_sequence', 'The number of the last change.')
  if (store.connections !== undefined) observeConnections(registry, store.connections.bind(store))
  if (store.queueDepth !== undefined) observeQueue(registry, store.queueDepth.bind(store))
  return {
    contentType: registry.contentType,
    async text() {
      const statistics = await store.statistics()
      articles.set(statistics.articles)
      size.set(statistics.size)
      sequence.set(statistics.lastSequence)
      return registry.metrics()
    },
    request,
    search: () => searches.startTimer(),
  }
}

function observeConnections(registry: Registry, connectionsOf: () => StoreConnections): void {
  new Gauge({
    name: 'broadsheet_store_connections',
    help: "Connections to the database's server, and requests that wait for one.",
    labelNames: ['pool', 'state'],
    registers: [registry],
    collect() {
      for (const { pool, ...states } of connectionsOf().pools)
        for (const [state, count] of Object.entries(states)) this.set({ pool, state }, count)
    },
  })
  new Gauge({
    name: 'broadsheet_replica_commits_behind',
    help: 'Commits that the replica lacks; NaN where none is read or none answers.',
    registers: [registry],
    collect() {
      this.set(connectionsOf().commitsBehind ?? Number.NaN)
    },
  })
}

function observeQueue(registry: Registry, depthOf: () => Promise<QueueDepth | null>): void {
  new Gauge({
    name: 'broadsheet_jobs',
    help: 'Jobs for workers that wait, are at work, or have failed for good.',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      for (const [state, count] of Object.entries((await depthOf()) ?? {})) this.set({ state }, count)
    },
  })
}

/** Counts in a plain table, which is read when it is asked for: a counter's own labels cost more than an answer. */
function countRequests(registry: Registry): Metrics['request'] {
  const counts = new Map<string, Map<number, number>>()
  new Counter({
    name: 'broadsheet_requests_total',
    help: 'Requests by operation and status.',
    labelNames: ['operation', 'status'],
    registers: [registry],
    collect() {
      this.reset()
      for (const [operation, byStatus] of counts)
        for (const [status, count] of byStatus) this.inc({ operation, status }, count)
    },
  })
  return (operation, status) => {
    let byStatus = counts.get(operation)
    if (byStatus === undefined) {
      byStatus = new Map()
      counts.set(operation, byStatus)
    }
    byStatus.set(status, (byStatus.get(status) ?? 0) + 1)
  }
}

function observeIngest(
  registry: Registry,
  ingest: Pick<Ingest, 'observe'>,
  known: ReadonlySet<string>,
): void {
  const results = new Counter({
    name: 'broadsheet_ingest_total',
    help: 'Pages by source and what became of them; a failed one with its problem as the reason.',
    labelNames: ['source', 'result', 'reason'],
    registers: [registry],
  })
  const parsing = new Histogram({
    name: 'broadsheet_parse_seconds',
    help: 'Time from a page to its article, waiting for a thread included.',
    buckets: [0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3],
    registers: [registry],
  })
  ingest.observe({
    parsed: (seconds) => parsing.observe(seconds),
    done(source, result, reason) {
      const name = source === null ? '' : known.has(source) ? source : 'other'
      results.inc({ source: name, result, reason: reason ?? '' })
    },
  })
}
