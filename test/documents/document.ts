import { execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { delimiter, join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** A fenced block of a document: its language, its text, and the second-level heading above it. */
export type Fence = { language: string; text: string; section: string }

/** @returns the fenced blocks of a Markdown file of the project, in order */
export function fencesOf(file: string): Fence[] {
  const fences: Fence[] = []
  for (const section of readFileSync(join(root, file), 'utf8').split(/^## /m)) {
    const title = section.split('\n', 1)[0] ?? ''
    for (const [, language = '', text = ''] of section.matchAll(/^```(\w*)\n(.*?)^```$/gms))
      fences.push({ language, text, section: title })
  }
  return fences
}

/** @returns the text of the only block of a language in a section */
export function fenceIn(file: string, section: string, language: string, sign = ''): string {
  const found = fencesOf(file).filter(
    (fence) => fence.section === section && fence.language === language && fence.text.includes(sign),
  )
  if (found.length !== 1) throw new Error(`${file} has ${found.length} blocks of ${language} in ${section}`)
  return found[0]!.text
}

/** @returns the commands of a block: its lines without comments and empty ones */
export const commandsOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.replace(/(?:^|\s+)#.*$/, ''))
    .filter((line) => line !== '')

/** Copies what a user has after `npm ci` into a folder. */
export function copyCheckout(folder: string): void {
  mkdirSync(folder, { recursive: true })
  for (const name of ['package.json', '.npmrc', 'src', 'migrations', 'openapi.yaml'])
    cpSync(join(root, name), join(folder, name), { recursive: true })
  mkdirSync(join(folder, 'data'))
  cpSync(join(root, 'data/a103502606.md'), join(folder, 'data/a103502606.md'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
}

const settings = /^(?:HOST|PORT|DATABASE|API_KEYS|READ_ONLY|LOG_LEVEL|PARSER_THREADS|NODE_OPTIONS|npm_)/

/** The environment of a user's shell: the machine's own Node.js comes first in PATH, and no setting is set. */
export function shellEnvironment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const path = (process.env.PATH ?? '').split(delimiter).filter((part) => !part.includes('node_modules'))
  const kept = Object.entries(process.env).filter(([name]) => !settings.test(name))
  return { ...Object.fromEntries(kept), PATH: path.join(delimiter), ...more }
}

export type Ran = { code: number | null; output: string }

/** Runs a line as a user's shell does. @returns its exit status and what it printed, on both streams */
export async function shell(line: string, folder: string): Promise<Ran> {
  const child = spawn('sh', ['-c', line], { cwd: folder, env: shellEnvironment() })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { code, output }
}

/** @returns a message for a skipped test if a program is not installed; else false */
export function without(...programs: string[]): string | false {
  for (const program of programs) {
    try {
      execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore', env: systemEnvironment() })
    } catch {
      return `${program} is not installed`
    }
  }
  return false
}

/** With the folders of programs for administrators in PATH, which a user's shell leaves out. */
export const systemEnvironment = (): NodeJS.ProcessEnv => {
  const environment = shellEnvironment()
  return { ...environment, PATH: `${environment.PATH}${delimiter}/usr/sbin${delimiter}/sbin` }
}

/** @returns a TCP port that nothing listens on */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

/** Waits until an address answers 200. @throws Error after 30 seconds */
export async function answers(address: string): Promise<Response> {
  const end = performance.now() + 30_000
  for (;;) {
    const response = await fetch(address).catch(() => null)
    if (response?.ok === true) return response
    if (performance.now() > end) throw new Error(`${address} does not answer`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
