import { parseArgs } from 'node:util'
import { flagOf, isSwitch, type SettingName } from '../config.ts'
import { nearestName } from '../ingest/nearest-name.ts'
import { type Command, CommandError } from './command.ts'

/** A parsed command line: settings by name, the command's own flags, and positional arguments. */
export type CommandLine = {
  settings: Partial<Record<SettingName, string>>
  flags: Record<string, string[] | undefined>
  paths: string[]
}

/** @throws CommandError for an unknown flag, a flag without its value, or too few or too many positional arguments */
export function readFlags(command: Command, args: readonly string[]): CommandLine {
  const own = command.flags ?? {}
  const settingOfFlag = new Map(command.settings.map((name) => [flagOf(name), name]))
  const names = [...Object.keys(own), ...settingOfFlag.keys()]
  const switches = new Set([
    ...Object.keys(own).filter((flag) => own[flag]?.value === undefined),
    ...command.settings.filter((name) => isSwitch(name)).map(flagOf),
  ])
  const { tokens } = parseArgs({
    args: args.map((arg) => (arg.startsWith('--') && switches.has(arg.slice(2)) ? `${arg}=1` : arg)),
    options: Object.fromEntries(names.map((name) => [name, { type: 'string', multiple: true }])),
    strict: false,
    tokens: true,
  })
  const line: CommandLine = { settings: {}, flags: {}, paths: [] }
  for (const token of tokens) {
    if (token.kind === 'positional') line.paths.push(token.value)
    if (token.kind !== 'option') continue
    const { name, rawName, value } = token
    if (!names.includes(name)) throw new CommandError(unknownFlag(rawName, name, names))
    if (value === undefined || value === '') throw new CommandError(`${rawName} needs a value`)
    const setting = settingOfFlag.get(name)
    const given = setting === undefined ? line.flags[name] : line.settings[setting]
    if (given !== undefined && !own[name]?.repeatable) throw new CommandError(`${rawName} is given twice`)
    if (setting === undefined) line.flags[name] = [...(line.flags[name] ?? []), value]
    else line.settings[setting] = value
  }
  const [least, most] = command.paths
  if (line.paths.length < least || line.paths.length > most)
    throw new CommandError(`usage: broadsheet ${command.usage}`)
  return line
}

function unknownFlag(given: string, name: string, names: readonly string[]): string {
  const nearest = nearestName(name, names)
  return `there is no flag ${given}${nearest === undefined ? '' : `; did you mean --${nearest}?`}`
}
