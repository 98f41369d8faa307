// Runs every command of README in its order, in a copy of the checkout, on the machine's own Node.js and npm.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { mirrorPage, webPage } from '../http/pages.ts'
import { tarOf } from '../ingest/items.ts'
import {
  answers,
  commandsOf,
  copyCheckout,
  fenceIn,
  fencesOf,
  freePort,
  shell,
  shellEnvironment,
  without,
} from './document.ts'

/** What a command prints, besides ending with status 0. A command that is not listed here fails the test. */
const prints: Record<string, RegExp> = {
  'curl http://127.0.0.1:3000/articles/a103502606':
    /^[^{]*{"id":"a103502606".*"publishedAt":"2022-08-15T00:00:00\+08:00"/s,
  'curl http://127.0.0.1:3000/tags/金正恩': /"id":"a103502606"/,
  'curl --get http://127.0.0.1:3000/articles --data-urlencode q=金正恩': /"id":"a103502606"/,
  'npm run -s broadsheet -- import pages/ more.tar.xz saved.ndjson.gz': /\b3 pages: 3 created, .*\b0 failed/,
  "curl --data-binary @page.html -H 'Content-Type: text/html' http://127.0.0.1:3000/articles":
    /"title":"河边的图书馆"/,
  "curl --data-binary @pages.ndjson -H 'Content-Type: application/x-ndjson' http://127.0.0.1:3000/articles":
    /"result":"created".*"summary":{"items":2,"created":2,/s,
  'npm run -s broadsheet -- parse --explain page.html': /title +河边的图书馆\n +by /,
  'npm run -s broadsheet -- export --raw > everything.ndjson': /^$/,
  'npm run -s broadsheet -- import everything.ndjson --database copy.db':
    /\b7 pages: 7 created, .*\b0 failed/,
  'npm run -s broadsheet -- backup saved.db': /^saved\.db: \d+ bytes$/m,
  'npm run -s broadsheet -- verify --database saved.db': /^sound$/m,
  'npm run -s broadsheet -- restore saved.db --database restored.db': /^restored\.db: restored, 7 articles$/m,
  'npm run -s broadsheet -- reparse --dry-run': /\b7 articles: 0 would change, 7 unchanged, 0 failed/,
  'npm run -s broadsheet -- reparse': /\b7 articles: 0 changed, 7 unchanged, 0 failed/,
}
const usual = 'http://127.0.0.1:3000'

async function writeInputs(folder: string): Promise<void> {
  mkdirSync(join(folder, 'pages'))
  writeFileSync(join(folder, 'pages/a100000001.md'), mirrorPage({ id: 'a100000001' }))
  writeFileSync(
    join(folder, 'more.tar'),
    await tarOf([{ name: 'pages/city/a100000002.md', text: mirrorPage({ id: 'a100000002' }) }]),
  )
  const lineOf = (id: string) => `${JSON.stringify({ content: webPage({ id }) })}\n`
  writeFileSync(join(folder, 'saved.ndjson'), lineOf('saved'))
  writeFileSync(join(folder, 'pages.ndjson'), lineOf('one') + lineOf('two'))
  writeFileSync(join(folder, 'page.html'), webPage({ id: 'page', title: '河边的图书馆' }))
  await shell('xz more.tar && gzip saved.ndjson', folder)
}

t.test('every command of README', { skip: without('curl', 'xz', 'npm') }, async (t) => {
  const folder = join(t.testdir(), 'checkout')
  copyCheckout(folder)
  await writeInputs(folder)
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  let stop = async (): Promise<void> => {
    throw new Error('README does not start the service')
  }
  for (const { language, text } of fencesOf('README.md')) {
    if (language !== 'sh') continue
    for (const command of commandsOf(text)) {
      if (command === 'npm ci')
        void t.test('npm ci', { skip: 'it needs a registry; .ci/run begins with it' }, async () => {})
      else if (command === 'npm start') stop = await startService(port, folder)
      else {
        const { code, output } = await shell(command.replaceAll(usual, origin), folder)
        t.equal(code, 0, command)
        t.match(output, prints[command] ?? /^README has a command without an expectation here$/, command)
      }
    }
  }
  const answer: unknown = await (await fetch(`${origin}/articles/a103502606`)).json()
  t.match(answer, sampleOf(fenceIn('README.md', 'Start', 'json')), 'the sample answer is the real one')
  await stop()
  await t.rejects(fetch(`${origin}/healthz`), 'a signal to npm stops the service')
})

/** Starts the service as README does. @returns what sends SIGTERM to npm, as a supervisor does, and waits for its end */
async function startService(port: number, folder: string): Promise<() => Promise<void>> {
  const service = spawn('npm', ['start'], {
    cwd: folder,
    env: shellEnvironment({ PORT: String(port) }),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let log = ''
  service.stdout.setEncoding('utf8').on('data', (text: string) => {
    log += text
  })
  t.teardown(() => service.kill('SIGKILL'))
  await answers(`http://127.0.0.1:${port}/readyz`)
  t.match(log, `Open http://127.0.0.1:${port}/ in a browser`, 'the log says where to look')
  return async () => {
    const ended = once(service, 'exit')
    service.kill('SIGTERM')
    await ended
    t.notMatch(log, /"level":[56]0/, 'a stop logs no error')
  }
}

/** The members that the sample shows; `…` stands for what it leaves out. */
function sampleOf(text: string): Record<string, unknown> {
  const { '…': _rest, paragraphs, ...sample } = JSON.parse(text) as { '…': string; paragraphs: string[] }
  const [first = ''] = paragraphs
  return { ...sample, paragraphs: [first.replace(/…$/, '')] }
}
