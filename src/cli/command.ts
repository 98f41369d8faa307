import type { Config, SettingName } from '../config.ts'

/** A flag that only one command has. A flag without `value` is a switch. */
export type Flag = {
  /** The placeholder for the value in `--help`: `FOLDER`. */
  value?: string
  /** Whether it may be given more than once. */
  repeatable?: boolean
  /** Its description in `--help`, one sentence or two. */
  what: string
}

/** The parsed command line: settings, the values of the command's own flags, and positional arguments. */
export type Invocation = {
  config: Config
  flags: Readonly<Record<string, readonly string[] | undefined>>
  paths: readonly string[]
}

/** A command of `broadsheet`: its description for `--help` and its implementation. */
export type Command = {
  /** Name and arguments: `import PATH…`. */
  usage: string
  /** One sentence, shown in the general help and in README. */
  what: string
  /** Further sentences, shown in the command's own help. */
  details?: string
  flags?: Readonly<Record<string, Flag>>
  settings: readonly SettingName[]
  /** The least and the largest number of positional arguments. */
  paths: readonly [least: number, most: number]
  /** @returns the exit status: 0 for success, 1 if something failed, 130 after an interruption */
  run(invocation: Invocation): Promise<number>
}

/** An error that the user can correct: it ends the command with its message as one line, and status 1. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}
