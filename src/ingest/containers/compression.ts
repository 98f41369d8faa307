import { spawn } from 'node:child_process'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdDecompress } from 'node:zlib'
import { Problem } from '../../problem.ts'
import { gunzip } from './gzip.ts'
import type { Compression } from './kinds.ts'
import { type Pieces, withoutBomb, withoutLoss } from './pieces.ts'

/** Name endings of compressed files, with what they stand for once decompressed. */
const endings: readonly { pattern: RegExp; inside: string; by: Compression }[] = [
  { pattern: /\.gz$/i, inside: '', by: 'gzip' },
  { pattern: /\.tgz$/i, inside: '.tar', by: 'gzip' },
  { pattern: /\.zst$/i, inside: '', by: 'zstd' },
  { pattern: /\.tzst$/i, inside: '.tar', by: 'zstd' },
  { pattern: /\.xz$/i, inside: '', by: 'xz' },
  { pattern: /\.txz$/i, inside: '.tar', by: 'xz' },
  { pattern: /\.bz2$/i, inside: '', by: 'bzip2' },
  { pattern: /\.tbz2?$/i, inside: '.tar', by: 'bzip2' },
]

/** @returns a file's name without the ending of its compression, and how it is compressed by that ending */
export function uncompressed(path: string): { name: string; compression?: Compression } {
  const ending = endings.find(({ pattern }) => pattern.test(path))
  if (ending === undefined) return { name: path }
  return { name: path.replace(ending.pattern, ending.inside), compression: ending.by }
}

/** Decompresses as it is read. Throws where the compressed bytes are cut off or damaged, if not only a part is lost. */
export function decompressed(pieces: Pieces, compression: Compression): Pieces {
  const progress = { read: 0 }
  const chunks = counted(withoutLoss(pieces), progress)
  return withoutBomb<Uint8Array | Problem>(decompressors[compression](chunks), () => progress.read)
}

const decompressors: Record<Compression, (chunks: AsyncIterable<Uint8Array>) => Pieces> = {
  gzip: gunzip,
  zstd: throughZstd,
  xz: (chunks) => throughProgram('xz', chunks),
  bzip2: (chunks) => throughProgram('bzip2', chunks),
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  progress: { read: number },
): AsyncGenerator<Uint8Array, void, void> {
  for await (const chunk of chunks) {
    progress.read += chunk.length
    yield chunk
  }
}

async function* throughZstd(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
  const transform = createZstdDecompress()
  // Its failure is the reader's failure, too.
  pipeline(Readable.from(chunks, { objectMode: false }), transform).catch(() => {})
  for await (const chunk of transform) yield chunk as Uint8Array
}

/** Node has no xz or bzip2 of its own. */
async function* throughProgram(
  program: 'xz' | 'bzip2',
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, void> {
  const child = spawn(program, ['--decompress', '--stdout'], { stdio: ['pipe', 'pipe', 'ignore'] })
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', (cause) =>
      reject(
        new Problem(
          'unsupported-media-type',
          `To read it, the program ${program} must be installed.`,
          {},
          cause,
        ),
      ),
    )
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${program} ended with ${code}`)),
    )
  })
  // How the program ended says what went wrong; the pipe that it closed adds nothing.
  const feeding = pipeline(Readable.from(chunks, { objectMode: false }), child.stdin).catch(() => {})
  ended.catch(() => {})
  try {
    for await (const chunk of child.stdout) yield chunk as Uint8Array
    await ended
    await feeding
  } finally {
    child.kill()
  }
}
