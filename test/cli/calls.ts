// Runs the command lines that its parent sends, one after the other, and ends what each writes with a mark.
import { main } from '../../src/cli/main.ts'

/** A command line, with what surrounds it. */
export type Called = { args: readonly string[]; folder: string; environment: NodeJS.ProcessEnv; mark: string }

process.on('message', async ({ args, folder, environment, mark }: Called) => {
  process.chdir(folder)
  process.env = environment
  const code = await main(args)
  for (const stream of [process.stdout, process.stderr]) stream.write(mark)
  process.send?.(code)
})
