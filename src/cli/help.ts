import { type SettingName, settingRows } from '../config.ts'
import type { Command, Flag } from './command.ts'

/** Columns of the help texts. */
const width = 100

/** @returns the text of `broadsheet --help` */
export function generalHelp(commands: readonly Command[]): string {
  const rows = commands.map(({ usage, what }): [string, string] => [usage, what])
  return `Usage: broadsheet COMMAND [FLAGS]

An archive of news pages as clean JSON.

${table(rows)}
broadsheet COMMAND --help describes a command with its flags and settings. Each setting is an
environment variable and a flag: PORT=8080 and --port 8080 are the same; the flag wins.
`
}

/** @returns the text of `broadsheet COMMAND --help` */
export function commandHelp({ usage, what, details, flags = {}, settings }: Command): string {
  const own = Object.entries(flags).map(([name, flag]): [string, string] => [usageOf(name, flag), flag.what])
  const parts = [`Usage: broadsheet ${usage}\n`, `${wrapped(what, 0)}\n`]
  if (details !== undefined) parts.push(`${wrapped(details, 0)}\n`)
  if (own.length > 0) parts.push(`Flags\n${table(own)}`)
  if (settings.length > 0) parts.push(`Settings\n${table(settingLines(settings))}`)
  return parts.join('\n')
}

const usageOf = (name: string, { value, repeatable }: Flag) =>
  `--${name}${value === undefined ? '' : ` ${value}`}${repeatable ? ' …' : ''}`

function settingLines(names: readonly SettingName[]): [string, string][] {
  return settingRows()
    .filter(({ name }) => names.includes(name))
    .map(({ name, flag, fallback, what }) => [flag, `${what} ${name}, by default ${fallback}.`])
}

function table(rows: readonly [string, string][]): string {
  const indent = Math.max(...rows.map(([left]) => left.length)) + 4
  return rows.map(([left, right]) => `  ${left.padEnd(indent - 2)}${wrapped(right, indent)}\n`).join('')
}

/** Breaks a text into lines of at most `width` characters; all but the first are indented. */
function wrapped(text: string, indent: number): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && indent + line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].join(`\n${' '.repeat(indent)}`)
}
