import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const shared = fileURLToPath(new URL('../../shared/corpus/pages.tar.xz', import.meta.url))

/**
 * @param path a folder of pages, or a tar of them; without one, the corpus beside the project
 * @returns a folder of pages; a tar is unpacked once, into the system's temporary folder
 * @throws Error where there is nothing at the path
 */
export function unpacked(path: string = shared): string {
  if (!existsSync(path)) throw new Error(`no pages at ${path}: name a folder of pages or a tar of them`)
  if (statSync(path).isDirectory()) return path
  const folder = join(tmpdir(), `broadsheet-corpus-${statSync(path).size}`)
  if (existsSync(folder)) return folder
  const draft = `${folder}.${process.pid}`
  mkdirSync(draft, { recursive: true })
  execFileSync('tar', ['-xf', path, '-C', draft])
  renameSync(draft, folder)
  return folder
}
