import t from 'tap'
import { run } from './command.ts'

/** Has Node.js say at its end with which options it was started. */
const saysOptions = `--import=data:text/javascript,process.on('exit',()=>console.error(String(process.execArgv)))`

t.test('commands that go through many pages run with a bounded young generation', async (t) => {
  const rows: [args: string[], more: string, said: string][] = [
    [['parse', '-'], '', '--max-semi-space-size=8\n'],
    [['parse', '-'], ' --max-semi-space-size=4', '\n'],
    [['openapi'], '', '\n'],
  ]
  for (const [args, more, said] of rows) {
    const environment = { NODE_OPTIONS: saysOptions + more }
    const { code, stderr } = await run(args, { environment, input: '{"content":"<h1>a</h1><p>b"}\n' })
    t.strictSame({ code, stderr }, { code: 0, stderr: said }, `${args}${more}`)
  }
})
