import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import t from 'tap'
import { mirrorPage } from '../http/pages.ts'
import { startService } from '../http/service.ts'
import { launch, noBrowser, visit } from './browser.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
type Axe = { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }

const looks = [
  { colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  { colorScheme: 'dark', viewport: { width: 390, height: 844 } },
] as const

t.test('the reading room', { skip: noBrowser, timeout: 120_000 }, async (t) => {
  const service = await startService(t)
  for (let n = 0; n < 25; n++) {
    const told = {
      id: `a1000${10 + n}`,
      tags: n % 2 === 0 ? ['图书馆', '望江'] : ['望江'],
      date: `20${10 + n}-03-09`,
    }
    await service.post(mirrorPage(told), 'text/markdown')
  }
  const browser = await launch()
  t.teardown(() => browser.close())
  const paths = [
    '/articles',
    '/articles?q=仓库&tag=望江',
    '/articles?q=absent',
    '/tags',
    '/tags/望江',
    '/sources',
  ]
  for (const [at, options] of looks.entries()) {
    for (const path of paths) {
      const name = `${path} ${options.viewport.width} ${options.colorScheme}`
      const { page, context, foreign, said } = await visit(browser, service, path, {
        ...options,
        bypassCSP: true,
      })
      const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
      t.equal(await page.evaluate(overflow), 0, `${name}: no scrolling sideways`)
      await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
      await page.evaluate(axe)
      const { violations } = (await page.evaluate('axe.run()')) as Awaited<ReturnType<Axe['run']>>
      t.strictSame(
        violations.map(({ id, nodes }) => [id, nodes[0]?.html]),
        [],
        name,
      )
      t.strictSame([foreign, said], [[], []], name)
      if (process.env.SCREENSHOTS !== undefined)
        await page.screenshot({ path: `${process.env.SCREENSHOTS}/${paths.indexOf(path)}-${at}.png` })
      await context.close()
    }
  }

  const still = { ...looks[0], javaScriptEnabled: false }
  await t.test('without scripts, by search, by tag, by source', async (t) => {
    const { page, context, said } = await visit(browser, service, '/articles', still)
    await page.fill('header input[name=q]', '仓库')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/articles\?q=/)
    t.match(await page.textContent('.hits mark'), '仓库')
    await page.click('.hits h2 a')
    await page.waitForURL(/\/articles\/a1000/)
    t.match(await page.textContent('h1'), /旧仓库改成图书馆/)
    await page.goBack()
    await page.click('.hits .tags a')
    await page.waitForURL(/\/tags\//)
    t.match(await page.textContent('h1'), /图书馆|望江/)
    await page.click('nav >> text=Sources')
    await page.waitForURL(/\/sources/)
    await page.click('.hits h2 a')
    await page.waitForURL(/\/articles\?source=ntdtv/)
    await page.click('summary >> text=Filter')
    await page.selectOption('#filter-sort', 'oldest')
    await page.click('.filters button')
    await page.waitForURL(/sort=oldest/)
    t.match(new URL(page.url()).search, '?source=ntdtv&sort=oldest', 'the address is the state')
    t.match(await page.getAttribute('.hits time', 'datetime'), '2010-03-09')
    t.strictSame(said, [])
    await context.close()
  })

  await t.test('by keyboard', async (t) => {
    const { page, context } = await visit(browser, service, '/articles', still)
    await page.keyboard.press('Tab')
    t.match(await page.textContent(':focus'), 'Skip to the content')
    for (let n = 0; n < 6; n++) await page.keyboard.press('Tab')
    await page.keyboard.type('仓库')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/articles\?q=/)
    t.match(await page.textContent('.hits mark'), '仓库')
    await context.close()
  })
})
