import type { Answer } from '../store.ts'

/** What an answer takes beside its bytes. */
const overhead = 300

/** Answers that are kept ready, those asked for last, within a number of bytes. */
export class Answers {
  readonly #size: number
  readonly #kept = new Map<string, Answer>()
  #used = 0

  constructor(size: number) {
    this.#size = size
  }

  get(id: string): Answer | undefined {
    const answer = this.#kept.get(id)
    if (answer === undefined) return undefined
    // A Map keeps the order in which its keys came: the first is the one not asked for the longest.
    this.#kept.delete(id)
    this.#kept.set(id, answer)
    return answer
  }

  keep(id: string, answer: Answer): void {
    this.forget(id)
    this.#kept.set(id, answer)
    this.#used += answer.json.length + overhead
    while (this.#used > this.#size) {
      const oldest = this.#kept.keys().next()
      if (oldest.done === true) return
      this.forget(oldest.value)
    }
  }

  forget(id: string): void {
    const answer = this.#kept.get(id)
    if (answer === undefined) return
    this.#kept.delete(id)
    this.#used -= answer.json.length + overhead
  }

  clear(): void {
    this.#kept.clear()
    this.#used = 0
  }
}
