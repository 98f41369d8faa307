import type pg from 'pg'
import { Connection } from './connection.ts'
import type { Hosts } from './hosts.ts'

/** Milliseconds between two looks for what other nodes have written. */
const lookEvery = 20
/** Milliseconds after which a server that does not answer is taken for lost. */
const patience = 5000

/** A server, and the connection by which it is looked at. */
export type Watched = { hosts: Hosts; watching: pg.Pool }

/**
 * Asks a server for its generation again and again.
 * @param seen is told it; null where there was no answer
 * @returns what ends that
 */
function looksAt({ hosts, watching }: Watched, seen: (generation: number | null) => void): () => void {
  const connection = new Connection(watching)
  let isLooking = false
  const look = async () => {
    if (isLooking) return
    isLooking = true
    // An answer that came while this process was busy is read first.
    const overdue = setTimeout(() => setImmediate(() => isLooking && hosts.drop()), patience)
    const answer = connection.value<number>('SELECT generation FROM state')
    seen((await answer.catch(() => null)) ?? null)
    clearTimeout(overdue)
    isLooking = false
  }
  const timer = setInterval(() => void look(), lookEvery).unref()
  return () => clearInterval(timer)
}

/**
 * Knows how new answers have to be, and tells listeners when what is stored has changed: for this node's writes at once,
 * for those of others by looking at the server.
 */
export class Watch {
  readonly #primary: Watched
  readonly #replica: Watched | null
  readonly #lag: number
  readonly #listeners = new Set<() => void>()
  readonly #ends: (() => void)[] = []
  /** The generation that answers are of at least. */
  #known = -1
  /** The newest one that the primary was seen to have, and the replica; null where it gave no answer. */
  #newest: number | null = null
  #replicas: number | null = null
  /** Whether the primary did not answer: what takes its place may have other commits of the same numbers. */
  #isLost = false

  /** @param lag milliseconds that the answers of a replica may be behind the primary */
  constructor(primary: Watched, replica: Watched | null = null, lag = 0) {
    this.#primary = primary
    this.#replica = replica
    this.#lag = lag
    if (replica !== null) this.#start()
  }

  /** @returns a function that ends the calls */
  add(listener: () => void): () => void {
    this.#listeners.add(listener)
    if (this.#ends.length === 0) this.#start()
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0 && this.#replica === null) this.close()
    }
  }

  /** @param generation the one that a write of this node made, or that was read */
  changed(generation: number): void {
    this.#known = Math.max(this.#known, generation)
    for (const listener of this.#listeners) listener()
  }

  /** Whether the replica has all that it must have. */
  get isReplicaUsed(): boolean {
    return this.#replicas !== null && this.#known >= 0 && this.#replicas >= this.#known
  }

  /** Commits that the replica lacks; null where that is not known. */
  get commitsBehind(): number | null {
    if (this.#newest === null || this.#replicas === null) return null
    return Math.max(0, this.#newest - this.#replicas)
  }

  /**
   * @param generation what a replica was seen to have
   * @returns whether that is new enough. What is newer is the least from now on, so that no answer goes back
   */
  admitsReplica(generation: number): boolean {
    this.#replicas = Math.max(this.#replicas ?? 0, generation)
    return this.#admits(generation)
  }

  #admits(generation: number): boolean {
    if (generation > this.#known) this.changed(generation)
    return generation >= this.#known
  }

  #start(): void {
    this.#newest = null
    this.#ends.push(looksAt(this.#primary, (generation) => this.#seen(generation)))
    if (this.#replica === null) return
    this.#ends.push(
      looksAt(this.#replica, (generation) => {
        this.#replicas = generation
        if (generation !== null && this.#known >= 0) this.#admits(generation)
      }),
    )
  }

  #seen(generation: number | null): void {
    const before = this.#newest
    this.#newest = generation
    if (generation === null) this.#isLost = true
    if (generation === null) return
    if (before === null) {
      // The first look has nothing to compare with, but for what this node has written.
      const isNews = this.#isLost || generation !== this.#known
      this.#isLost = false
      this.#known = generation
      if (isNews) this.changed(generation)
    } else if (generation > before) {
      const ask = () => void this.#admits(generation)
      if (this.#replica === null) ask()
      else setTimeout(ask, this.#lag).unref()
    }
  }

  close(): void {
    for (const end of this.#ends.splice(0)) end()
  }
}
