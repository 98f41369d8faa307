import { Problem } from '../../problem.ts'
import { Gathered } from './gathered.ts'
import { tooLarge } from './page-message.ts'

/** Bytes as they arrive; a Problem stands where some were lost, and what follows it is sound again. */
export type Pieces = AsyncIterable<Uint8Array | Problem>

/** @returns the same bytes, for a reader that can make nothing of what follows a loss. Throws the Problem of the loss */
export async function* withoutLoss(pieces: Pieces): AsyncGenerator<Uint8Array, void, void> {
  for await (const piece of pieces) {
    if (piece instanceof Problem) throw piece
    yield piece
  }
}

/**
 * @param isEnough whether the first bytes tell what is asked of them
 * @returns the first bytes, up to `most`, and all bytes from the beginning
 */
export async function peeked(
  pieces: Pieces,
  most: number,
  isEnough: (head: Buffer) => boolean,
): Promise<{ head: Buffer; pieces: Pieces }> {
  const iterator = pieces[Symbol.asyncIterator]()
  const first: (Uint8Array | Problem)[] = []
  let head = Buffer.alloc(0)
  while (head.length < most && !isEnough(head)) {
    const { done, value } = await iterator.next()
    if (done === true) break
    first.push(value)
    if (value instanceof Problem) break
    head = Buffer.concat([head, value.subarray(0, most - head.length)])
  }
  return { head, pieces: joined(first, iterator) }
}

async function* joined(
  first: (Uint8Array | Problem)[],
  rest: AsyncIterator<Uint8Array | Problem>,
): AsyncGenerator<Uint8Array | Problem, void, void> {
  try {
    while (first.length > 0) yield first.shift()!
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}

/**
 * @param hold is told of bytes as they are held
 * @returns all bytes together
 * @throws Problem too-large for more than `most`
 */
export async function whole(
  chunks: AsyncIterable<Uint8Array>,
  most: number,
  hold = (_bytes: number): void => {},
): Promise<Buffer> {
  const pieces = new Gathered()
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.length
    if (size > most) throw tooLarge(most)
    hold(chunk.length)
    pieces.add(chunk)
  }
  return pieces.take()
}

/** Nothing that is worth keeping shrinks to less; what does was made to fill the memory and time of its reader. */
const largestRatio = 200
const ratioCountsFrom = 64 * 1024 * 1024

/**
 * @param compressed tells how many bytes were read for those that came out so far
 * @returns the same bytes. Throws Problem too-large where they are more than 200 times what they were read from
 */
export async function* withoutBomb<T extends Uint8Array | Problem>(
  pieces: AsyncIterable<T>,
  compressed: () => number,
): AsyncGenerator<T, void, void> {
  let size = 0
  for await (const piece of pieces) {
    if (!(piece instanceof Problem)) size += piece.length
    if (size > ratioCountsFrom && size > largestRatio * compressed())
      throw new Problem('too-large', `It grows to more than ${largestRatio} times its size.`)
    yield piece
  }
}

/** Why a stream breaks off. */
export function cutOff(cause: unknown): Problem {
  if (cause instanceof Problem) return cause
  return new Problem('malformed-request', 'The stream breaks off here.', {}, cause)
}
