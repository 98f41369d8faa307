import { textHash } from './text-hash.ts'

const places = 2 ** 19
/** Asks after which all counts are halved, so that what was popular once goes. */
const period = 2 ** 20
const most = 255

/**
 * How often keys were asked for lately, within fixed room (as in TinyLFU, Einziger, Friedman and Manes, 2017): keys
 * that share a place share a count.
 */
export class Popularity {
  readonly #counts = new Uint8Array(places)
  #asks = 0

  /** @returns how often the key was asked for lately, this time included */
  asked(key: string): number {
    if (++this.#asks === period) this.#halve()
    const place = textHash(key) & (places - 1)
    const count = Math.min(most, (this.#counts[place] as number) + 1)
    this.#counts[place] = count
    return count
  }

  /** @returns how often the key was asked for lately */
  of(key: string): number {
    return this.#counts[textHash(key) & (places - 1)] as number
  }

  #halve(): void {
    this.#asks = 0
    for (let place = 0; place < places; place++) this.#counts[place] = (this.#counts[place] as number) >> 1
  }
}
