// How the rest of its pages look: reading-room.soak.ts.
import t from 'tap'
import { mirrorPage } from '../http/pages.ts'
import { launch, looks, noBrowser, visit } from './browser.ts'
import { lookRight, startRoom } from './reading-room.ts'

t.test('the reading room', { skip: noBrowser, timeout: 400_000 }, async (t) => {
  const service = await startRoom(t)
  const browser = await launch()
  t.teardown(() => browser.close())
  await lookRight(t, browser, service, ['/', '/articles?q=仓库&tag=望江&limit=5', '/days/2012', '/try'])

  /** Ways from the front page to an article, each a step of the pointer: what is clicked. */
  const ways: Record<string, string[]> = {
    'the newest': ['.hits h3 a'],
    'a source': ['.hits h3 a[href*="source="]', '.hits h2 a'],
    'a tag of the archive': ['nav >> text=Tags', '.tags a', '.hits h2 a'],
    'a day': ['nav >> text=Days', 'table a', '.calendar a', '.hits h2 a'],
    'the month of a bar': ['.bars a', '.hits h2 a'],
  }
  const still = { ...looks[0], javaScriptEnabled: false }
  await t.test('from the front page to an article without scripts, and back', async (t) => {
    const options = { ...looks[1], javaScriptEnabled: false }
    const { page, context, said } = await visit(browser, service, '/', options)
    for (const [name, steps] of Object.entries(ways)) {
      await page.goto(service.origin)
      const titles = [await page.title()]
      for (const step of steps) {
        await page.locator(step).first().click()
        titles.push(await page.title())
      }
      t.match(page.url(), /\/articles\/a1000\d\d(?:\?list=.*)?$/, name)
      for (const title of titles.slice(0, -1).reverse()) {
        await page.goBack()
        t.equal(await page.title(), title, `${name}: back`)
      }
      t.strictSame(said, [], name)
    }
    await context.close()
  })

  await t.test('the language of the interface is chosen, remembered and switched back', async (t) => {
    const { page, context } = await visit(browser, service, '/articles?tag=望江', still)
    await page.click('footer >> text=繁體')
    t.equal(await page.getAttribute('html', 'lang'), 'zh-Hant')
    t.match(page.url(), /tag=.*lang=zh-Hant/)
    await page.click('nav >> text=標籤')
    t.equal(await page.textContent('h1'), '標籤')
    t.notMatch(page.url(), /lang=/, 'the cookie remembers it')
    await page.click('footer >> text=English')
    t.equal(await page.textContent('h1'), 'Tags')
    await context.close()
  })

  await t.test('curves are compared by a form', async (t) => {
    const { page, context } = await visit(browser, service, '/articles?q=仓库', still)
    await page.click('summary >> text=Compare')
    await page.fill('#compare', '图书馆')
    await page.press('#compare', 'Enter')
    await page.waitForURL(/compare=/)
    t.strictSame(await page.locator('.legend li').allTextContents(), ['仓库', '图书馆'])
    t.equal(await page.locator('.plot .line').count(), 2)
    await context.close()
  })

  await t.test('a page is tried by a form', async (t) => {
    const { page, context, said } = await visit(browser, service, '/stats', still)
    await page.click('text=Try a page')
    await page.setInputFiles('#try-page', {
      name: 'a1.md',
      mimeType: 'text/markdown',
      buffer: Buffer.from(mirrorPage({ id: 'a1', title: '试读的网页' })),
    })
    await page.click('.try button')
    t.equal(await page.textContent('section h3'), '试读的网页')
    t.match(await page.textContent('.trace'), /published[\s\S]*dateline/)
    await page.fill('#try-text', '<title>x</title>')
    await page.click('.try button')
    await page.waitForSelector('text=No article is found')
    t.strictSame(said, [])
    await context.close()
  })

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

  await t.test('by keyboard alone', async (t) => {
    const { page, context } = await visit(browser, service, '/', looks[1])
    await page.keyboard.press('Tab')
    t.match(await page.textContent(':focus'), 'Skip to the content')
    for (let n = 0; n < 20 && !(await page.evaluate("document.activeElement.name === 'q'")); n++)
      await page.keyboard.press('Tab')
    await page.keyboard.type('仓库')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/articles\?q=/)
    t.match(await page.textContent('.hits mark'), '仓库')
    // On through the page, each stop with a mark, until the first article has the focus.
    const isThere = "document.activeElement.closest('.hits h2') !== null"
    const isMarked = "getComputedStyle(document.activeElement).outlineStyle !== 'none'"
    for (let n = 0; n < 60 && !(await page.evaluate(isThere)); n++) {
      await page.keyboard.press('Tab')
      if ((await page.evaluate('document.activeElement !== document.body')) === true)
        t.equal(await page.evaluate(isMarked), true, 'the focus is seen')
    }
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/articles\/a1000/)
    await context.close()
  })
})
