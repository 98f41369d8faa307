import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { ItemOutcome } from '../ingest/ingest.ts'
import type { Store } from '../store/store.ts'

/** What the service counts, for Prometheus. */
export type Metrics = {
  registry: Registry
  requests: Counter<'operation' | 'status'>
  ingested: Counter<'result' | 'reason'>
  parseSeconds: Histogram
  searchSeconds: Histogram
  /** Counts the outcome of an item of many. */
  count(outcome: ItemOutcome): void
}

export function createMetrics(store: Store): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const ingested = new Counter({
    name: 'broadsheet_ingest_total',
    help: 'Pages by what became of them; a failed one with its problem.',
    labelNames: ['result', 'reason'],
    registers,
  })
  new Gauge({
    name: 'broadsheet_articles',
    help: 'Articles in the archive.',
    registers,
    async collect() {
      this.set((await store.statistics()).articles)
    },
  })
  new Gauge({
    name: 'broadsheet_store_bytes',
    help: 'Bytes of the store on disk.',
    registers,
    async collect() {
      this.set((await store.statistics()).size)
    },
  })
  return {
    registry,
    ingested,
    requests: new Counter({
      name: 'broadsheet_requests_total',
      help: 'Requests by operation and status.',
      labelNames: ['operation', 'status'],
      registers,
    }),
    parseSeconds: new Histogram({
      name: 'broadsheet_ingest_seconds',
      help: 'Time from a page to its stored article.',
      buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3],
      registers,
    }),
    searchSeconds: new Histogram({
      name: 'broadsheet_search_seconds',
      help: 'Time of a list with a query.',
      buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1],
      registers,
    }),
    count(outcome) {
      ingested.inc({
        result: outcome.result,
        reason: outcome.result === 'failed' ? outcome.problem.problem : '',
      })
    },
  }
}
