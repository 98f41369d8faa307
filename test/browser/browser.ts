import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'
import type { Test } from 'tap'
import type { Service } from '../http/service.ts'

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]
export const executablePath = process.env.CHROMIUM ?? usual.find((path) => existsSync(path))

/** Why tests that need a browser do not run here; undefined where there is one. */
export const noBrowser =
  executablePath === undefined ? 'no Chromium found: install it, or name it in CHROMIUM' : undefined

/**
 * A browser that has shown a page. On a busy machine Chromium now and then ends while it starts: another is started
 * then, twice at most, and the standard error says so.
 */
export async function launch(triesLeft = 2): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
  })
  try {
    const page = await browser.newPage()
    await page.goto('data:text/html,<title>started</title>')
    await page.close()
    return browser
  } catch (error) {
    await browser.close()
    if (triesLeft === 0) throw error
    console.error(`# Chromium ended while it started: ${error}`)
    return launch(triesLeft - 1)
  }
}

/** A page with what it did: requests to other hosts (none of them let through), and what its console said. */
export type Visit = { page: Page; context: BrowserContext; foreign: string[]; said: string[] }

const picture =
  '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="450"><rect width="800" height="450" fill="#7a9e9f"/></svg>'

/** Opens a page that reaches the service alone; images of other hosts are answered with a picture from here. */
export async function visit(
  browser: Browser,
  { origin }: Service,
  path: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext(options)
  const foreign: string[] = []
  const said: string[] = []
  await context.route(
    (url) => url.origin !== origin,
    (route) => {
      foreign.push(`${route.request().resourceType()} ${route.request().url()}`)
      return route.request().resourceType() === 'image'
        ? route.fulfill({ contentType: 'image/svg+xml', body: picture })
        : route.abort()
    },
  )
  const page = await context.newPage()
  page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => said.push(`error: ${error.message}`))
  page.on('dialog', (dialog) => {
    said.push(`dialog: ${dialog.message()}`)
    return dialog.dismiss()
  })
  await page.goto(origin + path)
  return { page, context, foreign, said }
}

export const looks = [
  { colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  { colorScheme: 'dark', viewport: { width: 390, height: 844 } },
] as const

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Rules of axe whose outcome depends on colours and sizes: the others are checked once. */
const rulesOfLooks = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable']

/**
 * Expects of a page in each look that it does not scroll sideways and that axe finds nothing wrong. The page is to be
 * opened with `bypassCSP`.
 * @param name of the page, also of its pictures if SCREENSHOTS names a folder for them
 */
export async function looksRight(t: Test, page: Page, name: string): Promise<void> {
  await page.evaluate(axe)
  for (const [at, { colorScheme, viewport }] of looks.entries()) {
    const look = `${name} ${viewport.width} ${colorScheme}`
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize(viewport)
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
    t.equal(await page.evaluate(overflow), 0, `${look}: no scrolling sideways`)
    const options = { resultTypes: ['violations'], ...(at > 0 && { runOnly: rulesOfLooks }) }
    // The whole result tells of every element of the page.
    const violations = await page.evaluate(
      `axe.run(${JSON.stringify(options)}).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0]?.html]))`,
    )
    t.strictSame(violations, [], look)
    if (process.env.SCREENSHOTS !== undefined)
      await page.screenshot({
        path: `${process.env.SCREENSHOTS}/${look.replaceAll(/\W+/g, '-')}.png`,
        fullPage: true,
      })
  }
}
