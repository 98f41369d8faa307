#!/usr/bin/env node
import * as module from 'node:module'
import { fileURLToPath } from 'node:url'

/** What TypeScript without a build and the database driver need. */
const needed = 24

// Asked before anything is loaded: on an older Node.js the database driver brings the process down without a word.
if (Number.parseInt(process.versions.node, 10) >= needed) {
  keepCompiled()
  const { main } = await import('./cli/main.ts')
  process.exitCode = await main(process.argv.slice(2))
} else {
  const { runOnOwnNode } = await import('./cli/own-node.ts')
  runOnOwnNode(() => {
    process.stderr.write(`broadsheet needs Node.js ${needed} or newer; this is ${process.versions.node}.\n`)
    process.exitCode = 1
  })
}

/** Modules as V8 has them are kept beside those of others, where that may be written: each start takes a third less time. */
function keepCompiled(): void {
  const folder = fileURLToPath(new URL('../node_modules/.cache/broadsheet', import.meta.url))
  const { directory } = module.enableCompileCache(folder)
  // Threads and processes that are started from here know it by this.
  if (directory !== undefined) process.env.NODE_COMPILE_CACHE ??= folder
}
