import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const mebibyte = 1024 * 1024
const number = z.string().regex(/^\d+$/, 'must be a whole number').transform(Number)
const switched = z
  .enum(['0', '1', 'true', 'false'], 'must be 1 or 0')
  .transform((v) => v === '1' || v === 'true')

/** One setting: an environment variable, and a flag of the same name in lower case with dashes. */
type Setting<T> = { schema: z.ZodType<T, string>; fallback: T; unit?: string; what: string }

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
    fallback: fileURLToPath(new URL('../data/broadsheet.db', import.meta.url)),
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
    what: 'Keys, comma-separated. A key may begin with its scope: read:, write: (default) or admin:.',
  }),
  READ_ONLY: setting<boolean>({ schema: switched, fallback: false, what: 'Refuse every write over HTTP.' }),
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
  TRUST_PROXY: setting<boolean>({
    schema: switched,
    fallback: false,
    what: "Take the client's address from X-Forwarded-For, behind a proxy of your own.",
  }),
  CACHE_SIZE: setting<number>({
    schema: number,
    fallback: 64 * mebibyte,
    unit: 'bytes',
    what: 'Memory for answers that are kept ready.',
  }),
  PARSER_THREADS: setting<number>({
    schema: number.pipe(z.int().min(0).max(64)),
    fallback: Math.max(1, availableParallelism() - 1),
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

/**
 * @param environment values by setting name, as process.env holds them; flags have been laid over it
 * @throws ConfigError for a value that cannot be used
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const config: Record<string, unknown> = {}
  for (const [name, { schema, fallback }] of Object.entries(settings) as [string, Setting<unknown>][]) {
    const text = environment[name]
    if (text === undefined || text === '') {
      config[name] = fallback
      continue
    }
    const result = schema.safeParse(text)
    if (!result.success)
      throw new ConfigError(`${name}: ${result.error.issues[0]?.message}, not ${JSON.stringify(text)}`)
    config[name] = result.data
  }
  return config as Config
}
