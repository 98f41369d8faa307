import { BlockList, isIP } from 'node:net'
import { availableParallelism, totalmem } from 'node:os'
import { z } from 'zod'

const mebibyte = 1024 * 1024
/** Bytes of the machine's memory, or of what a container of it may have. */
const memory = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY)
const number = z.string().regex(/^\d+$/, 'must be a whole number').transform(Number)
const switched = z
  .enum(['0', '1', 'true', 'false'], 'must be 1 or 0')
  .transform((v) => v === '1' || v === 'true')

/** One setting: an environment variable, and a flag of the same name in lower case with dashes. */
type Setting<T> = {
  schema: z.ZodType<T, string>
  fallback: T
  unit?: string
  what: string
  /** As a flag it needs no value. */
  isSwitch?: boolean
  /** What help calls a default that is not the same everywhere. */
  fallbackText?: string
}

const setting = <T>(of: Setting<T>): Setting<T> => of

/** Every setting of the service. `--help`, README and validation follow from this table. */
export const settings = {
  HOST: setting<string>({
    schema: z.string().min(1, 'must name an address'),
    fallback: '127.0.0.1',
    what: 'Address to listen on. Any but loopback needs API_KEYS or READ_ONLY.',
  }),
  PORT: setting<number>({
    schema: number.pipe(z.int().min(0).max(65535, 'must be at most 65535')),
    fallback: 3000,
    what: 'TCP port to listen on; 0 picks a free one.',
  }),
  DATABASE: setting<string>({
    schema: z.string().min(1, 'must name a file'),
    fallback: 'data/broadsheet.db',
    what: 'The SQLite file; made where there is none.',
  }),
  API_KEYS: setting<string[]>({
    schema: z.string().transform((keys) =>
      keys
        .split(',')
        .map((key) => key.trim())
        .filter((key) => key !== ''),
    ),
    fallback: [],
    what: 'Keys, comma-separated. A key may begin with its scope: read:, write: or admin: (default).',
  }),
  READ_ONLY: setting<boolean>({
    schema: switched,
    fallback: false,
    isSwitch: true,
    what: 'Refuse every write over HTTP.',
  }),
  LOG_LEVEL: setting<string>({
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
    fallback: 'info',
    what: 'The least severe log lines to write: fatal, error, warn, info, debug, trace or silent.',
  }),
  MAX_PAGE_SIZE: setting<number>({
    schema: number.pipe(z.int().min(1024, 'must be at least 1024')),
    fallback: 8 * mebibyte,
    unit: 'bytes',
    what: 'The largest page that is taken, after decompression.',
  }),
  WRITE_RATE: setting<number>({
    schema: number,
    fallback: 6000,
    unit: 'requests a minute and client',
    what: 'Limit on writes; 0 for none.',
  }),
  SEARCH_RATE: setting<number>({
    schema: number,
    fallback: 600,
    unit: 'requests a minute and client',
    what: 'Limit on searches (q); 0 for none.',
  }),
  WRITES_AT_ONCE: setting<number>({
    schema: number,
    fallback: 8,
    unit: 'requests',
    what: 'Pages and deletions worked on at once. More wait; what would wait long is answered 503. 0 for no limit.',
  }),
  READS_AT_ONCE: setting<number>({
    schema: number,
    fallback: 2,
    unit: 'requests',
    what: 'The same for lists, searches and all else that is read.',
  }),
  TRUST_PROXY: setting<boolean>({
    schema: switched,
    fallback: false,
    isSwitch: true,
    what: "Take the client's address from X-Forwarded-For, behind a proxy of your own.",
  }),
  CACHE_SIZE: setting<number>({
    schema: number,
    fallback: Math.min(1024 * mebibyte, Math.max(64 * mebibyte, Math.trunc(memory / 16))),
    fallbackText: 'a 16th of the memory, 64 MiB to 1 GiB',
    what: 'Bytes of memory for articles that are asked for again; compressed ones take up to a quarter more.',
  }),
  PARSER_THREADS: setting<number>({
    schema: number.pipe(z.int().min(0).max(64)),
    fallback: Math.max(1, availableParallelism() - 1),
    fallbackText: 'one less than there are cores, at least 1',
    what: 'Threads that parse pages; 0 parses on the main thread.',
  }),
} as const

type Value<S> = S extends Setting<infer T> ? T : never
export type SettingName = keyof typeof settings
export type Config = { [Name in SettingName]: Value<(typeof settings)[Name]> }

/** A setting that stops the start; its message is one line that names the setting. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** @returns the flag of a setting, without its dashes: that of MAX_PAGE_SIZE is `max-page-size` */
export function flagOf(name: SettingName): string {
  return name.toLowerCase().replaceAll('_', '-')
}

/** Whether a setting is 1 or 0, so that its flag needs no value. */
export function isSwitch(name: SettingName): boolean {
  const { isSwitch }: Setting<unknown> = settings[name] as Setting<unknown>
  return isSwitch === true
}

const all = Object.entries(settings) as [SettingName, Setting<unknown>][]

/** What help and README say of a setting. */
export type SettingRow = { name: SettingName; flag: string; fallback: string; what: string }

/** @returns a row for each setting, in the table's order */
export function settingRows(): SettingRow[] {
  return all.map(([name, { fallback, fallbackText, unit, isSwitch, what }]) => {
    const value =
      fallbackText ?? (typeof fallback === 'boolean' ? String(Number(fallback)) : String(fallback))
    return {
      name,
      flag: `--${flagOf(name)}${isSwitch ? '' : ' VALUE'}`,
      fallback: value === '' ? 'none' : unit === undefined ? value : `${value} ${unit}`,
      what,
    }
  })
}

/** The same as `configOf`, without flags. */
export function readConfig(environment: Values): Config {
  return configOf(environment, {})
}

/** Settings as text, by name. */
type Values = Readonly<Record<string, string | undefined>>

/**
 * @param environment as process.env holds them
 * @param flags go before the environment
 * @throws ConfigError for a value that cannot be used
 */
export function configOf(environment: Values, flags: Values): Config {
  const config: Record<string, unknown> = {}
  for (const [name, { schema, fallback }] of all) {
    const text = flags[name] ?? environment[name]
    if (text === undefined || text === '') {
      config[name] = fallback
      continue
    }
    const result = schema.safeParse(text)
    if (!result.success) throw new ConfigError(`${name}: ${complaint(name, text, result.error)}`)
    config[name] = result.data
  }
  return config as Config
}

function complaint(name: SettingName, text: string, error: z.ZodError): string {
  const message = error.issues[0]?.message ?? 'cannot be used'
  // A mistyped key is a key all the same: it must not end up in a log.
  return name === 'API_KEYS' ? message : `${message}, not ${JSON.stringify(text)}`
}

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/**
 * Whoever can reach a service without keys can write to it: such a one may listen for its own machine alone.
 *
 * @throws ConfigError
 */
export function checkReach({ HOST, API_KEYS, READ_ONLY }: Config): void {
  const family = isIP(HOST)
  const isLoopback =
    family === 0 ? HOST === 'localhost' : loopback.check(HOST, family === 4 ? 'ipv4' : 'ipv6')
  if (isLoopback || READ_ONLY || API_KEYS.length > 0) return
  throw new ConfigError(
    `HOST: ${HOST} can be reached from other machines, and without keys anybody could write: set API_KEYS, or READ_ONLY=1`,
  )
}
