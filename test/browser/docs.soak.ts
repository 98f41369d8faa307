import { readFileSync } from 'node:fs'
import t from 'tap'
import { startService } from '../http/service.ts'
import { launch, noBrowser, visit } from './browser.ts'

type Document = { paths: Record<string, Record<string, unknown>> }

t.test('the reference in a browser', { skip: noBrowser }, async (t) => {
  const service = await startService(t)
  const seed = readFileSync(new URL('../../data/a103502606.md', import.meta.url))
  await service.post(seed, 'text/markdown')
  const browser = await launch()
  t.teardown(() => browser.close())
  const { page, foreign, said } = await visit(browser, service, '/docs')
  await page.waitForSelector('.opblock')

  const document = (await service.get('/openapi.json')).json<Document>()
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods)
      .filter((name) => /^(?:get|put|post|delete|patch)$/.test(name))
      .map((method) => `${method.toUpperCase()} ${path}`),
  )
  const shown = await page.$$eval('.opblock', (blocks) =>
    blocks.map((block) => {
      const method = block.querySelector('.opblock-summary-method')?.textContent
      const path = block.querySelector('.opblock-summary-path')?.getAttribute('data-path')
      return `${method} ${path}`
    }),
  )
  t.ok(described.length > 20)
  t.strictSame(shown.toSorted(), described.toSorted(), 'every route is shown')

  const block = page
    .locator('.opblock', { has: page.locator('[data-path="/articles/{id}"]') })
    .and(page.locator('.opblock-get'))
  await block.locator('.opblock-summary').click()
  await block.locator('.try-out__btn').click()
  await block.locator('.execute').click()
  const answer = block.locator('.live-responses-table')
  t.match(await answer.locator('.response-col_status').last().textContent(), '200')
  t.match(await answer.textContent(), '普京转向朝鲜', 'trying it out, as it stands, shows the seed article')

  await page.setViewportSize({ width: 390, height: 844 })
  const widest = await page.$eval('html', (root) => root.scrollWidth)
  t.ok(widest <= 390, `on a phone nothing is beside the screen: ${widest}`)
  t.match(
    await page.getAttribute('meta[name=viewport]', 'content'),
    'width=device-width',
    'a phone lays it out for its own width',
  )

  t.strictSame(foreign, [], 'nothing is asked of another host')
  t.strictSame(said, [], 'the console is silent')
})
