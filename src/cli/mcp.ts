import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { createMcpServer } from '../http/mcp/server.ts'
import { sources } from '../parse/registry.ts'
import type { Command } from './command.ts'
import { interruption, open, using } from './wiring.ts'

export const command: Command = {
  usage: 'mcp',
  what: 'Let an assistant read the archive by the Model Context Protocol on standard input and output.',
  details:
    'Tools search, read articles, list versions and tags, and count articles a month; articles are resources. Nothing is written. The archive may be in use by a service.',
  settings: ['DATABASE'],
  paths: [0, 0],
  run: ({ config }) =>
    using(open(config, 'read'), async (store) => {
      const stopped = interruption()
      const ended = new Promise<void>((resolve) => {
        process.stdin.once('end', resolve)
        stopped.addEventListener('abort', () => resolve(), { once: true })
      })
      const connection = serveStdio(() => createMcpServer(store, sources))
      await ended
      await connection.close()
      return 0
    }),
}
