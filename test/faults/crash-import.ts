import type { ChildProcess } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { pageOf } from './crash.ts'
import { kill, run, start } from './process.ts'
import { below, randomOf } from './random.ts'
import { storedIn, verified } from './verified.ts'

/** Pages of one import: enough for more groups than are committed until it is killed. */
const pagesOfImport = 1500
/** Milliseconds from the first pages that are stored until an import is killed, at most. */
const longestImport = 400
/** Milliseconds between two looks at what is stored. */
const lookEvery = 50

/** Waits until an import has stored more than before, or has ended. */
async function progressed(child: ChildProcess, database: string, before: number): Promise<void> {
  while (child.exitCode === null && (await storedIn(database)) <= before) await pause(lookEvery)
}

/**
 * Kills an import at random moments behind its first commit and runs it again until it ends, then begins with another archive. After each
 * kill what is there must be whole, and nothing that an earlier run stored may be gone; at the end all must be there.
 * @param options.folder where pages and archives are put
 * @param options.onChild is told of each import, so that it can be ended whatever happens
 * @returns `halfway`: kills that left a part of the pages stored
 */
export async function crashImport(options: {
  folder: string
  rounds: number
  seed: number
  onChild?: (child: ChildProcess) => void
  onRound?: (round: number) => void
}): Promise<{ rounds: number; ended: number; halfway: number; faults: string[] }> {
  const random = randomOf(options.seed)
  const faults: string[] = []
  const pages = join(options.folder, 'pages')
  mkdirSync(pages)
  for (let number = 0; number < pagesOfImport; number++) {
    writeFileSync(join(pages, `${number}.html`), pageOf(`seite-${number}`, `第${number}篇`))
  }
  let ended = 0
  let halfway = 0
  let stored = 0
  for (let round = 1; round <= options.rounds; round++) {
    const database = join(options.folder, `import-${ended}.db`)
    const importing = ['import', pages, '--database', database]
    const child = start(importing)
    options.onChild?.(child)
    await progressed(child, database, stored)
    await pause(below(random, longestImport))
    await kill(child)
    // To be opened, a file that was not even made, or not brought up to date, is completed like any other.
    const { articles, faults: found } = await verified({ path: database })
    faults.push(...found)
    if (articles < stored) faults.push(`${stored} articles were stored, ${articles} are there`)
    stored = articles
    if (child.signalCode === 'SIGKILL' && stored > 0 && stored < pagesOfImport) halfway++
    if (stored === pagesOfImport || round === options.rounds) {
      const finished = await run(importing)
      if (finished.code !== 0) faults.push(`import: ${finished.stdout}${finished.stderr}`)
      const again = await run(importing)
      if (!again.stdout.includes(` ${pagesOfImport} unchanged`)) faults.push(`import again: ${again.stdout}`)
      faults.push(...(await verified({ path: database })).faults)
      for (const suffix of ['', '-wal', '-shm']) rmSync(database + suffix, { force: true })
      ended++
      stored = 0
    }
    options.onRound?.(round)
  }
  return { rounds: options.rounds, ended, halfway, faults }
}
