import t from 'tap'
import { ParsedArticle } from '../../src/article.ts'
import { hostileArticle, sampleArticle } from '../http/representations/sample.ts'
import { type Service, startService } from '../http/service.ts'
import { launch, noBrowser, visit } from './browser.ts'

/** Stores an article as it is, whatever a parser would make of its page. */
async function keep({ store }: Service, article: ParsedArticle): Promise<void> {
  const { data } = ParsedArticle.strip().safeParse(article)
  if (data === undefined) throw new Error('no article')
  const page = { bytes: Buffer.from(article.id), contentType: 'text/html', hints: {} }
  await store.save([{ page, article: data }])
}

const [closesTitle, script, drawing] = [
  '&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;',
  '<script>fetch("https://thief.example/")</script>',
  '&lt;svg onload=alert(1)&gt;',
]
/** A page that tries it in its title, tags, byline, links, captions and texts, and with elements of its own. */
const hostilePage = `<!doctype html><html><head><title>${closesTitle}</title>
<meta name="keywords" content="${drawing}">
<meta property="og:image" content='https://thief.example/"onerror="alert(1)'>
<link rel="canonical" href="https://news.example.com/2024/03/09/2002.html">
${script}</head><body onload="alert(1)"><article>
<h1 onclick="alert(1)">望江市图书馆${closesTitle}</h1>
<p class="author">${drawing}</p>
<p>望江市图书馆周六重新开放，读者在门前排起长队。<a href="javascript:alert(1)">旧馆的书一本也没有丢</a>，馆长说。</p>
<figure><img src='https://thief.example/a.jpg"onerror="alert(1)' onerror="alert(1)" alt='"><img src=x onerror=alert(1)>'>
<figcaption>图书馆的大门。${closesTitle}</figcaption></figure>
<p>整修用了三年，比计划多出一年。${drawing}${script}</p>
<iframe src="https://thief.example/"></iframe><form action="https://thief.example/"><input autofocus onfocus="alert(1)"></form>
<p>图书馆每天开放到晚上九点，周末不休息。&lt;img src=x onerror=alert(1)&gt;</p>
</article></body></html>`

type Look = { paper: string; indent: number; leading: number; measure: number; overflow: number }

/** Runs in the page: its paper, and in multiples of a character's size indent, leading and length of a line. */
const measure = `(() => {
  const body = getComputedStyle(document.body)
  const paragraph = document.querySelector('.body p')
  const text = getComputedStyle(paragraph)
  const size = parseFloat(text.fontSize)
  return {
    paper: body.backgroundColor,
    indent: parseFloat(text.textIndent) / size,
    leading: parseFloat(text.lineHeight) / size,
    measure: paragraph.clientWidth / size,
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }
})()`

const looks = [
  { name: 'light', options: { colorScheme: 'light', viewport: { width: 1100, height: 900 } } },
  { name: 'dark', options: { colorScheme: 'dark', viewport: { width: 1100, height: 900 } } },
  { name: 'phone', options: { colorScheme: 'light', viewport: { width: 390, height: 844 } } },
] as const

