import { isIP } from 'node:net'
import { availableParallelism, totalmem } from 'node:os'
import { z } from 'zod'
import { type PublicUrl, publicUrlOf } from './public-url.ts'

const mebibyte = 1024 * 1024
/** Bytes of memory: of the machine, or the limit of its container. */
const memory = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY)
const number = z.string().regex(/^\d+$/, 'must be a whole number').transform(Number)
const switched = z
  .enum(['0', '1', 'true', 'false'], 'must be 1 or 0')
  .transform((v) => v === '1' || v === 'true')

/** A server's promise for what is acknowledged (PostgreSQL's `synchronous_commit`). */
export type Synchronous = 'local' | 'on' | 'remote_apply'

/** @returns how many proxies are trusted, or their addresses; false for none */
function proxiesOf(text: string, context: z.RefinementCtx): false | number | string {
  if (text === '0' || text === 'false') return false
  if (text === 'true') return 1
  if (/^[1-9]$/.test(text)) return Number(text)
  const addresses = text.split(',').map((address) => address.trim())
  if (!addresses.every(isAddress)) context.addIssue('must be a number of proxies up to 9, or their addresses')
  return addresses.join(',')
}

/** Whether the text is an IP address or a network in CIDR notation. */
function isAddress(text: string): boolean {
  const [address = '', bits] = text.split('/', 2)
  const family = isIP(address)
  if (family === 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
}

/** A setting: an environment variable, and a flag of the same name in lower case with dashes. */
type Setting<T> = {
  schema: z.ZodType<T, string>
  fallback: T
  unit?: string
  /** Its description in help and README, one sentence or two. */
  what: string
  /** Whether its flag takes no value. */
  isSwitch?: boolean
  /** The description of a default that depends on the machine. */
  fallbackText?: string
}

const setting = <T>(of: Setting<T>): Setting<T> => of

/** Every setting. Validation, `--help` and the table in README come from here; a test compares README. */
export const settings = {
  HOST: setting<string>({
    schema: z.string().min(1, 'must name an address'),
    fallback: '127.0.0.1',
    what: 'Address to listen on. Any address other than loopback needs API_KEYS or READ_ONLY=1.',
  }),
  PORT: setting<number>({
    schema: number.pipe(z.int().min(0).max(65535, 'must be at most 65535')),
    fallback: 3000,
    what: 'TCP port to listen on; 0 picks a free one, which the log names.',
  }),
  DATABASE: setting<string>({
    schema: z.string().min(1, 'must name a file or a database'),
    fallback: 'data/broadsheet.db',
    what: 'SQLite file of the archive, relative to the working directory, created if it does not exist; or `postgres://USER@HOST,HOST/DATABASE`, a PostgreSQL database on the host that is the primary.',
  }),
  DATABASE_REPLICAS: setting<string | undefined>({
    schema: z.string().regex(/^postgres(?:ql)?:\/\//i, 'must begin with postgres://'),
    fallback: undefined,
    fallbackText: 'none',
    what: 'Servers that follow the one of DATABASE and are read in its place: `postgres://USER@HOST,HOST/DATABASE`.',
  }),
  REPLICA_LAG: setting<number>({
    schema: number.pipe(z.int().max(3_600_000, 'must be at most 3600000')),
    fallback: 1000,
    unit: 'milliseconds',
    what: 'How old an answer from a replica may be; where it is farther behind, DATABASE is read. Own writes are read at once.',
  }),
  SYNCHRONOUS: setting<Synchronous | undefined>({
    schema: z.enum(['local', 'on', 'remote_apply']),
    fallback: undefined,
    fallbackText: "the server's `synchronous_commit`",
    what: 'What is stored when a write to PostgreSQL is acknowledged: local (on its disk), on (on the disk of a synchronous standby too), or remote_apply (and to be read there).',
  }),
  PAGES: setting<string | undefined>({
    schema: z.string().regex(/^s3:\/\/[a-z0-9][a-z0-9.-]+(\/[\w./-]*)?$/, 'must be s3://BUCKET/PREFIX'),
    fallback: undefined,
    fallbackText: 'in the database',
    what: 'Object storage that new raw pages go to, `s3://BUCKET/PREFIX`: S3, or a service with its interface. Region, endpoint and credentials are those of AWS_REGION, AWS_ENDPOINT_URL_S3, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
  }),
  API_KEYS: setting<string[]>({
    schema: z.string().transform((keys) =>
      keys
        .split(',')
        .map((key) => key.trim())
        .filter((key) => key !== ''),
    ),
    fallback: [],
    what: 'Keys that may write, separated by commas, each with an optional scope in front: read:, write: or admin: (default).',
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
    what: 'Least severe level that is logged: fatal, error, warn, info, debug, trace, or silent for no log. debug also logs each request.',
  }),
  MAX_PAGE_SIZE: setting<number>({
    schema: number.pipe(z.int().min(1024, 'must be at least 1024')),
    fallback: 8 * mebibyte,
    unit: 'bytes',
    what: 'Largest page that is accepted, after decompression.',
  }),
  WRITE_RATE: setting<number>({
    schema: number,
    fallback: 6000,
    unit: 'requests a minute and client',
    what: 'Writes that a client may send; more are answered 429. 0 for no limit.',
  }),
  SEARCH_RATE: setting<number>({
    schema: number,
    fallback: 600,
    unit: 'requests a minute and client',
    what: 'Searches (q) that a client may send; more are answered 429. 0 for no limit.',
  }),
  PARSE_RATE: setting<number>({
    schema: number,
    fallback: 120,
    unit: 'requests a minute and client',
    what: 'Old versions, differences and tried pages, which are parsed to be read, that a client may ask for; more are answered 429. 0 for no limit.',
  }),
  WRITES_AT_ONCE: setting<number>({
    schema: number,
    fallback: 8,
    unit: 'requests',
    what: 'Writes (pages in, deletions, tag merges) processed at the same time; more wait, and under overload are answered 503. 0 for no limit.',
  }),
  READS_AT_ONCE: setting<number>({
    schema: number,
    fallback: 2,
    unit: 'requests',
    what: 'Reads (lists, searches, articles that are not in the cache) processed at the same time; more wait, and under overload are answered 503. 0 for no limit.',
  }),
  TRUST_PROXY: setting<false | number | string>({
    schema: z.string().transform(proxiesOf),
    fallback: false,
    fallbackText: 'none',
    what: 'Proxies of your own in front of the service, whose X-Forwarded fields or Forwarded (RFC 7239) are believed: how many, or their addresses, comma-separated (10.0.0.0/8).',
  }),
  PUBLIC_URL: setting<PublicUrl | null>({
    schema: z.string().transform(publicUrlOf),
    fallback: null,
    fallbackText: 'as requests say',
    what: 'Address at which clients reach the service, with its path if a proxy serves it under one: https://example.org/news/. Every address that is given out begins with it.',
  }),
  CACHE_SIZE: setting<number>({
    schema: number,
    fallback: Math.min(1024 * mebibyte, Math.max(64 * mebibyte, Math.trunc(memory / 16))),
    fallbackText: 'a 16th of the memory, at least 64 MiB, at most 1 GiB',
    what: 'Bytes of memory for answers that are requested often, in each of their forms and content codings.',
  }),
  PARSER_THREADS: setting<number>({
    schema: number.pipe(z.int().min(0).max(64)),
    fallback: Math.max(1, availableParallelism() - 1),
    fallbackText: 'the number of cores less one, at least 1',
    what: 'Threads that parse pages; 0 parses on the main thread, which serves requests meanwhile more slowly.',
  }),
} as const

type Value<S> = S extends Setting<infer T> ? T : never
export type SettingName = keyof typeof settings
export type Config = { [Name in SettingName]: Value<(typeof settings)[Name]> }

/** A setting that cannot be used; the message is one line that names it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** @returns the name of a setting's flag, without dashes: `max-page-size` for MAX_PAGE_SIZE */
export function flagOf(name: SettingName): string {
  return name.toLowerCase().replaceAll('_', '-')
}

/** @returns whether a setting is 1 or 0, so that its flag takes no value */
export function isSwitch(name: SettingName): boolean {
  const { isSwitch }: Setting<unknown> = settings[name] as Setting<unknown>
  return isSwitch === true
}

const all = Object.entries(settings) as [SettingName, Setting<unknown>][]

/** A setting as help and README show it. */
export type SettingRow = { name: SettingName; flag: string; fallback: string; what: string }

/** @returns a row for each setting, in the order of the table */
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

/** Reads settings from the environment alone: `configOf` without flags. */
export function readConfig(environment: Values): Config {
  return configOf(environment, {})
}

/** Settings as text, by name. */
type Values = Readonly<Record<string, string | undefined>>

/**
 * Reads and validates all settings.
 *
 * @param environment as in process.env
 * @param flags by setting; they override the environment
 * @throws ConfigError for an invalid value
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
  // A mistyped key or address still holds a secret that must not appear in a log.
  return ['API_KEYS', 'DATABASE_REPLICAS', 'PAGES'].includes(name)
    ? message
    : `${message}, not ${JSON.stringify(text)}`
}
