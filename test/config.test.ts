import t from 'tap'
import { ConfigError, configOf, flagOf, readConfig, settingRows } from '../src/config.ts'
import { checkKeys, checkReach } from '../src/reach.ts'

t.test('what a value makes of a setting', async (t) => {
  const rows: [name: string, text: string, value: unknown][] = [
    ['PORT', '8080', 8080],
    ['PORT', '0', 0],
    ['PORT', '', 3000],
    ['API_KEYS', 'one, two,,', ['one', 'two']],
    ['READ_ONLY', '1', true],
    ['READ_ONLY', 'false', false],
    ['LOG_LEVEL', 'silent', 'silent'],
    ['MAX_PAGE_SIZE', '1024', 1024],
    ['PARSER_THREADS', '0', 0],
  ]
  for (const [name, text, value] of rows)
    t.strictSame((readConfig({ [name]: text }) as Record<string, unknown>)[name], value, `${name}=${text}`)
})

t.test('a wrong value is refused in one line that names the setting', async (t) => {
  const rows: [name: string, text: string][] = [
    ['PORT', '65536'],
    ['PORT', 'http'],
    ['PORT', '-1'],
    ['PORT', '3000 '],
    ['READ_ONLY', 'maybe'],
    ['LOG_LEVEL', 'loud'],
    ['MAX_PAGE_SIZE', '1023'],
    ['PARSER_THREADS', '65'],
    ['WRITE_RATE', '1.5'],
  ]
  for (const [name, text] of rows) {
    t.throws(() => readConfig({ [name]: text }), new RegExp(`^${name}: [^\\n]+$`), `${name}=${text}`)
    t.throws(() => readConfig({ [name]: text }), ConfigError)
  }
})

t.test('a flag goes before the environment', async (t) => {
  t.equal(configOf({ PORT: '1' }, { PORT: '2' }).PORT, 2)
  t.equal(configOf({ PORT: '1' }, {}).PORT, 1)
  t.equal(flagOf('MAX_PAGE_SIZE'), 'max-page-size')
})

t.test('without keys a service listens for its own machine only', async (t) => {
  const rows: [host: string, more: Record<string, string>, isRefused: boolean][] = [
    ['127.0.0.1', {}, false],
    ['127.8.8.8', {}, false],
    ['localhost', {}, false],
    ['::1', {}, false],
    ['0.0.0.0', {}, true],
    ['::', {}, true],
    ['192.168.1.7', {}, true],
    ['news.example', {}, true],
    ['localhost.example', {}, true],
    ['::ffff:10.0.0.1', {}, true],
    ['0.0.0.0', { READ_ONLY: '1' }, false],
    ['0.0.0.0', { READ_ONLY: '0' }, true],
    ['0.0.0.0', { API_KEYS: 'k' }, false],
    ['0.0.0.0', { API_KEYS: ' , ' }, true],
  ]
  for (const [host, more, isRefused] of rows) {
    const check = () => checkReach(readConfig({ HOST: host, ...more }))
    const name = `${host} ${JSON.stringify(more)}`
    if (isRefused) t.throws(check, /^HOST: /, name)
    else t.doesNotThrow(check, name)
  }
})

t.test('each setting has a row, with its default and a sentence', async (t) => {
  const rows = settingRows()
  t.strictSame(
    rows.map(({ name }) => name),
    Object.keys(readConfig({})),
  )
  for (const { name, fallback, what } of rows) {
    t.not(fallback, '', name)
    t.match(what, /^[A-Z][^\n]+\.$/, name)
  }
  t.equal(rows.find(({ name }) => name === 'MAX_PAGE_SIZE')?.fallback, '8388608 bytes')
  t.equal(rows.find(({ name }) => name === 'READ_ONLY')?.flag, '--read-only')
})

t.test('keys that open everything by mistake stop the start', async (t) => {
  const long = 'k'.repeat(16)
  const cases: [keys: string, fault: RegExp | null][] = [
    [`${long},write:${long}`, null],
    ['write:', /^API_KEYS: key 1 is empty behind its scope$/],
    [`${long},read:`, /^API_KEYS: key 2 is empty/],
    ['admin:short', /^API_KEYS: key 1 is shorter than 16 characters$/],
    ['a key with spaces in it', /^API_KEYS: key 1 cannot be sent/],
    ['中文中文中文中文中文中文中文中文', /^API_KEYS: key 1 cannot be sent/],
  ]
  for (const [keys, fault] of cases) {
    const check = () => checkKeys(readConfig({ API_KEYS: keys }))
    if (fault === null) t.doesNotThrow(check)
    else t.throws(check, { message: fault })
  }
})

t.test('proxies that are trusted', async (t) => {
  const cases: [text: string, proxies: unknown][] = [
    ['0', false],
    ['1', 1],
    ['true', 1],
    ['10.0.0.0/8, ::1', '10.0.0.0/8,::1'],
  ]
  for (const [TRUST_PROXY, proxies] of cases) t.equal(readConfig({ TRUST_PROXY }).TRUST_PROXY, proxies)
  for (const TRUST_PROXY of ['10', 'nginx', '10.0.0.0/99', '-1'])
    t.throws(() => readConfig({ TRUST_PROXY }), { message: /^TRUST_PROXY: must be a number of proxies/ })
})