t.test('the reading page', { skip: noBrowser }, async (t) => {
  const service = await startService(t)
  await keep(service, sampleArticle())
  await keep(service, { ...hostileArticle(), id: 'hostile-1', tags: [...hostileArticle().tags] })
  const browser = await launch()
  t.teardown(() => browser.close())
  const pictures = process.env.SCREENSHOTS

  for (const { name, options } of looks) {
    t.test(name, async (t) => {
      const { page, context, foreign, said } = await visit(
        browser,
        service,
        '/articles/example-1001',
        options,
      )
      const look = await page.evaluate<Look>(measure)
      const [red = 0] = /\d+/.exec(look.paper)?.map(Number) ?? []
      t.ok(name === 'dark' ? red < 60 : red > 230, `paper is ${look.paper}`)
      t.equal(look.indent, 2, 'Chinese is indented by two characters')
      t.ok(look.leading >= 1.7, 'lines stand apart')
      t.ok(look.measure <= 40, 'lines are not too long')
      t.equal(look.overflow, 0, 'nothing hangs out')
      await page.locator('figure').last().scrollIntoViewIfNeeded()
      await page.waitForLoadState('networkidle')
      t.strictSame(foreign, [], 'nothing is asked of another host')
      for (const summary of await page.locator('summary').all()) await summary.click()
      await page.locator('img').last().scrollIntoViewIfNeeded()
      await page.evaluate('Promise.all([...document.images].map((image) => image.decode()))')
      if (pictures !== undefined) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
      t.strictSame(
        foreign.toSorted(),
        [
          'image https://news.example.com/photos/door.jpg',
          'image https://news.example.com/photos/stairs.jpg',
        ],
        'but the images that the reader opens',
      )
      t.strictSame(said, [], 'the console is silent')
      await context.close()
    })
  }

  t.test('on paper', async (t) => {
    const { page, context } = await visit(browser, service, '/articles/example-1001', { colorScheme: 'dark' })
    await page.emulateMedia({ media: 'print' })
    t.equal(await page.evaluate('getComputedStyle(document.body).backgroundColor'), 'rgb(255, 255, 255)')
    for (const nav of await page.locator('nav').all()) t.equal(await nav.isVisible(), false)
    t.equal(await page.locator('.body').isVisible(), true)
    if (pictures !== undefined) await page.screenshot({ path: `${pictures}/print.png`, fullPage: true })
    await context.close()
  })

  t.test('its tags lead to their articles', async (t) => {
    const { page, context } = await visit(browser, service, '/articles/example-1001')
    for (const tag of ['图书馆', 'A/B?c#d']) {
      const href = await page.locator('.tags a', { hasText: tag }).getAttribute('href')
      const reply = await service.get(href ?? '')
      t.equal(reply.status, 200)
      t.match(reply.json(), { tag, count: 1, items: [{ id: 'example-1001' }] })
    }
    await context.close()
  })

  t.test('hostile texts run nothing', async (t) => {
    const { page, context, foreign, said } = await visit(browser, service, '/articles/hostile-1')
    for (const link of await page.locator('a').all())
      t.match(await link.getAttribute('href'), /^(?:\/|https?:|#content$)/, 'links lead to pages')
    await page.locator('figure').last().scrollIntoViewIfNeeded()
    await page.locator('h1').hover()
    await page.waitForLoadState('networkidle')
    t.equal(await page.locator('script:not([type$=json])').count(), 0)
    t.strictSame(said, [], 'nothing ran, and nothing had to be refused')
    t.strictSame(foreign, [], 'no request left')
    await context.close()
  })

  t.test('nor does a hostile page that came in by the front door', async (t) => {
    const reply = await service.post(Buffer.from(hostilePage), 'text/html')
    t.equal(reply.status, 201)
    const { id, title, image } = reply.json<ParsedArticle>()
    t.match([title, image?.src].join(' '), /<script>.*onerror/, 'its texts are kept as texts')
    const { page, context, foreign, said } = await visit(browser, service, '/')
    for (const path of [`/articles/${id}`, `/articles/${id}?format=html`, '/', `/articles/${id}/missing`]) {
      await page.goto(service.origin + path)
      await page.waitForLoadState('networkidle')
      t.equal(
        await page
          .locator('script:not([type$=json]), svg:not(.plot svg), iframe, form:not([action="/articles"])')
          .count(),
        0,
        path,
      )
      const refusals = said.splice(0).filter((line) => !/status of 404/.test(line))
      t.strictSame([foreign, refusals], [[], []], path)
    }
    await context.close()
  })

  t.test('the pages of the service itself', async (t) => {
    const { page, context, foreign, said } = await visit(browser, service, '/')
    for (const path of ['/', '/problems', '/problems/gone']) {
      await page.goto(service.origin + path)
      t.ok(await page.locator('h1').textContent(), path)
      t.strictSame([foreign, said], [[], []], path)
    }
    await context.close()
  })
})
