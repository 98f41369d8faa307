import { spawn } from 'node:child_process'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import { Problem } from '../../problem.ts'

/** Name endings of compressed files, with what they stand for once decompressed. */
const endings: readonly { pattern: RegExp; inside: string; by: 'gzip' | 'zstd' | 'xz' }[] = [
  { pattern: /\.gz$/i, inside: '', by: 'gzip' },
  { pattern: /\.tgz$/i, inside: '.tar', by: 'gzip' },
  { pattern: /\.zst$/i, inside: '', by: 'zstd' },
  { pattern: /\.tzst$/i, inside: '.tar', by: 'zstd' },
  { pattern: /\.xz$/i, inside: '', by: 'xz' },
  { pattern: /\.txz$/i, inside: '.tar', by: 'xz' },
]

/** @returns a file's name without the ending of its compression, and a way to undo that */
export function uncompressed(path: string): { name: string; decompress: Decompress } {
  const ending = endings.find(({ pattern }) => pattern.test(path))
  if (ending === undefined) return { name: path, decompress: (chunks) => chunks }
  return { name: path.replace(ending.pattern, ending.inside), decompress: decompressors[ending.by] }
}

/** Decompresses as it is read. Throws where the compressed bytes are cut off or damaged. */
export type Decompress = (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>

const decompressors: Record<'gzip' | 'zstd' | 'xz', Decompress> = {
  gzip: (chunks) => through(chunks, createGunzip()),
  zstd: (chunks) => through(chunks, createZstdDecompress()),
  xz: throughXz,
}

async function* through(
  chunks: AsyncIterable<Uint8Array>,
  transform: NodeJS.ReadWriteStream & AsyncIterable<unknown>,
): AsyncGenerator<Uint8Array, void, void> {
  // Its failure is the reader's failure, too.
  pipeline(Readable.from(chunks, { objectMode: false }), transform).catch(() => {})
  for await (const chunk of transform) yield chunk as Uint8Array
}

/** Node has no xz of its own. */
async function* throughXz(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
  const xz = spawn('xz', ['--decompress', '--stdout'], { stdio: ['pipe', 'pipe', 'ignore'] })
  const ended = new Promise<void>((resolve, reject) => {
    xz.once('error', (cause) =>
      reject(
        new Problem('unsupported-media-type', 'To read .xz, the program xz must be installed.', {}, cause),
      ),
    )
    xz.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`xz ended with ${code}`))))
  })
  // How xz ended says what went wrong; the pipe that it closed adds nothing.
  const feeding = pipeline(Readable.from(chunks, { objectMode: false }), xz.stdin).catch(() => {})
  ended.catch(() => {})
  try {
    for await (const chunk of xz.stdout) yield chunk as Uint8Array
    await ended
    await feeding
  } finally {
    xz.kill()
  }
}
