#!/usr/bin/env node
import * as module from 'node:module'
import { fileURLToPath } from 'node:url'

/** The oldest major version of Node.js that strips types without a flag and runs the database driver. */
const needed = 24

// Checked before any other import: on an older Node.js the database driver ends the process without a message.
if (Number.parseInt(process.versions.node, 10) >= needed) {
  const { boundYoungGeneration } = await import('./cli/young-generation.ts')
  boundYoungGeneration()
  enableCompileCache()
  const { main } = await import('./cli/main.ts')
  process.exitCode = await main(process.argv.slice(2))
} else {
  const { runOnInstalledNode } = await import('./cli/installed-node.ts')
  runOnInstalledNode(() => {
    process.stderr.write(`broadsheet needs Node.js ${needed} or newer; this is ${process.versions.node}.\n`)
    process.exitCode = 1
  })
}

/** Keeps compiled modules on disk, if that is writable, so that commands start sooner. */
function enableCompileCache(): void {
  const folder = fileURLToPath(new URL('../node_modules/.cache/broadsheet', import.meta.url))
  const { directory } = module.enableCompileCache(folder)
  // Worker threads and child processes read the folder from this variable.
  if (directory !== undefined) process.env.NODE_COMPILE_CACHE ??= folder
}
