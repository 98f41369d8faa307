// The way to the server, where it is not to be trusted.
import t from 'tap'
import { openStore } from '../../../src/store/open.ts'
import { without } from '../../documents/document.ts'
import { entry } from '../entries.ts'
import { machinesOf } from './server.ts'

t.test(
  'a server shows a certificate for its host that is to be trusted, or is refused',
  { skip: without('openssl') },
  async (t) => {
    const make = await machinesOf(t)
    const [plain, secure] = [await make(), await make()]
    plain.initialise(['--locale=C'])
    secure.copyOf(plain)
    const certificate = encodeURIComponent(secure.certify())
    await Promise.all([plain.start(), secure.start()])
    const at = (host: string, address: string) => address.replace('127.0.0.1', host)
    const strict = 'sslmode=verify-full'
    const trusted = at('localhost', `${secure.url()}?${strict}&sslrootcert=${certificate}`)
    const store = await openStore(trusted)
    t.teardown(() => store.close())
    t.match(await store.save([entry({ id: 'a1' })]), [{ result: 'created' }])
    const open = `SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
    WHERE application_name = 'broadsheet' AND NOT ssl AND pid <> pg_backend_pid()`
    t.equal(await secure.ask(open), 0, 'all connections are encrypted')
    const refused: [string, RegExp][] = [
      [trusted.replace('localhost', '127.0.0.1'), /IP: 127\.0\.0\.1 is not in the cert's list|altnames/],
      [at('localhost', `${secure.url()}?${strict}`), /self-signed certificate/],
      [`${plain.url()}?${strict}`, /does not support SSL/],
      [`${secure.url()}?${strict}&sslrootcert=/none.crt`, /ENOENT/],
    ]
    for (const [url, says] of refused) {
      const refusal: unknown = await openStore(url).catch((error: unknown) => error)
      t.match(refusal, { name: 'ConfigError', message: says }, String(says))
      t.notMatch(String(refusal), /secret|\n/, 'one line without the password')
    }
  },
)
