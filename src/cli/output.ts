let isWatched = false
let hasLeft = false

/**
 * Writes a line to standard output and waits until it is taken, so that memory stays bounded.
 *
 * @returns false when the reader has left: `head` and `less` do when they have enough, which is no failure
 */
export async function writeLine(line: string | Uint8Array): Promise<boolean> {
  const { stdout } = process
  if (!isWatched) {
    isWatched = true
    stdout.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
      hasLeft = true
    })
  }
  if (hasLeft) return false
  stdout.cork()
  stdout.write(line)
  const isTaken = stdout.write('\n')
  stdout.uncork()
  if (!isTaken) await drained(stdout)
  return !hasLeft
}

function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stream.off('drain', done)
      stream.off('close', done)
      resolve()
    }
    stream.once('drain', done)
    stream.once('close', done)
  })
}
