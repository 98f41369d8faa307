import t from 'tap'
import { launch, noBrowser } from './browser.ts'
import { lookRight, startRoom } from './reading-room.ts'

t.test('every page of the reading room looks right', { skip: noBrowser, timeout: 400_000 }, async (t) => {
  const service = await startRoom(t)
  const browser = await launch()
  t.teardown(() => browser.close())
  const paths = [
    '/',
    '/articles?limit=5',
    '/articles?q=仓库&tag=望江&limit=5',
    '/articles?q=absent',
    '/articles?q=仓库&compare=图书馆&compare=absent&share=true',
    '/tags',
    '/tags/望江?limit=5',
    '/sources',
    '/stats',
    '/days',
    '/days/2012',
    '/days/2012-03',
    '/try',
    '/nothing',
  ]
  await lookRight(t, browser, service, paths)
})
