// Behind Caddy, and with PUBLIC_URL: under-a-path.soak.ts.
import t from 'tap'
import { freePort, without } from '../documents/document.ts'
import { checkUnderPath, filled, nginx, readme } from './under-a-path.ts'

t.test('nginx says the path', { skip: without('nginx') }, async (t) => {
  const service = await filled(t, { TRUST_PROXY: '1' })
  const location = readme('nginx', 'X-Forwarded-Prefix').replace('$host;', '$http_host;')
  await checkUnderPath(t, await nginx(t, service.origin, location, await freePort()))
})
