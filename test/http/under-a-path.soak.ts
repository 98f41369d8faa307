import t from 'tap'
import { freePort, without } from '../documents/document.ts'
import { caddy, checkUnderPath, filled, nginx, prefix, readme } from './under-a-path.ts'

t.test('PUBLIC_URL says the path', { skip: without('nginx') }, async (t) => {
  const port = await freePort()
  const service = await filled(t, { PUBLIC_URL: `http://127.0.0.1:${port}${prefix}/` })
  const location = `location ${prefix}/ { proxy_pass http://broadsheet/; proxy_set_header Host $host; }`
  await checkUnderPath(t, await nginx(t, service.origin, location, port))
})

t.test('nginx says the path', { skip: without('nginx') }, async (t) => {
  const service = await filled(t, { TRUST_PROXY: '1' })
  const location = readme('nginx', 'X-Forwarded-Prefix').replace('$host;', '$http_host;')
  await checkUnderPath(t, await nginx(t, service.origin, location, await freePort()))
})

t.test('Caddy says the path', { skip: without('caddy') }, async (t) => {
  const service = await filled(t, { TRUST_PROXY: '1' })
  await checkUnderPath(t, await caddy(t, service.origin, readme('caddy', 'handle_path')))
})
