import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants } from 'node:os'

/**
 * Runs the same command on the Node.js that is installed with the package, and ends as it ends. Must itself run on
 * any Node.js.
 *
 * @param onNone is called where none is installed
 */
export function runOnOwnNode(onNone: () => void): void {
  const node = ownNode()
  if (node === undefined) {
    onNone()
    return
  }
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' })
  child.on('error', onNone)
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal])
  })
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  // A terminal sends its interrupt to both.
  process.on('SIGINT', () => {
    if (!process.stdin.isTTY) child.kill('SIGINT')
  })
}

function ownNode(): string | undefined {
  try {
    const path = createRequire(import.meta.url).resolve('node/bin/node')
    return existsSync(path) ? path : undefined
  } catch {
    return undefined
  }
}
