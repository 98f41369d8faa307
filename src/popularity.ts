const places = 2 ** 14

/**
 * Tells what is asked for again from what is asked for once, within fixed room: the last key of each place. To keep
 * what nobody asks for again costs as much as to read it, and takes the place of what somebody does.
 */
export class AskedBefore {
  readonly #hashes = new Int32Array(places)

  /** @returns whether the key was asked for lately; from now on it was. Two keys are rarely taken for one */
  again(key: string): boolean {
    // FNV-1a, its high bits mixed in for the place.
    let hash = 0x811c9dc5 | 0
    for (let index = 0; index < key.length; index++) {
      hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193)
    }
    const place = (hash ^ (hash >>> 15)) & (places - 1)
    const isAgain = this.#hashes[place] === hash
    this.#hashes[place] = hash
    return isAgain
  }
}
