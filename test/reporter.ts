// A reporter for `node --test`: a line for each test file when it ends; failures with their details, skipped tests and
// seeds, in the order of the files; the totals.
import { relative } from 'node:path'
import type { TestEvent } from 'node:test/reporters'
import { inspect, stripVTControlCharacters } from 'node:util'

const pathOf = (file: string | undefined) => (file === undefined ? '' : relative(process.cwd(), file))

/** Whether an event tells of a test file as a whole. */
const isFile = (data: { name: string; nesting: number; file?: string | undefined }) =>
  data.nesting === 0 && data.name === pathOf(data.file)

/** What an event of tap's is of. Its `file` is where an assertion stands, which may be a helper of several tests. */
const nameOf = (data: object, name: string) =>
  'entryFile' in data ? `${pathOf(String(data.entryFile))}: ${name}` : name

export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  let total = 0
  let ended = 0
  let failed = 0
  for await (const { type, data } of events) {
    if (type === 'test:enqueue' && isFile(data)) total++
    else if (type === 'test:complete' && isFile(data)) {
      const { passed, duration_ms } = data.details
      ended++
      if (!passed) failed++
      yield `[${ended}/${total}] ${passed ? 'passed' : 'FAILED'} ${data.name}, ${(duration_ms / 1000).toFixed(1)} s\n`
    } else if (type === 'test:fail') {
      const { error } = data.details
      const text = stripVTControlCharacters(inspect(error.cause instanceof Error ? error.cause : error))
      yield `not ok ${nameOf(data, data.name)}\n${text.replaceAll(/ +$/gm, '')}\n`
    } else if (type === 'test:pass' && data.skip !== undefined)
      yield `skipped: ${nameOf(data, data.name)} # SKIP ${data.skip}\n`
    else if (type === 'test:stderr') yield data.message
    else if (type === 'test:diagnostic' && data.message.startsWith('SEED='))
      yield `# ${nameOf(data, data.message)}\n`
    else if (type === 'test:summary' && data.file === undefined) {
      const { tests, passed, failed: fail, skipped } = data.counts as typeof data.counts & { failed: number }
      yield `\n${ended} files, ${failed} failed; checks { total: ${tests}, pass: ${passed}, fail: ${fail}, skip: ${skipped} }\n`
    }
  }
}
