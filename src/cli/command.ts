import type { Config, SettingName } from '../config.ts'

/** A flag of a command's own. One without `value` is a switch. */
export type Flag = {
  /** What `--help` calls the value: `FOLDER`. */
  value?: string
  /** May be given more than once. */
  repeatable?: boolean
  what: string
}

/** What a command is given: its settings, its own flags as they were given, and the rest of the line. */
export type Invocation = {
  config: Config
  flags: Readonly<Record<string, readonly string[] | undefined>>
  paths: readonly string[]
}

/** A command of `broadsheet`: what `--help` says of it, and what it does. */
export type Command = {
  /** Its name and what may follow: `import PATH…`. */
  usage: string
  /** One sentence; the general help shows it. */
  what: string
  /** More, for its own help. */
  details?: string
  flags?: Readonly<Record<string, Flag>>
  settings: readonly SettingName[]
  /** How many paths it takes, at least and at most. */
  paths: readonly [least: number, most: number]
  /** @returns the exit status: 0 where all went well, 1 where something failed, 130 after an interruption */
  run(invocation: Invocation): Promise<number>
}

/** What ends a command with one line and status 1: the person can do something about it. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}
