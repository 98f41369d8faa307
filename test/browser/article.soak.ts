import t from 'tap'
import { mirrorPage, sentenceOf } from '../http/pages.ts'
import { startService } from '../http/service.ts'
import { launch, looks, looksRight, noBrowser, visit } from './browser.ts'

const text = [
  sentenceOf('一'),
  '市长在开工仪式上说，图书馆将收藏本地的旧报纸。',
  '附近的小学生画了新馆的样子。',
]
const tags = ['图书馆', '望江']

t.test(
  'an article with its versions and what is similar to it',
  { skip: noBrowser, timeout: 400_000 },
  async (t) => {
    const service = await startService(t)
    const changed = [text[0]!.replace('三年', '五年'), text[1]!, '书架已经订好。']
    await service.post(mirrorPage({ id: 'a1', tags, paragraphs: text }), 'text/markdown')
    await service.post(mirrorPage({ id: 'a1', tags, paragraphs: changed }), 'text/markdown')
    await service.post(
      mirrorPage({ id: 'a2', tags, paragraphs: [...changed, '转载。'], date: '2024-03-10' }),
      'text/markdown',
    )
    const browser = await launch()
    t.teardown(() => browser.close())

    const paths = [
      '/articles/a1',
      '/articles/a1?list=sort%3Dnewest',
      '/articles/a1/revisions',
      '/articles/a1/revisions?diff=1..2',
      '/articles/a1?script=hant&lang=zh-Hant',
    ]
    const { page, context, foreign, said } = await visit(browser, service, '/', { bypassCSP: true })
    for (const path of paths) {
      await page.goto(service.origin + path)
      await looksRight(t, page, path)
      t.strictSame([foreign, said], [[], []], path)
    }
    await context.close()

    for (const javaScriptEnabled of [false, true])
      await t.test(
        `from an article to a similar one, its versions and back, scripts ${javaScriptEnabled}`,
        async (t) => {
          const { page, context, foreign, said } = await visit(browser, service, '/articles?sort=oldest', {
            ...looks[1],
            javaScriptEnabled,
          })
          const open = async (selector: string) => {
            const before = page.url()
            await page.focus(selector)
            await page.keyboard.press('Enter')
            await page.waitForURL((url) => url.href !== before)
          }
          await open('.hits h2 a')
          t.match(page.url(), /\/articles\/a1\?list=/)
          await open('a[rel=next]')
          t.match(page.url(), /\/articles\/a2\?list=/)
          t.equal(await page.locator('a[rel=next]').count(), 0, 'the last of its list')
          await open('aside h3 a')
          t.match(page.url(), /\/articles\/a1$/)
          await open('footer a[href$="/revisions"]')
          await open('a[href*="diff=1..2"]')
          t.match(await page.locator('del').allTextContents(), [/三年/])
          for (const url of [
            /\/revisions$/,
            /\/articles\/a1$/,
            /\/articles\/a2\?list=/,
            /\/articles\/a1\?list=/,
            /\?sort=oldest$/,
          ]) {
            await page.goBack()
            t.match(page.url(), url)
          }
          t.strictSame([foreign, said], [[], []])
          await context.close()
        },
      )
  },
)
