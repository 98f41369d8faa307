import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants } from 'node:os'

/**
 * Runs the same command line on the Node.js of the package `node`, a dependency, and exits with its status. This module
 * itself runs on older versions of Node.js.
 *
 * @param onMissing is called if that package is not installed
 */
export function runOnInstalledNode(onMissing: () => void): void {
  const node = installedNode()
  if (node === undefined) {
    onMissing()
    return
  }
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' })
  child.on('error', onMissing)
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal])
  })
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  // A terminal sends SIGINT to the whole process group, the child included.
  process.on('SIGINT', () => {
    if (!process.stdin.isTTY) child.kill('SIGINT')
  })
}

function installedNode(): string | undefined {
  try {
    const path = createRequire(import.meta.url).resolve('node/bin/node')
    return existsSync(path) ? path : undefined
  } catch {
    return undefined
  }
}
