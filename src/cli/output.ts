let isWatched = false
let isClosed = false

/**
 * Writes a line to standard output and waits while the stream's buffer is full, so that memory stays bounded.
 *
 * @returns false once the reader has closed the pipe, as `head` does; that is no failure
 */
export async function writeLine(line: string | Uint8Array): Promise<boolean> {
  const { stdout } = process
  if (!isWatched) {
    isWatched = true
    stdout.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
      isClosed = true
    })
  }
  if (isClosed) return false
  stdout.cork()
  stdout.write(line)
  const hasRoom = stdout.write('\n')
  stdout.uncork()
  if (!hasRoom) await drained(stdout)
  return !isClosed
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
