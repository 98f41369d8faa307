import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { openStore } from '../../src/store/sqlite/open.ts'

const script = fileURLToPath(new URL('disk-process.ts', import.meta.url))
const hasTools = ['sh', 'prlimit'].every((tool) => spawnSync(tool, ['-c', 'exit']).error === undefined)
/** Where the tests run for everybody, none may be left out unseen. */
const isRequired = process.env.CI === 'true'
const skip = hasTools || isRequired ? false : 'sh and prlimit (util-linux) limit how large files may get'

t.test(
  'a full disk refuses, keeps what was stored, and is forgotten when there is room',
  { skip },
  async (t) => {
    const path = join(t.testdir(), 'full.db')
    const blocks = 12_000
    // Without the test runner's own hooks, which take the signal for a file that is too large.
    const limited = `unset NODE_OPTIONS; ulimit -S -f ${blocks}; exec "$0" "$@"`
    const child = spawn('sh', ['-c', limited, process.execPath, script, path], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    t.teardown(() => child.kill('SIGKILL'))
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const ask = async (line: string) => {
      child.stdin.write(`${line}\n`)
      return JSON.parse((await lines.next()).value ?? '{}')
    }
    const full = await ask('10000')
    t.match(full, { refusal: 'insufficient-storage' })
    t.ok(full.stored > 5, 'something was stored before')
    t.equal(full.readable, full.stored, 'all that was acknowledged is read')
    t.equal(full.changes, full.stored, 'and nothing else was written')

    t.equal(spawnSync('prlimit', ['--pid', String(child.pid), '--fsize=unlimited']).status, 0)
    const roomy = await ask('5')
    t.match(roomy, { refusal: 'stored', stored: full.stored + 5, changes: full.stored + 5, ready: 'ready' })
    child.stdin.write('close\n')
    await once(child, 'exit')

    const store = await openStore({ path })
    t.teardown(() => store.close())
    const faults = []
    for await (const fault of store.verify()) faults.push(fault)
    t.strictSame(faults, [])
    t.equal(await store.lastSequence(), roomy.stored)
  },
)
