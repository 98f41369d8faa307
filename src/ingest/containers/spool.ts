import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Problem } from '../../problem.ts'

/** Bytes of the largest container that is put on disk to be read. */
const mostSpooled = 4 * 1024 ** 3

/** Puts bytes into a file of its own, for a container that is not read from its beginning to its end; it goes with `use`. */
export async function* spooled<T>(
  chunks: AsyncIterable<Uint8Array>,
  use: (file: string) => AsyncIterable<T>,
): AsyncGenerator<T, void, void> {
  const folder = await mkdtemp(join(tmpdir(), 'broadsheet-'))
  try {
    const file = join(folder, 'container')
    await pipeline(bounded(chunks), createWriteStream(file, { mode: 0o600 }))
    yield* use(file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function* bounded(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.length
    if (size > mostSpooled)
      throw new Problem('too-large', `The container is over the limit of ${mostSpooled} bytes.`)
    yield chunk
  }
}
