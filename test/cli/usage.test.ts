import { join } from 'node:path'
import t from 'tap'
import { commandHelp } from '../../src/cli/help.ts'
import { commands } from '../../src/cli/main.ts'
import { settingRows } from '../../src/config.ts'
import { mirrorPage } from '../http/pages.ts'
import { tarOf } from '../ingest/items.ts'
import { addressOf, call, ended, refused, run, start } from './command.ts'

t.test('a wrong command line ends in one line that says what is wrong', async (t) => {
  const folder = t.testdir({ 'no.db': 'this is no database, whatever its name says', 'a.md': 'x' })
  const rows: [args: string[], environment: Record<string, string>, says: RegExp][] = [
    [['prase'], {}, /there is no command prase; did you mean parse\?/],
    [['--prot', '1'], {}, /there is no command --prot/],
    [['toString'], {}, /there is no command toString/],
    [['serve', '--prot', '1'], {}, /there is no flag --prot; did you mean --port\?/],
    [['stats', '--port', '1'], {}, /there is no flag --port/],
    [['stats', '-p'], {}, /there is no flag -p/],
    [['stats', '--database'], {}, /--database needs a value/],
    [['stats', '--database', 'a', '--database', 'b'], {}, /--database is given twice/],
    [['stats'], { PORT: '65536' }, /PORT: must be at most 65535, not "65536"/],
    [['stats'], { LOG_LEVEL: 'loud' }, /LOG_LEVEL: .*"loud"/],
    [['serve'], { HOST: '0.0.0.0' }, /HOST: 0\.0\.0\.0 can be reached .* set API_KEYS, or READ_ONLY=1/],
    [['serve', '--database', 'no.db'], {}, /DATABASE: no\.db is no SQLite database/],
    [['import', '.', '--database', 'none/deep/a.db'], {}, /DATABASE: there is no folder none\/deep/],
    [['serve', '--writes-at-once', 'many'], {}, /WRITES_AT_ONCE: must be a whole number, not "many"/],
    [['stats', 'more'], {}, /usage: broadsheet stats/],
    [['import'], {}, /usage: broadsheet import PATH…/],
    [['parse'], {}, /usage: broadsheet parse PATH…/],
    [['backup'], {}, /usage: broadsheet backup FILE/],
    [['stats', '--database', 'none.db'], {}, /DATABASE: there is no none\.db/],
    [['export', '--database', 'none.db'], {}, /DATABASE: there is no none\.db/],
    [['verify', '--database', 'no.db'], {}, /DATABASE: no\.db is no SQLite database/],
    [['backup', './no.db', '--database', 'no.db'], {}, /no\.db is the database itself/],
    [['reparse'], { DATABASE: 'none.db' }, /DATABASE: there is no none\.db/],
  ]
  for (const [args, environment, says] of rows) {
    const { code, stderr } = await refused(t, args, { environment, folder })
    const name = args.join(' ')
    t.equal(code, 1, name)
    t.match(stderr, says, name)
    t.match(stderr, /^broadsheet: [^\n]+\n$/, name)
  }
  const { code, stdout, stderr } = await run(['prase'])
  t.strictSame([code, stdout], [1, ''])
  t.match(stderr, /^broadsheet: there is no command prase[^\n]+\n$/)
})

t.test('help names every command, and each command its settings', async (t) => {
  const general = await run(['--help'])
  t.equal(general.code, 0)
  t.equal((await call([])).stdout, general.stdout)
  const flags = new Map(settingRows().map(({ name, flag }) => [name, flag]))
  for (const [name, load] of Object.entries(commands)) {
    const { command } = await load()
    t.match(general.stdout, `  ${command.usage} `, name)
    const help = commandHelp(command)
    t.match(help, `Usage: broadsheet ${command.usage}\n`, name)
    for (const setting of command.settings) t.match(help, `  ${flags.get(setting)} `, `${name} ${setting}`)
    t.ok(
      help.split('\n').every((line) => line.length <= 100),
      `${name}: no line is too long`,
    )
  }
  const { command } = await import('../../src/cli/stats.ts')
  t.match(await call(['stats', '--help']), { code: 0, stdout: commandHelp(command) })
})

t.test('each setting is a flag of the command that serves', async (t) => {
  const serve = await commands.serve?.()
  t.strictSame(
    serve?.command.settings,
    settingRows().map(({ name }) => name),
  )
})

t.test('the version is the package’s', async (t) => {
  const { version } = await import('../../package.json', { with: { type: 'json' } }).then(
    ({ default: p }) => p,
  )
  t.equal((await call(['--version'])).stdout, `${version}\n`)
})

t.test('names out of a seed neither break their line nor steer the terminal', async (t) => {
  const folder = t.testdir({
    'seed.tar': await tarOf([
      { name: 'p/\u001b[2Ja\nb.md', text: '' },
      { name: 'a1.md', text: mirrorPage({ id: 'a1' }) },
    ]),
  })
  const service = start(['serve', '--seed', 'seed.tar', '--port', '0', '--database', 'a.db'], { folder })
  t.teardown(() => service.kill('SIGKILL'))
  const end = ended(service)
  await addressOf(service)
  service.kill('SIGTERM')
  t.match((await end).stderr, /^broadsheet: p\/\ufffd\[2Ja\ufffdb\.md: [^\n]+\n$/)
})

t.test('a database is made in a folder that is not there yet', async (t) => {
  const folder = t.testdir()
  const { code } = await run(['import', '.'], { folder })
  t.equal(code, 0)
  t.equal((await call(['stats', '--database', join(folder, 'data/broadsheet.db')])).code, 0)
})
