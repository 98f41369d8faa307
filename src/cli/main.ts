import { createRequire } from 'node:module'
import { ConfigError, configOf } from '../config.ts'
import { nearestName } from '../ingest/nearest-name.ts'
import { Problem } from '../problem.ts'
import { type Command, CommandError } from './command.ts'
import { readFlags } from './flags.ts'
import { commandHelp, generalHelp } from './help.ts'

/** Every command, loaded when it is run: parsing a page needs no database driver. */
export const commands: Readonly<Record<string, () => Promise<{ command: Command }>>> = {
  serve: () => import('./serve.ts'),
  import: () => import('./import.ts'),
  worker: () => import('./worker.ts'),
  parse: () => import('./parse.ts'),
  export: () => import('./export.ts'),
  reparse: () => import('./reparse.ts'),
  rebuild: () => import('./rebuild.ts'),
  backup: () => import('./backup.ts'),
  restore: () => import('./restore.ts'),
  copy: () => import('./copy.ts'),
  verify: () => import('./verify.ts'),
  sweep: () => import('./sweep.ts'),
  stats: () => import('./stats.ts'),
  mcp: () => import('./mcp.ts'),
  openapi: () => import('./openapi.ts'),
}

/**
 * Runs a command line. An expected failure is one line on standard error.
 *
 * @param args without node and the script
 * @returns the exit status
 */
export async function main(args: readonly string[]): Promise<number> {
  try {
    return await run(args)
  } catch (error) {
    if (!(error instanceof CommandError || error instanceof ConfigError || error instanceof Problem))
      throw error
    process.stderr.write(`broadsheet: ${error.message}\n`)
    return 1
  }
}

async function run([name = '--help', ...args]: readonly string[]): Promise<number> {
  if (['--help', '-h', 'help'].includes(name)) {
    const all = await Promise.all(Object.values(commands).map((load) => load()))
    process.stdout.write(generalHelp(all.map(({ command }) => command)))
    return 0
  }
  if (name === '--version') {
    process.stdout.write(`${version()}\n`)
    return 0
  }
  const { command } = await commandNamed(name)
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(commandHelp(command))
    return 0
  }
  const { settings, flags, paths } = readFlags(command, args)
  return command.run({ config: configOf(process.env, settings), flags, paths })
}

function commandNamed(name: string): Promise<{ command: Command }> {
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (load !== undefined) return load()
  const nearest = nearestName(name, Object.keys(commands))
  const hint = nearest === undefined ? '; broadsheet --help lists all commands' : `; did you mean ${nearest}?`
  throw new CommandError(`there is no command ${name}${hint}`)
}

function version(): string {
  const { version }: { version: string } = createRequire(import.meta.url)('../../package.json')
  return version
}
