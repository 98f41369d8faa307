/** As Node.js's own: one answer that a slow client takes its time for keeps no more than this. */
const slabSize = 2 ** 16
/** What is larger has memory of its own. */
const longestLease = slabSize / 2
const idleSlabs = 16

/** Memory that answers stand in, one behind the other. */
export class Slab {
  readonly bytes: Buffer
  /** Where the next answer begins. */
  used = 0
  /** How many answers stand in it that were not given back. */
  leases = 0

  constructor(size: number) {
    this.bytes = Buffer.allocUnsafe(size)
  }
}

/**
 * Slabs that are used again once all that stands in them was given back. Answers that each take new memory cost a
 * third more: V8 sees megabytes outside of its heap come and go, and looks through all of the heap for what holds them.
 * Who gives nothing back does no harm: the slab is then left to the garbage collector.
 */
export class Slabs {
  #current = new Slab(slabSize)
  readonly #idle: Slab[] = []

  /** @returns a slab with so many bytes free behind `used` */
  withRoom(length: number): Slab {
    if (length > longestLease) return new Slab(length)
    if (this.#current.used + length > slabSize) this.#current = this.#idle.pop() ?? new Slab(slabSize)
    return this.#current
  }

  /** Gives back what one lease was taken for. */
  giveBack(slab: Slab): void {
    slab.leases--
    if (slab.leases > 0) return
    slab.used = 0
    if (slab === this.#current || slab.bytes.length !== slabSize) return
    if (this.#idle.length < idleSlabs) this.#idle.push(slab)
  }
}
