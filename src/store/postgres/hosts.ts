import { Socket } from 'node:net'
import pg from 'pg'

/** The parts of postgres://USER@HOST:PORT,HOST:PORT/DATABASE before, of and behind the hosts (libpq, "Connection URIs"). */
const parts = /^(postgres(?:ql)?:\/\/(?:[^@/?#]*@)?)([^/?#]*)(.*)$/is

/** A host that answers and is no primary. */
class StandbyError extends Error {
  readonly code = 'ECONNREFUSED'
}

/**
 * The hosts that an address names. All connections go to one of them, until that one can no longer be reached or is no
 * primary: then to the next.
 */
export class Hosts {
  /** An address for each host. */
  readonly urls: readonly string[]
  /** Settings of sessions that the address gives. */
  readonly options: string
  /** The open connections, and the number of the host of each. */
  readonly #sockets = new Map<Socket, number>()
  #current = 0

  /**
   * @param url as libpq reads it, with one host or several
   * @throws TypeError, where it is no address
   */
  constructor(url: string) {
    const [, before = '', hosts = url, behind = ''] = parts.exec(url) ?? []
    const addresses = hosts.split(',').map((host) => new URL(before + host + behind))
    this.options = addresses[0]?.searchParams.get('options') ?? ''
    this.urls = addresses.map((address) => {
      address.searchParams.delete('options')
      return address.href
    })
  }

  /** Ends all connections, of a host that does not answer. */
  drop(): void {
    for (const socket of this.#sockets.keys()) socket.destroy(new Error('Connection terminated: no answer'))
  }

  /** Ends all connections with other hosts than a primary: one that stopped could keep them waiting for ever. */
  #leaveOthers(primary: number): void {
    for (const [socket, host] of this.#sockets)
      if (host !== primary) socket.destroy(new Error('Connection terminated: another host is the primary'))
  }

  /**
   * @param isPrimary whether a host is passed over that only follows another one
   * @returns the class of the pool's clients, each of which goes to the host that is in use when it is made
   */
  clients(options: pg.ClientConfig, isPrimary: boolean): new () => pg.Client {
    const hosts = this
    return class extends pg.Client {
      readonly #host = hosts.#current

      constructor() {
        super({ ...options, connectionString: hosts.urls[hosts.#current], stream: () => hosts.#socket() })
        // A connection that fails in use says so to the statement that it runs as well.
        this.on('error', () => undefined)
      }

      override connect(): Promise<pg.Client>
      override connect(callback: (error: Error) => void): void
      override connect(callback?: (error: Error) => void): Promise<pg.Client> | undefined {
        const connected = this.#connected()
        if (callback === undefined) return connected
        connected.then(() => callback(null as unknown as Error), callback)
        return undefined
      }

      async #connected(): Promise<this> {
        try {
          await super.connect()
          if (isPrimary && hosts.urls.length > 1) await this.#checkPrimary()
          return this
        } catch (error) {
          if (hosts.#current === this.#host) hosts.#current = (this.#host + 1) % hosts.urls.length
          throw error
        }
      }

      async #checkPrimary(): Promise<void> {
        const { rows } = await this.query<{ standby: boolean }>('SELECT pg_is_in_recovery() AS standby')
        if (rows[0]?.standby === false) {
          hosts.#leaveOthers(this.#host)
          return
        }
        await this.end()
        throw new StandbyError('no host is a primary')
      }
    }
  }

  #socket(): Socket {
    const socket = new Socket()
    this.#sockets.set(socket, this.#current)
    return socket.once('close', () => this.#sockets.delete(socket))
  }
}
