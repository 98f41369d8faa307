#!/usr/bin/env node
/** What TypeScript without a build and the database driver need. */
const needed = 24

// Asked before anything is loaded: on an older Node.js the database driver brings the process down without a word.
if (Number.parseInt(process.versions.node, 10) >= needed) {
  const { main } = await import('./cli/main.ts')
  process.exitCode = await main(process.argv.slice(2))
} else {
  const { runOnOwnNode } = await import('./cli/own-node.ts')
  runOnOwnNode(() => {
    process.stderr.write(`broadsheet needs Node.js ${needed} or newer; this is ${process.versions.node}.\n`)
    process.exitCode = 1
  })
}
