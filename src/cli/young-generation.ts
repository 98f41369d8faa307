/** Commands that go through any number of pages. */
const bulk = ['import', 'worker', 'parse', 'reparse', 'verify']

const flag = '--max-semi-space-size'
/** Mebibytes of each of the halves that V8 copies young objects between. */
const size = 8

/**
 * Begins a command that goes through many pages anew, in the same process, with a bound for V8's young generation: on a
 * machine with much memory V8 lets it grow to more than all else that such a command holds. Node.js takes the bound for
 * the main thread from its command line alone, and for other threads from their limits.
 */
export function boundYoungGeneration(): void {
  const { argv, env, execArgv, execPath, execve, platform } = process
  const isBounded = [...execArgv, env.NODE_OPTIONS ?? ''].some((option) => option.includes(flag))
  if (isBounded || platform === 'win32' || execve === undefined || !bulk.includes(argv[2] ?? '')) return
  execve(execPath, [execPath, ...execArgv, `${flag}=${size}`, ...argv.slice(1)], env)
}
