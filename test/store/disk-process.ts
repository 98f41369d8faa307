// A process that stores articles until it is told to stop; its parent limits how large files may get.
import { createInterface } from 'node:readline'
import { Problem } from '../../src/problem.ts'
import { openStore } from '../../src/store/sqlite/open.ts'
import { randomOf } from '../faults/random.ts'
import { entry } from './entries.ts'

const path = process.argv[2] ?? ''
const store = await openStore({ path })
const random = randomOf(1)
/** Text that no compression makes small. */
const noise = () =>
  Array.from({ length: 20_000 }, () => String.fromCharCode(0x4e00 + Math.floor(random() * 20_000))).join('')
let next = 0

/** Stores articles one by one, until one is refused or there are `most`. */
async function fill(most: number): Promise<string> {
  for (let stored = 0; stored < most; stored++) {
    const [result] = await store
      .save([entry({ id: `n${next}`, paragraphs: [noise()] })])
      .catch((error: unknown) => [error])
    if (result instanceof Problem) return result.problem
    if (result instanceof Error) return String(result)
    next++
  }
  return 'stored'
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'close') break
  const refusal = await fill(Number(line))
  const readable = await Promise.all(Array.from({ length: next }, (_, index) => store.article(`n${index}`)))
  const ready = await store.ready().then(
    () => 'ready',
    (error: unknown) => (error instanceof Problem ? error.problem : String(error)),
  )
  const changes = await store.changes(0, 10_000)
  const told = { refusal, stored: next, readable: readable.length, changes: changes.length, ready }
  process.stdout.write(`${JSON.stringify(told)}\n`)
}
await store.close()
process.exit(0)
